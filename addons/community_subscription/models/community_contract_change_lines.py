from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

ONE_DAY = timedelta(days=1)


class CommunityContract(models.Model):
    """Other lines: they end and begin on a day, and what they were can be read."""

    _inherit = "community.contract"

    def _change_lines(self, adds=None, ends=None, date=None, until=None, reason=None):
        """Add lines, end lines, or both; for a while if `until` is given.

        :param adds: values of lines
        :param ends: lines of the contract that end
        :param date: first day of the change; empty: today
        :param until: last day of the change; then everything returns by itself
        :return: the change
        """
        self.ensure_one()
        self.lock_for_update()
        self._check_changeable()
        ends = ends or self.env["community.contract.line"]
        if ends.contract_id - self:
            raise UserError(self.env._("A line belongs to another contract."))
        day = date or max(fields.Date.context_today(self), self.date_start)
        if until and until < day:
            raise UserError(
                self.env._("The last day of the change is before its first one.")
            )
        kind = "temporary" if until else "line"
        change = self._prepare_change(kind, day, reason)
        # What takes the place of a line ends when that would have ended.
        last = until or min(filter(None, ends.mapped("date_end")), default=None)
        self._end_lines(ends, day, change)
        self._add_lines(adds or [], day, last, change, bool(until))
        changes = change
        if until:
            changes |= self._plan_return(change, until, ends)
        self._finish_changes(changes)
        return change

    def _prepare_change(self, kind, day, reason=None, **values):
        """A planned row of the ledger; it takes effect when all is written."""
        # sudo: roles may read the ledger of changes, and only the suite writes it
        return (
            self.env["community.contract.change"]
            .sudo()
            .create(
                {
                    "contract_id": self.id,
                    "kind": kind,
                    "date": day,
                    "reason": reason,
                    **values,
                }
            )
        )

    def _end_lines(self, lines, day, change):
        """These lines are in force until the day before `day`."""
        undo = list(change.undo or [])
        for line in lines:
            first = line.date_start or self.date_start
            undo.append([line.id, fields.Date.to_string(line.date_end) or None])
            line._with_pen().date_end = max(day, first) - ONE_DAY
        change.write({"undo": undo})

    def _add_lines(self, values_list, day, until, change, is_temporary=False):
        lines = self.env["community.contract.line"]._with_pen()
        lines = lines.create(
            [
                {
                    **values,
                    "contract_id": self.id,
                    "date_start": day,
                    "date_end": until,
                    "change_id": change.id,
                    **({"origin": "temporary"} if is_temporary else {}),
                }
                for values in values_list
            ]
        )
        return lines.with_env(self.env)

    def _take_back_lines(self, change):
        """Undo what a planned change did to the lines."""
        lines = self.line_ids.filtered(lambda line: line.change_id == change)
        billed = self.billed_until
        for line in lines | self._get_returned(lines):
            if billed and line.date_start <= billed:
                # An invoice names it: it stays, without a day.
                line._with_pen().date_end = line.date_start - ONE_DAY
            elif line._is_alive(line.date_start):
                line._with_pen().unlink()
        self._forget_undo(lines.exists())
        for line_id, day in change.undo or []:
            line = self.line_ids.browse(line_id).exists()
            self._restore_end(line, change, fields.Date.to_date(day) if day else False)

    def _get_returned(self, lines):
        """What comes back for these lines after a change for a while."""
        found = self.env["community.contract.line"]
        for line in lines:
            for other in self._get_takeovers(line).filtered("return_date"):
                back = other.return_date
                end = dict(other.undo)[line.id]
                if end and fields.Date.to_date(end) < back:
                    continue
                first = max(back, line.date_start)
                found |= self.line_ids.filtered(
                    lambda each, other=other, line=line, first=first: (
                        each.change_id.origin_change_id == other
                        and each.product_id == line.product_id
                        and each.date_start == first
                    )
                )
        return found

    def _forget_undo(self, lines):
        """These lines were taken back: nothing brings them back any more."""
        for other in lines and self._get_takeovers(lines):
            kept = [row for row in other.undo if row[0] not in lines.ids]
            other.undo = kept

    def _restore_end(self, line, change, end):
        """The line ends as it did before; or what took its place meanwhile does.

        A change for an earlier day may have been agreed after this one, and others
        after that: each of them ends where the next begins, so the end is given to
        the one which ended because of this change.
        """
        others = self._get_takeovers(line, change.date)
        if not others:
            line._with_pen().date_end = end
            return
        last = change.date - ONE_DAY
        others._move_undo(line, last, end)
        for successor in self.line_ids.filtered(
            lambda found: (
                (
                    (found.change_id in others and found.origin != "temporary")
                    or found.change_id.origin_change_id in others
                )
                and found.product_id == line.product_id
            )
        ):
            # What ends on another day than this does not end because of it.
            if successor.date_end == last or self._get_takeovers(
                successor, change.date
            ):
                self._restore_end(successor, change, end)
        self._return_instead(line, others, change.date, end)

    def _return_instead(self, line, others, day, end):
        """After a change for a while, the line returns and not what took its place."""
        # sudo: the ledger is written by the suite alone
        for returning in self.sudo().change_ids.filtered(
            lambda change: (
                change.state == "planned"
                and change.origin_change_id in others
                and change.date >= day
            )
        ):
            if not end or end >= returning.date:
                returning._copy_line(line, end)

    def _get_takeovers(self, lines, before=None):
        """Changes that ended one of the lines, on a day before `before`."""
        # sudo: the ledger is written by the suite alone
        return self.sudo().change_ids.filtered(
            lambda other: (
                other.state != "cancelled"
                and (not before or other.date < before)
                and {row[0] for row in other.undo or []} & set(lines.ids)
            )
        )

    def _finish_changes(self, changes):
        """What is due takes effect; the schedule is laid out by the new lines."""
        today = changes._get_today()
        due = changes.filtered(lambda change: change.date <= today)
        due._apply()
        others = self - due.contract_id
        if others:
            others._lay_out()
            others._refresh_state()

    def _cancel_change(self, change):
        """A planned change will not happen; its lines are taken back."""
        self.ensure_one()
        self.lock_for_update()
        if change.contract_id != self or change.state != "planned":
            raise UserError(self.env._("Only what is still planned can be cancelled."))
        # A change for a while that has begun ends now instead of later.
        change._cancel()
        self._lay_out()
        self._refresh_state()


class CommunityContractChange(models.Model):
    _inherit = "community.contract.change"

    def _move_undo(self, line, last, end):
        """Lines that would have ended on `last` if this is undone end on `end`."""
        old, new = fields.Date.to_string(last), fields.Date.to_string(end) or None
        for change in self:
            change.undo = [
                [row[0], new if row == [line.id, old] else row[1]]
                for row in change.undo
            ]

    def _copy_line(self, line, end):
        """A line returns with this change, on its day or when it would have begun."""
        self.ensure_one()
        begun = self.origin_change_id
        line._with_pen().copy(
            {
                "date_start": max(self.date, line.date_start or self.date),
                "date_end": end,
                "origin": "plan" if begun.new_plan_id else line.origin,
                "change_id": self.id,
            }
        )
