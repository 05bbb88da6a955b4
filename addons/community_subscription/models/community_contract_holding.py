from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..tools.hold_rules import HoldRules, Stretch, gaps, hold_refusals
from ..tools.inside import is_inside

ONE_DAY = timedelta(days=1)
# Holds that are not the member's or the desk's wish; the plan does not limit them.
UNLIMITED_KINDS = ("debt", "mass", "gift")


class CommunityContract(models.Model):
    """Holds: who may hold, for how long, and what becomes of the end of the term."""

    _inherit = "community.contract"

    def _hold(
        self, kind, date_from, date_to=None, fee_mode=None, *, reason=None, percent=None
    ):
        """The contract rests for a while; the end of its term moves by its days.

        :param kind: "manual", "self", "debt", "mass" or "gift"
        :param date_to: last day; empty: until somebody ends it
        :param fee_mode: "free", "fee", "reduced" or "full"; empty: as the plan says
        :return: the hold; more than one around days on which it rests already; for a
            debt that is on hold for debt already, none
        """
        self.ensure_one()
        self.lock_for_update()
        stretches = self._get_hold_stretches(kind, date_from, date_to)
        holds = self.env["community.contract.hold"]._with_pen()
        holds = holds.create(
            [
                self._prepare_hold(kind, stretch, fee_mode, reason, percent)
                for stretch in stretches
            ]
        ).with_env(self.env)
        self._after_holds()
        for hold in holds:
            self._log_hold(hold)
        self._post_hold_notes(holds)
        return holds

    def _get_hold_stretches(self, kind, date_from, date_to):
        """Return the stretches to write, after everything that speaks against them."""
        if kind in ("manual", "self"):
            refusals = self._check_hold(date_from, date_to, kind == "self")
            if refusals:
                raise UserError("\n".join(refusals))
            return [Stretch(date_from, date_to)]
        self._check_hold_possible(date_from, date_to)
        if kind == "debt":
            self._cancel_future_holds(date_from)
        taken = self._get_taken_stretches()
        return gaps(Stretch(date_from, date_to or None), taken)

    def _check_hold_possible(self, date_from, date_to):
        self._check_changeable()
        if date_to and date_to < date_from:
            raise UserError(self.env._("The last day of the hold is before its first."))
        if date_from < self.date_start:
            raise UserError(
                self.env._(
                    "%(contract)s begins on %(date)s only.",
                    contract=self.name,
                    date=format_date(self.env, self.date_start),
                )
            )
        last = self._get_last_day()
        if last and date_from > last:
            raise UserError(
                self.env._(
                    "%(contract)s ends on %(date)s, before the hold.",
                    contract=self.name,
                    date=format_date(self.env, last),
                )
            )

    def _check_hold(self, date_from, date_to, by_member):
        """Return, in words, why the contract may not rest then; empty: it may."""
        self.ensure_one()
        try:
            self._check_hold_possible(date_from, date_to)
        except UserError as error:
            return [str(error)]
        codes = hold_refusals(
            self._get_hold_rules(),
            Stretch(date_from, date_to or None),
            self._get_taken_stretches(),
            fields.Date.context_today(self),
            by_member,
        )
        if is_inside(self.env.context, "community_hold_beyond_plan"):
            codes = [code for code in codes if code == "overlap"]
        sentences = self._get_hold_sentences()
        return [sentences[code] for code in codes]

    def _get_hold_rules(self):
        plan = self.plan_id
        return HoldRules(
            allowed=plan.hold_allowed,
            by_member=plan.hold_by_member,
            days_max=plan.hold_days_max,
            days_min=plan.hold_days_min,
        )

    def _get_hold_sentences(self):
        plan = self.plan_id
        return {
            "overlap": self.env._("The contract rests on one of these days already."),
            "not_allowed": self.env._("“%(plan)s” has no holds.", plan=plan.name),
            "not_by_member": self.env._(
                "“%(plan)s” can only be held by the club.", plan=plan.name
            ),
            "past": self.env._("A hold begins today or later."),
            "open_ended": self.env._("Say until when the contract shall rest."),
            "too_short": self.env._(
                "A hold is %(days)s days long or longer.", days=plan.hold_days_min
            ),
            "too_long": self.env._(
                "“%(plan)s” may rest for %(days)s days in a calendar year.",
                plan=plan.name,
                days=plan.hold_days_max,
            ),
        }

    def _get_taken_stretches(self):
        return [
            Stretch(hold.date_from, hold.date_to or None)
            for hold in self.hold_ids
            # Gift time is no rest: its days are not counted against a member.
            if not hold.is_cancelled
        ]

    def _prepare_hold(self, kind, stretch, fee_mode, reason, percent):
        plan = self.plan_id
        given = "free" if kind in ("mass", "gift") else plan.hold_fee_mode
        return {
            "contract_id": self.id,
            "kind": kind,
            "date_from": stretch.start,
            "date_to": stretch.end,
            "fee_mode": fee_mode or given,
            "percent": plan.hold_percent if percent is None else percent,
            "reason": reason,
        }

    def _cancel_future_holds(self, day):
        """A hold for debt has no end: what was planned after it cannot begin."""
        planned = self.hold_ids.filtered(
            lambda hold: not hold.is_cancelled and hold.date_from > day
        )
        planned._cancel()

    def _log_hold(self, hold):
        """The ledger tells of the hold, and of its end where that is known."""
        values = {"hold_id": hold.id, "reason": hold.reason}
        self._log_change("hold", hold.date_from, **values)
        if hold.date_to:
            self._log_change("resume", hold.date_to + ONE_DAY, **values)

    def _after_holds(self):
        """The end of the term, the schedule and the state follow the holds."""
        self._move_term_end()
        self._lay_out()
        self._refresh_state()

    def _move_term_end(self, day=None):
        """Move the end of terms by days of holds that were not added yet.

        Each hold remembers what it added: doing it again changes nothing.
        """
        today = day or fields.Date.context_today(self)
        for contract in self.filtered("date_end"):
            moved = 0
            for hold in contract.hold_ids:
                days = hold._get_days_to_add(today)
                if days != hold.days_added:
                    moved += days - hold.days_added
                    hold._with_pen().days_added = days
            if moved:
                contract._with_pen().date_end += moved * ONE_DAY

    def _post_hold_notes(self, holds):
        for hold in holds:
            last = format_date(self.env, hold.date_to) if hold.date_to else ""
            start = format_date(self.env, hold.date_from)
            self._post_change_note(
                self.env._("On hold from %(start)s to %(end)s", start=start, end=last)
                if last
                else self.env._("On hold from %(start)s on", start=start)
            )

    def _end_hold_on_return(self, day):
        """The first visit ends an open hold that ends on return.

        :return: the holds that ended
        """
        holds = self.hold_ids.filtered(
            lambda hold: hold.end_on_return and hold._is_running(day)
        )
        for hold in holds:
            hold._end(day - ONE_DAY)
        return holds

    def _cron_move_open_holds(self):
        """Night by night, open holds move the end of terms that they rest in."""
        day = fields.Date.context_today(self)
        holds = self.env["community.contract.hold"].search(
            [
                ("date_to", "=", False),
                ("is_cancelled", "=", False),
                ("extends_term", "=", True),
                ("date_from", "<=", day),
                ("contract_id.date_end", "!=", False),
                ("contract_id.state", "!=", "ended"),
            ]
        )
        contracts = holds.contract_id
        contracts._move_term_end(day)
        contracts._lay_out()
