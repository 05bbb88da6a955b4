from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import mute_logger

from ..tools.charge_ladder import charge_date

AT_ONCE = 500


class CommunityCharge(models.Model):
    """Which invoices are charged when: the ladder of tries, and its end."""

    _inherit = "community.charge"

    ended_on = fields.Datetime("Ladder Ended", readonly=True)

    # ------------------------------------------------------------
    # PLAN
    # ------------------------------------------------------------

    @api.model
    def _plan_due(self, today):
        """Announce and plan the first try of every invoice that is due soon."""
        moves = self._search_chargeable(today)
        planned = self.create(
            [
                values
                for move in moves
                if (values := self._prepare_first_try(move, today))
            ]
        )
        self.env["community.notice"]._send("charge_announced", planned)
        planned.write({"announced_on": fields.Datetime.now()})
        return planned

    @api.model
    def _search_chargeable(self, today):
        return self.env["account.move"].search(
            [
                ("move_type", "=", "out_invoice"),
                ("state", "=", "posted"),
                ("payment_state", "in", ("not_paid", "partial")),
                ("community_contract_id.auto_charge", "=", True),
                ("community_contract_id.payment_token_id", "!=", False),
                ("community_contract_id.plan_id.charge_policy_id", "!=", False),
                ("community_charge_ids", "=", False),
                ("invoice_date_due", "<=", today + timedelta(days=60)),
            ],
            order="invoice_date_due, id",
            limit=AT_ONCE,
        )

    @api.model
    def _prepare_first_try(self, move, today):
        policy = move.community_contract_id.plan_id.charge_policy_id
        told = today + timedelta(days=policy.announce_days)
        if (move.invoice_date_due or today) > told + timedelta(days=1):
            return None
        day = charge_date(
            move.invoice_date_due or today,
            1,
            policy._get_offsets(),
            policy._get_month_days(),
            not_before=told,
        )
        return self._prepare_try(move, 1, day)

    @api.model
    def _prepare_try(self, move, attempt, day):
        contract = move.community_contract_id
        return {
            "move_id": move.id,
            "contract_id": contract.id,
            "company_id": move.company_id.id,
            "partner_id": move.partner_id.id,
            "currency_id": move.currency_id.id,
            "amount": move._get_pay_amount(),
            "attempt": attempt,
            "date": day,
        }

    def _plan_next(self):
        """The next try after one that failed; empty when the ladder ends."""
        self.ensure_one()
        day = self._get_next_day()
        taken = self.move_id.community_charge_ids.filtered(
            lambda other: other.attempt > self.attempt
        )
        if taken or not day or self.move_id.payment_state == "paid":
            return taken
        return self.create(self._prepare_try(self.move_id, self.attempt + 1, day))

    def _get_next_day(self):
        policy = self.contract_id.plan_id.charge_policy_id
        if not policy:
            return None
        return charge_date(
            self.move_id.invoice_date_due or self.date,
            self.attempt + 1,
            policy._get_offsets(),
            policy._get_month_days(),
            not_before=max(self.date, fields.Date.context_today(self))
            + timedelta(days=1),
        )

    @api.model
    def _open(self, move):
        """The open try of an invoice, or a new one for today.

        :return: empty when another process is at it, or there is nothing to charge
        """
        found = move.community_charge_ids.filtered(
            lambda charge: charge.state in ("planned", "sending", "pending", "unknown")
        )
        if found or not move.community_contract_id or not move._is_payable():
            return found
        number = max(move.community_charge_ids.mapped("attempt"), default=0) + 1
        values = self._prepare_try(move, number, fields.Date.context_today(self))
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                return self.create(values)
        except UniqueViolation:
            return self.browse()

    # ------------------------------------------------------------
    # END OF THE LADDER
    # ------------------------------------------------------------

    def _reach_end(self):
        """What the policy wants when the last try failed."""
        for charge in self:
            contract = charge.contract_id
            at_end = contract.plan_id.charge_policy_id.at_end
            today = fields.Date.context_today(charge)
            if at_end == "hold":
                contract._hold("debt", today)
            elif at_end == "close":
                contract._close(date=today, by="unpaid")
            charge.ended_on = fields.Datetime.now()

    def _end_ladders(self):
        """Once for each invoice whose last try failed and which is still open."""
        since = fields.Datetime.subtract(fields.Datetime.now(), days=30)
        failed = self.search(
            [
                ("state", "=", "failed"),
                ("ended_on", "=", False),
                ("write_date", ">=", since),
                ("move_id.payment_state", "in", ("not_paid", "partial")),
            ],
            limit=AT_ONCE,
        )
        last = failed.filtered(
            lambda charge: (
                charge == charge.move_id.community_charge_ids.sorted("attempt")[-1:]
            )
        )
        for charge in last:
            try:
                with self.env.cr.savepoint():
                    charge._reach_end()
            except Exception as error:
                charge.ended_on = fields.Datetime.now()
                charge._alert(str(error))
        (failed - last).write({"ended_on": fields.Datetime.now()})

    # ------------------------------------------------------------
    # CRON
    # ------------------------------------------------------------

    @api.model
    def _cron_charge(self):
        """Plan, charge what is due, and clear up what nobody knows the outcome of."""
        if self._is_copy():
            return
        today = fields.Date.context_today(self)
        cron = self.env["ir.cron"]
        while len(self._plan_due(today)) == AT_ONCE:
            cron._commit_progress()
        self._end_ladders()
        cron._commit_progress()
        due = self._search_due(today)
        unsettled = self._search_unsettled()
        remaining = len(due) + len(unsettled)
        for charge in due + unsettled:
            if charge in due:
                charge._charge()
            else:
                charge._settle_unknown()
            remaining -= 1
            if not cron._commit_progress(1, remaining=remaining):
                break

    @api.model
    def _search_due(self, today):
        waits = Domain("next_try_at", "=", False) | Domain(
            "next_try_at", "<=", fields.Datetime.now()
        )
        planned = Domain("state", "=", "planned") & Domain("date", "<=", today)
        return self.search(planned & waits, order="date, id", limit=AT_ONCE)

    @api.model
    def _search_unsettled(self):
        return self.search(
            [
                ("state", "in", ("sending", "pending", "unknown")),
                ("next_try_at", "<=", fields.Datetime.now()),
            ],
            order="next_try_at, id",
            limit=AT_ONCE,
        )

    def _drop_if_paid(self):
        """Tries that are planned for invoices without anything left to pay."""
        paid = self.filtered(
            lambda charge: (
                charge.state == "planned"
                and charge.currency_id.is_zero(charge.move_id.amount_residual)
            )
        )
        if paid:
            paid._set_cancelled(self.env._("There is nothing left to pay."))

    def _get_following_date(self):
        """The day of the next try, for the message about this one."""
        following = self.move_id.community_charge_ids.filtered(
            lambda other: other.attempt > self.attempt and other.state == "planned"
        )
        return following[:1].date
