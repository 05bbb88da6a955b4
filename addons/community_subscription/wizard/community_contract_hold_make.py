from odoo import api, fields, models
from odoo.tools import format_date

from ..tools.inside import INSIDE


class CommunityContractHoldMake(models.TransientModel):
    """A hold of one contract, or gift time for it."""

    _name = "community.contract.hold.make"
    _description = "Hold of a Contract"
    _inherit = "community.contract.wizard"

    kind = fields.Selection(
        [("manual", "Hold"), ("gift", "Gift Time")],
        default="manual",
        required=True,
        help="Gift time: these days are free, and the end of the term moves by them.",
    )
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_to = fields.Date("To", help="Empty: until somebody ends it.")
    fee_mode = fields.Selection(
        [
            ("free", "Free"),
            ("fee", "One Fee"),
            ("reduced", "Reduced Price"),
            ("full", "Billed as Usual"),
        ],
        "During the Hold",
        compute="_compute_fee_mode",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    end_on_return = fields.Boolean("The First Visit Ends It")
    beyond_plan = fields.Boolean(
        "Beyond What the Plan Allows", help="Only treasurers may do so."
    )
    reason = fields.Char()

    @api.depends("contract_id", "kind")
    def _compute_fee_mode(self):
        for wizard in self:
            given = wizard.contract_id.plan_id.hold_fee_mode or "free"
            wizard.fee_mode = "free" if wizard.kind == "gift" else given

    @api.depends("kind", "date_from", "date_to", "fee_mode", "beyond_plan")
    def _compute_outcome(self):
        return super()._compute_outcome()

    def _is_filled(self):
        return self.date_from and (self.kind != "gift" or self.date_to)

    def _prepare_step(self):
        values = (self.kind, self.date_from, self.date_to or None, self.fee_mode)
        reason, on_return = self.reason, self.end_on_return
        beyond = self.beyond_plan and self.env.user.has_group(
            "community_subscription.group_subscription_manager"
        )

        def step(contract):
            if beyond:
                contract = contract.with_context(community_hold_beyond_plan=INSIDE)
            holds = contract._hold(*values, reason=reason)
            holds._with_pen().end_on_return = on_return
            return values[1]

        return step

    def _say(self, found):
        start = format_date(self.env, self.date_from)
        if not self.date_to:
            first = self.env._("From %(start)s until somebody ends it.", start=start)
        else:
            first = self.env._(
                "From %(start)s to %(end)s: %(days)s days.",
                start=start,
                end=format_date(self.env, self.date_to),
                days=(self.date_to - self.date_from).days + 1,
            )
        contract = self.contract_id._origin
        hold = {
            "first": self.date_from,
            "last": self.date_to,
            "fee_mode": self.fee_mode,
            "percent": None,
            "end_before": contract.close_date or contract.date_end,
        }
        return [first, contract._tell_hold(found, hold)]
