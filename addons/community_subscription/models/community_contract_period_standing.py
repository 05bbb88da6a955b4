from odoo import api, fields, models
from odoo.tools import format_amount


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

    @api.depends(
        "state", "amount_total", "move_id.payment_state", "move_id.invoice_date_due"
    )
    def _compute_standing(self):
        today = fields.Date.context_today(self)
        for period in self:
            standing = period.state
            if standing == "planned" and period.amount_total < 0:
                standing = "credit"
            if standing == "billed":
                # sudo: whoever sees the schedule is told whether it was paid.
                move = period.sudo().move_id
                standing = self._get_standing_of(move._get_standing_move(), today)
            period.standing = standing

    @api.model
    def _get_standing_of(self, move, today):
        if move.move_type == "out_refund" or move._is_credited():
            return "credit"
        if move.payment_state in ("paid", "in_payment", "reversed"):
            return "paid"
        if move.invoice_date_due and move.invoice_date_due < today:
            return "overdue"
        return "partial" if move.payment_state == "partial" else "open"

    @api.depends_context("payment_calendar", "lang")
    def _compute_display_name(self):
        """In a calendar the day is known: who and how much is what one looks for."""
        if not self.env.context.get("payment_calendar"):
            return super()._compute_display_name()
        for period in self:
            period.display_name = self.env._(
                "%(member)s: %(amount)s",
                member=period.partner_id.name or "",
                amount=format_amount(self.env, period.amount_total, period.currency_id),
            )
        return None
