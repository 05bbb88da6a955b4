from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from odoo import Command, api, models

from ..tools.alternate_weeks import closed_in_turn
from ..tools.opening_hours import clock_of, merge

HOUR = 60
DAY_MINUTES = 24 * HOUR
HORIZON_DAYS = 400

OPENS, CLOSES = 8, 22


def _open_all_day(day):
    return {
        "dayofweek": str(day),
        "hour_from": OPENS,
        "hour_to": CLOSES,
        "day_period": "full_day",
    }


class ResourceCalendar(models.Model):
    """Working hours of core serve as opening hours, public holidays as exceptions."""

    _name = "resource.calendar"
    _inherit = ["resource.calendar", "community.access.world.part"]

    @api.model
    def default_get(self, fields):
        """Opening hours begin as every day from eight to ten, by the house's clock."""
        if not self.env.context.get("community_opening_hours"):
            return super().default_get(fields)
        lines = [
            Command.create({"name": self.env._("Opening Hours"), **_open_all_day(day)})
            for day in range(7)
        ]
        calendars = self.with_context(default_attendance_ids=lines)
        values = super(ResourceCalendar, calendars).default_get(fields)
        values |= {
            "name": False,
            "tz": self.env["community.access.site"]._get_usual_clock(),
        }
        return {name: values[name] for name in values if name in fields}

    def _to_schedule(self, now):
        """The row that a gate looks hours up in; see ``tools/opening_hours``.

        :param now: naive UTC datetime from which on exceptions and clocks are listed
        """
        self.ensure_one()
        # sudo: guards need to know whether it is open, not who may set up hours.
        calendar = self.sudo()
        start = now - timedelta(days=1)
        end = now + timedelta(days=HORIZON_DAYS)
        days = (end - start).days
        closed = calendar._get_closed_spans(start, end)
        return {
            "week": calendar._get_open_minutes(),
            "closed": merge([*closed, *calendar._get_turns(_utc(start), days)]),
            "clock": clock_of(self.tz or "UTC", _utc(start), days),
        }

    def _get_turns(self, start, days):
        """What the one of two weeks in turn has closed, and the other has not."""
        if not self.two_weeks_calendar:
            return []
        weeks = [self._get_open_minutes(kind) for kind in ("0", "1")]
        return closed_in_turn(weeks, start.astimezone(ZoneInfo(self.tz or "UTC")), days)

    def _get_open_minutes(self, week=None):
        """Of both weeks of two in turn, if none is asked for."""
        lines = self.attendance_ids.filtered(
            lambda line: (
                not line.display_type
                and line.day_period != "lunch"
                and (not week or line.week_type == week)
            )
        )
        return merge(
            [
                [
                    int(line.dayofweek) * DAY_MINUTES + round(line.hour_from * HOUR),
                    int(line.dayofweek) * DAY_MINUTES + round(line.hour_to * HOUR),
                ]
                for line in lines
            ]
        )

    def _get_closed_spans(self, start, end):
        leaves = self.env["resource.calendar.leaves"].search(
            [
                ("calendar_id", "in", [self.id, False]),
                ("resource_id", "=", False),
                ("company_id", "in", [self.company_id.id, False]),
                ("date_to", ">", start),
                ("date_from", "<", end),
            ]
        )
        return merge(
            [
                [
                    int(_utc(leave.date_from).timestamp()),
                    int(_utc(leave.date_to).timestamp()),
                ]
                for leave in leaves
            ]
        )


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)
