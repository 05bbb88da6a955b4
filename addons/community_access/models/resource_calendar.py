from datetime import UTC, datetime, timedelta

from odoo import models

from ..tools.opening_hours import clock_of, merge

HOUR = 60
DAY_MINUTES = 24 * HOUR
HORIZON_DAYS = 400


class ResourceCalendar(models.Model):
    """Working hours of core serve as opening hours, public holidays as exceptions."""

    _name = "resource.calendar"
    _inherit = ["resource.calendar", "community.access.world.part"]

    def _to_schedule(self, now):
        """The row that a gate looks hours up in; see ``tools/opening_hours``.

        :param now: naive UTC datetime from which on exceptions and clocks are listed
        """
        self.ensure_one()
        # sudo: guards need to know whether it is open, not who may set up hours.
        calendar = self.sudo()
        start = now - timedelta(days=1)
        end = now + timedelta(days=HORIZON_DAYS)
        return {
            "week": calendar._get_open_minutes(),
            "closed": calendar._get_closed_spans(start, end),
            "clock": clock_of(self.tz or "UTC", _utc(start), (end - start).days),
        }

    def _get_open_minutes(self):
        lines = self.attendance_ids.filtered(
            lambda line: not line.display_type and line.day_period != "lunch"
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
