from odoo import api, fields, models
from odoo.fields import Domain

from .community_plan_counts import RUNNING
from .res_partner import READER


class ResPartner(models.Model):
    """The contracts on the screen of a member, and until when they are paid."""

    _inherit = "res.partner"

    contract_count = fields.Integer(
        "Running Contracts", compute="_compute_contract_facts", groups=READER
    )
    contract_plan_names = fields.Char(
        "Plan", compute="_compute_contract_facts", groups=READER
    )
    contract_paid_until = fields.Date(
        "Paid Until", compute="_compute_contract_facts", groups=READER
    )

    @api.depends(
        "community_contract_ids.state",
        "community_contract_ids.plan_id",
        "community_contract_ids.paid_until",
        "community_seat_ids.contract_id",
        "community_seat_ids.date_to",
    )
    def _compute_contract_facts(self):
        contracts = self.env["community.contract"].search(
            self._get_contract_domain() & Domain("state", "in", RUNNING)
        )
        for partner in self:
            own = contracts.filtered(
                lambda contract, partner=partner: (
                    partner._origin
                    in (
                        contract.partner_id
                        | contract.payer_id
                        | contract.seat_ids.partner_id
                    )
                )
            )
            held = own.filtered(
                lambda contract, partner=partner: (
                    partner._origin
                    in (contract.partner_id | contract.seat_ids.partner_id)
                )
            )
            partner.contract_count = len(own)
            partner.contract_plan_names = ", ".join(held.plan_id.mapped("name"))
            paid = [day for day in held.mapped("paid_until") if day]
            partner.contract_paid_until = max(paid, default=False)

    def _get_contract_domain(self):
        """Contracts that these contacts hold, pay for, or have a seat in."""
        return Domain.OR(
            [
                Domain("partner_id", "in", self.ids),
                Domain("payer_id", "in", self.ids),
                Domain("seat_ids.partner_id", "in", self.ids),
            ]
        )

    def action_open_member_contracts(self):
        """The contracts of the member; a new one is the member's from the start."""
        self.ensure_one()
        self.env["community.contract"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_subscription.community_contract_action"
        )
        return action | {
            "domain": list(self._get_contract_domain()),
            "context": {"default_partner_id": self.id},
        }

    def action_new_contract(self):
        """A contract for this member: only the plan is missing."""
        self.ensure_one()
        self.env["community.contract"].check_access("create")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Contract"),
            "res_model": "community.contract",
            "views": [(False, "form")],
            "context": {"default_partner_id": self.id},
        }
