from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..tools.contract_term import close_day

ONE_DAY = timedelta(days=1)
AT_ONCE = 200


class CommunityContract(models.Model):
    """Notice, the last day, and the way back."""

    _inherit = "community.contract"

    def _get_close_date(self, day, by_member=True):
        """Return the last day of the contract if notice is given on `day`."""
        self.ensure_one()
        plan = self.plan_id
        last = close_day(
            day,
            plan.notice_number,
            plan.notice_unit,
            self.date_end or None,
            by_member and bool(plan.term_number),
        )
        return max(last, self.date_start - ONE_DAY)

    def _close(self, date=None, reason=None, by="club", refund=True):
        """Give notice; the nightly job ends the contract after its last day.

        :param date: last day; empty: when the notice period is over
        :param reason: a `community.member.reason`
        :param by: "member", "club" or "unpaid"
        :param refund: credit what was billed for days after the last one
        """
        for contract in self:
            contract._close_one(date, reason, by, refund)

    def _close_one(self, date, reason, by, refund):
        self.lock_for_update()
        self._check_changeable()
        today = fields.Date.context_today(self)
        last = date or self._get_close_date(today, by == "member")
        if last < self.date_start - ONE_DAY:
            raise UserError(
                self.env._(
                    "%(contract)s cannot end before it began on %(date)s.",
                    contract=self.name,
                    date=format_date(self.env, self.date_start),
                )
            )
        earliest = self._get_close_date(today)
        if by == "member" and last < earliest:
            raise UserError(
                self.env._(
                    "The notice period ends on %(date)s; the contract cannot be "
                    "closed earlier.",
                    date=format_date(self.env, earliest),
                )
            )
        self._forget_closing()
        self._with_pen().write(
            {
                "close_date": last,
                "close_reason_id": reason.id if reason else False,
                "closed_by": by,
                "close_refund": refund,
            }
        )
        self._cancel_after(last)
        change = self._prepare_change(
            "close", last + ONE_DAY, reason.name if reason else None
        )
        self._finish_changes(change)
        self._post_change_note(
            self.env._(
                "Notice was given: the last day is %(date)s.",
                date=format_date(self.env, last),
            )
        )

    def _cancel_after(self, last):
        """What was planned for days after the last one cannot happen."""
        # sudo: the ledger is written by the suite alone
        planned = self.sudo().change_ids.filtered(
            lambda change: (
                change.state == "planned"
                and change.date > last
                and change.kind in ("plan", "temporary", "line", "price")
            )
        )
        planned = planned.filtered(
            # The end of a change that runs stays, in case notice is taken back.
            lambda change: (
                not change.origin_change_id or change.origin_change_id in planned
            )
        )
        planned._cancel(self.env._("The contract ends before."))
        holds = self.hold_ids.filtered(
            lambda hold: not hold.is_cancelled and hold.date_from > last
        )
        holds._cancel()

    def _forget_closing(self):
        # sudo: the ledger is written by the suite alone
        planned = self.sudo().change_ids.filtered(
            lambda change: change.kind == "close" and change.state == "planned"
        )
        planned.write({"state": "cancelled"})

    def _reopen(self):
        """Take notice back, or take up again what has ended.

        The days between the end and today are not billed: they become a free hold.
        """
        for contract in self:
            contract._reopen_one()

    def _reopen_one(self):
        self.lock_for_update()
        if not self.close_date:
            raise UserError(
                self.env._("No notice was given for %(contract)s.", contract=self.name)
            )
        today = fields.Date.context_today(self)
        last = self.close_date
        had_ended = last < today
        if had_ended and (
            refusals := self.plan_id._get_refusals(self.partner_id, today)
        ):
            raise UserError("\n".join(refusals))
        self._forget_closing()
        self._with_pen().write(
            {
                "close_date": False,
                "close_reason_id": False,
                "closed_by": False,
                "close_refund": True,
            }
        )
        if had_ended:
            self._bridge_gap(last + ONE_DAY, today - ONE_DAY)
            change = self._prepare_change("reactivate", today)
            self._finish_changes(change)
        else:
            self._lay_out()
            self._refresh_state()
        self._post_change_note(
            self.env._("The contract goes on; the notice was taken back.")
        )

    def _bridge_gap(self, first, last):
        """Days on which the contract did not run cost nothing and lengthen the term."""
        if last < first:
            return
        taken = [hold for hold in self.hold_ids if not hold.is_cancelled]
        for hold in taken:
            if not hold.date_to or hold.date_to >= first:
                hold._with_pen().date_to = max(first - ONE_DAY, hold.date_from)
                first = max(first, hold.date_to + ONE_DAY)
        if last < first:
            return
        self.env["community.contract.hold"]._with_pen().create(
            {
                "contract_id": self.id,
                "kind": "manual",
                "date_from": first,
                "date_to": last,
                "fee_mode": "free",
                "reason": self.env._("The contract did not run"),
            }
        )
        self._move_term_end()

    def _close_unpaid(self, day=None):
        """Close what stayed unpaid for as long as the plan says."""
        day = day or fields.Date.context_today(self)
        contracts = self.search(
            [
                ("overdue_since", "!=", False),
                ("plan_id.close_after_unpaid_days", ">", 0),
                ("close_date", "=", False),
                ("state", "not in", ("draft", "ended")),
            ]
        )
        closed = self.browse()
        for contract in contracts:
            limit = contract.plan_id.close_after_unpaid_days
            if (day - contract.overdue_since).days >= limit:
                contract._close(date=day, by="unpaid")
                closed += contract
        return closed
