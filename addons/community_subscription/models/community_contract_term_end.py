from datetime import timedelta

from odoo import fields, models

from ..tools import schedule
from ..tools.hold_rules import Stretch, days_of

ONE_DAY = timedelta(days=1)


class CommunityContract(models.Model):
    """With another plan the end of the term may come, or go."""

    _inherit = "community.contract"

    def _has_term(self, day):
        """Whether the plan of a day, or the one it returns to, has a term."""
        plans = self._get_plan_of(day) | self._get_running_returns(day).new_plan_id
        return any(plans.mapped("term_number"))

    def _move_term(self, change, had_term):
        """The end of the term follows the new plan, as soon as that is agreed.

        A plan without an end takes the end away, unless somebody had set it by hand;
        a plan with a term brings one, from its first day on. Between two plans with
        terms, the term that is agreed goes on; a change for a while leaves it alone.

        :param had_term: whether the end comes from the plan before
        """
        self.ensure_one()
        plan = change.new_plan_id
        if not plan.term_number and self.date_end and had_term:
            change.write({"moves_term": True, "term_end_before": self.date_end})
            self._with_pen().date_end = False
        elif plan.term_number and not self.date_end:
            change.write({"moves_term": True, "term_end_before": False})
            self._begin_term(change.date, plan)

    def _begin_term(self, day, plan):
        """A term from `day` on; days of rest before it do not make it longer."""
        before = day - ONE_DAY
        for hold in self.hold_ids:
            rest = Stretch(hold.date_from, min(hold.date_to or before, before))
            counts = not hold.is_cancelled and hold.extends_term
            days = days_of(rest, before) if counts and rest.start <= before else 0
            hold._with_pen().days_added = days
        self._with_pen().date_end = schedule.last_day(
            day, plan.term_unit, plan.term_number
        )
        self._move_term_end()

    def _take_back_term(self, change):
        """The end of the term is what it was before a planned change was agreed.

        There is never more than one: each takes the place of the one before. A term
        that would have ended meanwhile does not come back: the contract went on.
        """
        if not change.moves_term:
            return
        change.write({"moves_term": False})
        before = change.term_end_before
        if not before or before >= self._get_today():
            self._with_pen().date_end = before
            self._move_term_end()


class CommunityContractChange(models.Model):
    _inherit = "community.contract.change"

    moves_term = fields.Boolean(readonly=True)
    term_end_before = fields.Date(
        readonly=True, help="End of the term without this change; empty: none."
    )
