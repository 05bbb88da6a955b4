from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

ONE_DAY = timedelta(days=1)
PLAN_KINDS = ("plan", "temporary")


class CommunityContract(models.Model):
    """Another plan: at once, from the next period, on a day, or only for a while."""

    _inherit = "community.contract"

    def _change_plan(self, plan, date=None, until=None, reason=None):
        """Give the contract another plan; what was billed already is adjusted.

        Older changes of plan that have not happened yet are cancelled.

        :param date: first day of the new plan. Empty: today if it is dearer, and
            otherwise the first day that is not billed yet
        :param until: last day of a change for a while; the old plan returns by itself
        :return: the change
        """
        self.ensure_one()
        self.lock_for_update()
        self._check_plan_change(plan, date, until)
        day = date or self._get_plan_change_date(plan)
        self._cancel_planned_plans(plan, day)
        had_term = self._has_term(day)
        kind = "temporary" if until else "plan"
        change = self._prepare_change(
            kind, day, reason, old_plan_id=self.plan_id.id, new_plan_id=plan.id
        )
        old_lines = self._get_plan_lines(day)
        self._end_lines(old_lines, day, change)
        self._add_lines(
            self._prepare_lines_from_plan(plan), day, until, change, bool(until)
        )
        changes = change
        if until:
            changes |= self._plan_return(change, until, old_lines)
        else:
            self._move_term(change, had_term)
        self._finish_changes(changes)
        return change

    def _check_plan_change(self, plan, date, until):
        self._check_changeable()
        day = date or fields.Date.context_today(self)
        if plan == self._get_plan_of(day):
            raise UserError(
                self.env._(
                    "%(contract)s has the plan “%(plan)s” already.",
                    contract=self.name,
                    plan=plan.name,
                )
            )
        if until and until < day:
            raise UserError(
                self.env._("The last day of the change is before its first one.")
            )
        if refusals := plan._get_refusals(self.partner_id, day):
            raise UserError("\n".join(refusals))
        running = self._get_running_returns(day)
        if until and running:
            raise UserError(
                self.env._(
                    "A change for a while is running until %(date)s. End it first.",
                    date=format_date(self.env, running[0].date - ONE_DAY),
                )
            )

    def _check_changeable(self):
        """Refuse what is not agreed, or over."""
        self.ensure_one()
        if self.state == "draft":
            raise UserError(
                self.env._(
                    "%(contract)s is not accepted yet; edit it as it is.",
                    contract=self.name,
                )
            )
        if self.state == "ended":
            raise UserError(
                self.env._("%(contract)s has ended.", contract=self.display_name)
            )

    def _get_plan_of(self, day):
        """Return the plan on a day, with the changes that are planned until then."""
        # sudo: the changes of a contract that the user may read
        planned = self.sudo().change_ids.filtered(
            lambda change: (
                change.state == "planned"
                and change.kind in PLAN_KINDS
                and change.new_plan_id
                and change.date <= day
            )
        )
        last = planned.sorted(lambda change: (change.date, change.id))[-1:]
        return last.new_plan_id or self.plan_id

    def _get_running_returns(self, day):
        """Planned rows that end a change for a while which runs on `day`."""
        # sudo: the changes of a contract that the user may read
        return self.sudo().change_ids.filtered(
            lambda change: (
                change.state == "planned"
                and change.new_plan_id
                and change.origin_change_id.state == "done"
                and change.date > day
            )
        )

    def _get_plan_change_date(self, plan):
        """A dearer plan begins today, a cheaper one with the next unbilled period."""
        today = max(fields.Date.context_today(self), self.date_start)
        if self._is_dearer(plan, today):
            return today
        return self._get_next_boundary(today)

    def _is_dearer(self, plan, day):
        old = self.plan_id._get_monthly_price(self, day)
        return plan._get_monthly_price(self, day) > old

    def _get_next_boundary(self, day):
        """Return the first day from `day` on at which an unbilled period begins."""
        self.ensure_one()
        first = max(day, (self.billed_until or day - ONE_DAY) + ONE_DAY)
        # sudo: rows of the schedule of a contract that the user may change
        rows = self.sudo().period_ids.filtered(
            lambda row: (
                row.kind == "period"
                and row.state != "billed"
                and row.date_from >= first
            )
        )
        return min(rows.mapped("date_from"), default=first)

    def _cancel_planned_plans(self, plan, day):
        """One plan at a time: what was planned before gives way, and one is told."""
        # sudo: the ledger is written by the suite alone
        planned = self.sudo().change_ids.filtered(
            lambda change: (
                change.state == "planned"
                and change.kind in PLAN_KINDS
                and change.new_plan_id
                and (change.date >= day or change.origin_change_id.state != "done")
            )
        )
        why = self.env._(
            "It gives way to “%(plan)s” from %(date)s on.",
            plan=plan.name,
            date=format_date(self.env, day),
        )
        planned._cancel(why)
        # Also what came back by the cancelling itself.
        returns = self._get_running_returns(day - ONE_DAY)
        returns._cancel(why, revive=False)

    def _revive_returns(self):
        """A change for a while that runs has a return, or another plan after it.

        The other plan was cancelled: the return that it took the place of is back.
        """
        today = fields.Date.context_today(self)
        for contract in self:
            # sudo: the ledger is written by the suite alone
            rows = contract.sudo().change_ids.filtered(
                lambda change: change.state != "cancelled" and change.new_plan_id
            )
            last = rows.sorted(lambda change: (change.date, change.id))[-1:]
            until = last.return_date and last.return_date - ONE_DAY
            if last.state == "done" and until and until >= today:
                ended = contract.line_ids.browse(row[0] for row in last.undo or [])
                contract._plan_return(last, until, ended.exists())

    def _get_plan_lines(self, day):
        """Lines of the plan in force on `day` or later, not what was agreed besides."""
        return self.line_ids.filtered(
            lambda line: (
                (line.origin == "plan" or line.change_id.new_plan_id)
                and line._is_alive(day)
            )
        )

    def _plan_return(self, change, until, old_lines):
        """What was before comes back by itself on the day after `until`."""
        back = until + ONE_DAY
        if change.return_date != back:
            change.write({"return_date": back})
        returning = self._prepare_change(
            change.kind,
            back,
            change.reason,
            old_plan_id=change.new_plan_id.id,
            new_plan_id=change.old_plan_id.id,
            origin_change_id=change.id,
        )
        ends = {
            row[0]: fields.Date.to_date(row[1]) if row[1] else None
            for row in change.undo or []
        }
        for line in old_lines:
            end = ends.get(line.id)
            if end and end < back:
                continue
            returning._copy_line(line, end)
        return returning

    def _preview_change(self, plan, date=None, until=None):
        """Say what a change of plan would cost, without making it.

        :return: see `_preview`
        """
        return self._preview(
            lambda contract: contract._change_plan(plan, date=date, until=until).date
        )
