from contextlib import closing

from odoo import fields, models

from ..tools.inside import INSIDE


class CommunityContract(models.Model):
    """Looking ahead: a change is made, read and undone, so that it cannot be wrong."""

    _inherit = "community.contract"

    def _preview(self, make):
        """Say what a change would cost, without making it.

        :param make: function that makes the change of a contract and returns its day
        :return: {"due_now", "from", "next_amount", "currency", "date_end",
            "last_bill_date"}
        """
        self.ensure_one()
        contract = self.with_context(
            community_preview=INSIDE, tracking_disable=True, mail_notrack=True
        )
        before = contract._get_amount_due()
        self.env.flush_all()
        # Without flushing, because that would drop what waits for the commit.
        with closing(self.env.cr.savepoint(flush=False)):
            try:
                day = make(contract)
                self.env.flush_all()
                outcome = contract._read_preview(day, before)
            finally:
                self.env.transaction.clear()
        return outcome

    def _preview_elsewhere(self, make):
        """The same for a window that is not saved yet, whose values must survive."""
        with self.env.registry.cursor() as cr:
            contract = self._origin.with_env(self.env(cr=cr)).exists()
            outcome = contract._preview(make) if contract else None
            cr.rollback()
        if outcome:
            outcome["currency"] = self.env["res.currency"].browse(
                outcome["currency"].id
            )
        return outcome

    def _read_preview(self, day, before):
        planned = self._get_planned_rows()
        following = planned.filtered(
            lambda row: row.kind == "period" and row.date_from >= day
        )
        return {
            "due_now": self.currency_id.round(self._get_amount_due() - before),
            "from": day,
            "next_amount": following[:1].amount_total,
            "next_date": following[:1].bill_date,
            "currency": self.currency_id,
            "date_end": self.close_date or self.date_end,
            "last_bill_date": planned[-1:].bill_date,
        }

    def _get_planned_rows(self):
        # sudo: the schedule of a contract that the user may change
        rows = self.sudo().period_ids.filtered(lambda row: row.state == "planned")
        return rows.sorted(lambda row: (row.bill_date, row.date_from, row.id))

    def _get_amount_due(self):
        """What the next run would bill today."""
        today = fields.Date.context_today(self)
        rows = self._get_planned_rows().filtered(lambda row: row.bill_date <= today)
        return sum(rows.mapped("amount_total"))
