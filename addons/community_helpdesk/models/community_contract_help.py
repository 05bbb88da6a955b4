from odoo import api, fields, models

HELP_KINDS = ("support", "service_hours")
AGENT = "community_helpdesk.group_helpdesk_agent"


class CommunityContract(models.Model):
    """Whether a contract includes help, and the tickets it pays for."""

    _inherit = "community.contract"

    ticket_ids = fields.One2many("community.ticket", "contract_id", "Tickets")
    ticket_count = fields.Integer(
        "Tickets of the Contract", compute="_compute_ticket_count", groups=AGENT
    )

    def _includes_help(self):
        """Whether requests for help cost nothing, at least for some hours."""
        self.ensure_one()
        return any(self._get_allowance(kind) != 0 for kind in HELP_KINDS)

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_ticket_count(self):
        self.check_access("read")
        groups = self.env["community.ticket"]._read_group(
            [("contract_id", "in", self.ids)], ["contract_id"], ["__count"]
        )
        counts = {contract.id: count for contract, count in groups}
        for contract in self:
            contract.ticket_count = counts.get(contract._origin.id, 0)

    def action_open_tickets(self):
        """W7: the tickets that this contract pays for."""
        self.ensure_one()
        self.check_access("read")
        self.env["community.ticket"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_helpdesk.community_ticket_action"
        )
        return action | {
            "name": self.display_name,
            "domain": [("contract_id", "=", self.id)],
            "context": {
                "default_contract_id": self.id,
                "default_partner_id": self.partner_id.id,
            },
        }
