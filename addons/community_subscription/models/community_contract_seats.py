from odoo import api, fields, models
from odoo.tools import SQL, format_amount


class CommunityContract(models.Model):
    """What a contract costs by its seats."""

    _inherit = "community.contract"

    seat_words = fields.Char("Price of a Seat", compute="_compute_seat_words")

    def _get_seat_count(self, day):
        """How many seats are in use on a day."""
        self.ensure_one()
        return len(
            self.seat_ids.filtered(
                lambda seat: (
                    seat.date_from <= day and (not seat.date_to or seat.date_to >= day)
                )
            )
        )

    @api.depends(
        "date_start",
        "line_ids.by_seat",
        "line_ids.discount",
        "line_ids.price_mode",
        "line_ids.price_unit",
        "line_ids.quantity",
        "partner_id",
        "plan_id",
        "seat_kind",
        "state",
    )
    @api.depends_context("lang")
    def _compute_seat_words(self):
        for contract in self:
            contract.seat_words = contract._say_seat_price()

    def _say_seat_price(self):
        """What one more seat costs in a period, for who adds or ends one."""
        self.ensure_one()
        is_filled = self.partner_id and self.plan_id and self.date_start
        if self.seat_kind in (False, "none") or not is_filled:
            return ""
        # sudo: prices and taxes, as billing would read them
        contract = self.sudo().with_company(self.company_id)
        if contract.state == "draft":
            contract = contract._get_copy_in_memory()
        today = contract._get_today()
        day = max(today, contract._get_first_paid_day())
        amount = contract._get_period_total(day, 1, seats_alone=True)
        if not amount:
            return self.env._("The price does not depend on the seats.")
        plan = contract.plan_id
        return self.env._(
            "Each seat in use costs %(amount)s %(rhythm)s, by days where it begins or "
            "ends in the middle.",
            amount=format_amount(self.env, amount, contract.currency_id),
            rhythm=plan._say_rhythm(plan.interval_number, plan.interval_unit),
        )

    def _after_seats(self):
        """Lines by seat follow; the ledger says what it did to the revenue."""
        # Written under the lock: a transaction that began before fails and is repeated.
        self._touch()
        agreed = self.filtered(
            lambda contract: contract.state not in ("draft", "ended")
        )
        by_seat = agreed.filtered(
            lambda contract: any(contract.line_ids.mapped("by_seat"))
        )
        by_seat._lay_out()
        by_seat._log_seats()

    def _touch(self):
        """Written to, and nothing else: who read them before has to begin anew."""
        self.env.cr.execute(
            SQL(
                "UPDATE community_contract SET write_date = now() AT TIME ZONE 'UTC' "
                "WHERE id = ANY(%s)",
                self.ids,
            )
        )
        self.invalidate_recordset(["write_date"])

    def _log_seats(self):
        balances = self._get_ledger_balances()
        moved = self.filtered(
            lambda contract: (
                not contract.currency_id.is_zero(
                    contract.mrr - balances[contract.id][0]
                )
            )
        )
        return moved._log_change("seats", fields.Date.context_today(self))
