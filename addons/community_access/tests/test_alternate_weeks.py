from datetime import date, datetime
from zoneinfo import ZoneInfo

from odoo.tests import TransactionCase, tagged

from ..tools.alternate_weeks import closed_in_turn, week_type
from ..tools.opening_hours import is_open

PLACE = ZoneInfo("Europe/Istanbul")
MONDAY = 9 * 60, 17 * 60
FRIDAY = 4 * 1440 + 9 * 60, 4 * 1440 + 13 * 60


@tagged("post_install", "-at_install", "community")
class TestAlternateWeeks(TransactionCase):
    def _moment(self, *values):
        return int(datetime(*values, tzinfo=PLACE).timestamp())

    def test_types_are_those_of_core(self):
        core = self.env["resource.calendar.attendance"]
        for day in (date(2026, 3, 1), date(2026, 3, 2), date(2026, 12, 28)):
            self.assertEqual(week_type(day), core.get_week_type(day))

    def test_only_what_the_other_week_has_is_closed(self):
        start = datetime(2026, 3, 3, 12, tzinfo=PLACE)
        closed = closed_in_turn([[MONDAY], [MONDAY, FRIDAY]], start, 12)
        first = date(2026, 3, 2)
        friday = 6 if week_type(first) == 0 else 13
        self.assertEqual(
            closed,
            [[self._moment(2026, 3, friday, 9), self._moment(2026, 3, friday, 13)]],
        )

    def test_a_calendar_of_two_weeks(self):
        """F39: hours of even weeks open no gate in odd ones."""
        line = {"name": "Open", "hour_from": 9, "hour_to": 17, "day_period": "morning"}
        calendar = self.env["resource.calendar"].create(
            {
                "name": "In turn",
                "tz": "Europe/Istanbul",
                "two_weeks_calendar": True,
                "attendance_ids": [
                    (0, 0, {**line, "dayofweek": "0", "week_type": "0"}),
                    (0, 0, {**line, "dayofweek": "1", "week_type": "1"}),
                ],
            }
        )
        hours = calendar._to_schedule(datetime(2026, 3, 1))
        for monday in (2, 9, 16):
            kind = week_type(date(2026, 3, monday))
            opened = [
                is_open(hours, self._moment(2026, 3, monday + day, 12))
                for day in (0, 1, 2)
            ]
            self.assertEqual(opened, [kind == 0, kind == 1, False])
