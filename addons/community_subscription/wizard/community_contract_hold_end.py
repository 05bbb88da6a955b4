from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class CommunityContractHoldEnd(models.TransientModel):
    """The end of a hold, or the cancelling of one that has not begun."""

    _name = "community.contract.hold.end"
    _description = "End of a Hold"
    _inherit = "community.contract.wizard"

    hold_id = fields.Many2one(
        "community.contract.hold",
        required=True,
        domain="[('contract_id', '=', contract_id), ('is_cancelled', '=', False)]",
        compute="_compute_hold_id",
        store=True,
        precompute=True,
        readonly=False,
        ondelete="cascade",
    )
    date_from = fields.Date(related="hold_id.date_from")
    date = fields.Date(
        "Last Day of the Hold",
        required=True,
        default=lambda self: fields.Date.context_today(self) - timedelta(days=1),
        help="Before its first day: the hold is cancelled.",
    )

    @api.depends("contract_id")
    def _compute_hold_id(self):
        today = fields.Date.context_today(self)
        for wizard in self:
            holds = wizard.contract_id.hold_ids.filtered(
                lambda hold: (
                    not hold.is_cancelled
                    and (not hold.date_to or hold.date_to >= today)
                )
            )
            wizard.hold_id = holds.sorted("date_from")[:1]

    @api.depends("hold_id", "date")
    def _compute_outcome(self):
        return super()._compute_outcome()

    def _is_filled(self):
        return self.hold_id and self.date

    def _prepare_step(self):
        hold_id, date = self.hold_id.id, self.date

        def step(contract):
            hold = contract.env["community.contract.hold"].browse(hold_id)
            if hold.contract_id != contract:
                raise UserError(contract.env._("The hold is of another contract."))
            hold._end(date)
            return date

        return step

    def _say(self, found):
        if self.date < self.hold_id.date_from:
            first = self.env._("The hold is cancelled.")
        else:
            first = self.env._(
                "The contract goes on after %(date)s.",
                date=format_date(self.env, self.date),
            )
        return [first, *super()._say(found)]
