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
        """The end of the term is what it would be without a planned change."""
        if not change.moves_term:
            return
        # sudo: the ledger is written by the suite alone
        later = self.sudo().change_ids.filtered(
            lambda other: (
                other.moves_term
                and other.state == "planned"
                and (other.date, other.id) > (change.date, change.id)
            )
        )
        later = later.sorted(lambda other: (other.date, other.id))
        end = change.term_end_before
        change.write({"moves_term": False})
        # What took back what this change did has nothing to take back any more.
        later[:1].write({"moves_term": False})
        if len(later) > 1:
            later[1].write({"term_end_before": end})
            return
        self._with_pen().date_end = end
        self._move_term_end()


class CommunityContractChange(models.Model):
    _inherit = "community.contract.change"

    moves_term = fields.Boolean(readonly=True)
    term_end_before = fields.Date(
        readonly=True, help="End of the term without this change; empty: none."
    )
