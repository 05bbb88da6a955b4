from odoo import api, fields, models


class CommunityContractPeriod(models.Model):
    """What became of a row of the schedule, in a word: planned, open, overdue, paid."""

    _inherit = "community.contract.period"

    standing = fields.Selection(
        [
            ("planned", "Planned"),
            ("free", "Nothing to Pay"),
            ("open", "Open"),
            ("partial", "Partly Paid"),
            ("overdue", "Overdue"),
            ("paid", "Paid"),
            ("credit", "Credit"),
        ],
        compute="_compute_standing",
    )

    @api.depends("state", "move_id.payment_state", "move_id.invoice_date_due")
    def _compute_standing(self):
        today = fields.Date.context_today(self)
        for period in self:
            standing = period.state
            if standing == "billed":
                # sudo: whoever sees the schedule is told whether it was paid.
                standing = self._get_standing_of(period.sudo().move_id, today)
            period.standing = standing

    @api.model
    def _get_standing_of(self, move, today):
        if move.move_type == "out_refund":
            return "credit"
        if move.payment_state in ("paid", "in_payment", "reversed"):
            return "paid"
        if move.invoice_date_due and move.invoice_date_due < today:
            return "overdue"
        return "partial" if move.payment_state == "partial" else "open"
