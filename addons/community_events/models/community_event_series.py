from odoo import api, fields, models
from odoo.tools import format_date

from ..tools.recurrence import Repeat, get_days

UNITS = [("day", "Days"), ("week", "Weeks"), ("month", "Months")]
MONTH_BY = [("date", "Day of the Month"), ("weekday", "Weekday of the Month")]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class CommunityEventSeries(models.Model):
    """Events that repeat: each is an event of its own, and all know each other."""

    _name = "community.event.series"
    _description = "Series of Events"
    _inherit = "community.member.card.number.guard"
    _order = "id DESC"

    name = fields.Char(required=True)
    company_id = fields.Many2one("res.company", index="btree_not_null")
    unit = fields.Selection(UNITS, required=True, default="week")
    every = fields.Integer(required=True, default=1)
    mon = fields.Boolean("Monday")
    tue = fields.Boolean("Tuesday")
    wed = fields.Boolean("Wednesday")
    thu = fields.Boolean("Thursday")
    fri = fields.Boolean("Friday")
    sat = fields.Boolean("Saturday")
    sun = fields.Boolean("Sunday")
    month_by = fields.Selection(MONTH_BY, required=True, default="date")
    end_by = fields.Selection(
        [("count", "After a Number"), ("until", "On a Day")],
        required=True,
        default="count",
    )
    count = fields.Integer("How Many in All", default=10)
    until = fields.Date("Last Day")
    event_ids = fields.One2many("event.event", "series_id", "Events")
    event_count = fields.Integer("Events in All", compute="_compute_event_count")

    _every_range = models.Constraint(
        "CHECK (every BETWEEN 1 AND 365 AND count BETWEEN 1 AND 200)",
        "A series has at most 200 events, every 1 to 365 days, weeks or months.",
    )

    @api.depends("event_ids")
    def _compute_event_count(self):
        rows = self.env["event.event"]._read_group(
            [("series_id", "in", self.ids)], ["series_id"], ["__count"]
        )
        counts = {series.id: count for series, count in rows}
        for series in self:
            series.event_count = counts.get(series.id, 0)

    def _get_repeat(self):
        """The rule as the pure function takes it."""
        self.ensure_one()
        chosen = [place for place, name in enumerate(WEEKDAYS) if self[name]]
        return Repeat(
            unit=self.unit,
            every=self.every,
            weekdays=tuple(chosen),
            month_by=self.month_by,
            until=self.until if self.end_by == "until" else None,
            count=self.count if self.end_by == "count" else None,
        )

    def _generate(self, event):
        """Make what misses of the series that begins with `event`.

        :return: the new events; twice makes none
        """
        self.ensure_one()
        if not event.series_id:
            event.write({"series_id": self.id, "series_day": event._get_local_day()})
        known = set(
            self.env["event.event"]
            .with_context(active_test=False)
            .search([("series_id", "=", self.id)])
            .mapped("series_day")
        )
        days = get_days(event.series_day, self._get_repeat())
        made = self.env["event.event"]
        for day in days:
            if day not in known:
                made |= event._repeat_on(day)
        return made

    def _get_preview(self, event, limit=6):
        """The first days in words, for the window that asks."""
        days = get_days(event.series_day or event._get_local_day(), self._get_repeat())
        shown = ", ".join(self._format_day(day) for day in days[:limit])
        if len(days) > limit:
            shown = self.env._("%(days)s …", days=shown)
        last = self._format_day(days[-1])
        return self.env._(
            "%(count)s events, the last one on %(last)s: %(days)s",
            count=len(days),
            last=last,
            days=shown,
        )

    def _format_day(self, day):
        return format_date(self.env, day, date_format="EEE d MMM y")

    def action_open_events(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "event.event",
            "view_mode": "list,calendar,form",
            "domain": [("series_id", "=", self.id)],
            "context": {"create": False},
        }
