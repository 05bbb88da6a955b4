from contextlib import closing

from odoo import fields, models

from ..tools.inside import INSIDE


class CommunityContract(models.Model):
    """Looking ahead: a change is made, read and undone, so that it cannot be wrong."""

    _inherit = "community.contract"

    def _preview(self, make):
        """Say what a change would cost, without making it.

        :param make: function that makes the change of a contract and returns its day
        :return: {"from", "currency", "date_end", "next_amount", "next_date",
            "last_bill_date"}, "due_now": what the next run bills then, "changed_now":
            by how much that is more than without the change, "bills": what is billed
            from today on, see `_get_bills_ahead`, "sums" and "sums_before": what each
            stretch comes to, see `_get_unit_sums`, "waiting" and "running": see there
        """
        self.ensure_one()
        contract = self.with_context(
            community_preview=INSIDE, tracking_disable=True, mail_notrack=True
        )
        before = (contract._get_amount_due(), contract._get_unit_sums())
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
        due_before, sums_before = before
        due = self._get_amount_due()
        return {
            "due_now": self.currency_id.round(due),
            "changed_now": self.currency_id.round(due - due_before),
            "from": day,
            "next_amount": following[:1].amount_total,
            "next_date": following[:1].bill_date,
            "currency": self.currency_id,
            "date_end": self.close_date or self.date_end,
            "last_bill_date": planned[-1:].bill_date,
            "bills": self._get_bills_ahead(day),
            "sums": self._get_unit_sums(),
            "sums_before": sums_before,
            "waiting": self._get_amount_waiting(),
            "running": self._get_running_amount(day),
        }

    def _get_running_amount(self, day):
        """What the stretch of a day will cost, while it is not billed yet."""
        rows = self._get_planned_rows().filtered(
            lambda row: row.kind == "period" and row.date_from <= day <= row.date_to
        )
        return sum(rows.mapped("amount_total"))

    def _get_amount_waiting(self):
        """Differences to stretches billed already that wait for the next invoice."""
        today = fields.Date.context_today(self)
        rows = self._get_planned_rows().filtered(
            lambda row: row.kind == "adjust" and row.bill_date > today
        )
        return sum(rows.mapped("amount_total"))

    def _get_planned_rows(self):
        # sudo: the schedule of a contract that the user may change
        rows = self.sudo().period_ids.filtered(lambda row: row.state == "planned")
        return rows.sorted(lambda row: (row.bill_date, row.date_from, row.id))

    def _get_amount_due(self):
        """What the next run would bill today."""
        return sum(self._get_rows_due().mapped("amount_total"))

    def _get_rows_due(self):
        today = fields.Date.context_today(self)
        rows = self._get_planned_rows().filtered(lambda row: row.bill_date <= today)
        if self.env.context.get("community_preview") and (
            self.company_id.community_bill_catch_up == "together"
        ):
            # On one invoice taxes are rounded together.
            rows._with_pen()._compute_together()
        return rows

    def _get_unit_sums(self):
        """What each stretch comes to, billed or not: {name: (first, last day, sum)}"""
        found = {}
        # sudo: the schedule of a contract that the user may change
        for row in self.sudo().period_ids:
            if row.kind not in ("period", "adjust"):
                continue
            known = found.get(unit := row._get_unit(), (row.date_from, row.date_to, 0))
            total = self.currency_id.round(known[2] + row.amount_total)
            last = row.date_to if row.kind == "period" else known[1]
            found[unit] = (known[0], last, total)
        return found
