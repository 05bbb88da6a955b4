from odoo import api, fields, models

COVERAGES = [
    ("included", "Included"),
    ("billable", "To Be Billed"),
    ("none", "No Contract"),
]


class CommunityTicket(models.Model):
    """The contract that pays for the help, and whether it includes it."""

    _inherit = "community.ticket"

    contract_id = fields.Many2one(
        "community.contract",
        compute="_compute_contract_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    coverage = fields.Selection(
        COVERAGES, compute="_compute_coverage", store=True, precompute=True, index=True
    )

    @api.depends("partner_id", "organisation_id", "company_id")
    def _compute_contract_id(self):
        wanted = self.filtered(lambda ticket: not ticket.contract_id)
        found = self._find_contracts(wanted)
        for ticket in wanted:
            ticket.contract_id = found.get(ticket)

    @api.model
    def _find_contracts(self, tickets):
        """The contract in force of the requester, else of his organisation.

        :return: {ticket: contract}; one that includes help goes before others
        """
        people = tickets.partner_id | tickets.organisation_id
        if not people:
            return {}
        # sudo: which contract pays is found whoever asks; readers of contracts see it.
        contracts = self.env["community.contract"].sudo()
        contracts = contracts.search(
            [
                ("partner_id", "in", people.ids),
                ("state", "in", ("active", "grace", "past_due", "closing")),
            ],
            order="id",
        )
        by_key = {}
        for contract in contracts.sorted(lambda each: not each._includes_help()):
            key = (contract.partner_id.id, contract.company_id.id)
            by_key.setdefault(key, contract)
        return {
            ticket: by_key.get((ticket.partner_id.id, ticket.company_id.id))
            or by_key.get((ticket.organisation_id.id, ticket.company_id.id))
            for ticket in tickets
        }

    @api.depends("contract_id")
    def _compute_coverage(self):
        for contract, tickets in self.grouped("contract_id").items():
            # sudo: whether help is included is known to whoever gives it.
            covered = contract.sudo()._includes_help() if contract else False
            tickets.coverage = (
                "none" if not contract else "included" if covered else "billable"
            )
