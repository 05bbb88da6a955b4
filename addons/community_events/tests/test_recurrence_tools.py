from datetime import date, datetime, time

from odoo.tests import BaseCase, tagged

from ..tools.recurrence import (
    AT_MOST,
    Repeat,
    get_days,
    move,
    set_clock,
    to_local,
    to_utc,
)

BERLIN = "Europe/Berlin"


@tagged("post_install", "-at_install", "community")
class TestRecurrenceTools(BaseCase):
    def test_days_and_weeks(self):
        """Every n days; chosen weekdays of every n-th week."""
        self.assertEqual(
            get_days(date(2026, 1, 30), Repeat("day", 3, count=3)),
            [date(2026, 1, 30), date(2026, 2, 2), date(2026, 2, 5)],
        )
        # 5 March 2026 is a Thursday.
        repeat = Repeat("week", 2, weekdays=(1, 3), until=date(2026, 3, 19))
        self.assertEqual(
            get_days(date(2026, 3, 5), repeat),
            [date(2026, 3, 5), date(2026, 3, 17), date(2026, 3, 19)],
        )

    def test_first_counts(self):
        """The first event is one of the series, also on another weekday."""
        repeat = Repeat("week", weekdays=(0,), count=2)
        self.assertEqual(
            get_days(date(2026, 3, 5), repeat), [date(2026, 3, 5), date(2026, 3, 9)]
        )

    def test_months(self):
        """The same day of the month; the 31st is the last day of a shorter one."""
        days = get_days(date(2026, 1, 31), Repeat("month", count=4))
        self.assertEqual(
            days,
            [
                date(2026, 1, 31),
                date(2026, 2, 28),
                date(2026, 3, 31),
                date(2026, 4, 30),
            ],
        )

    def test_weekday_of_the_month(self):
        """The first Thursday; a fifth one is the last."""
        first = get_days(date(2026, 3, 5), Repeat("month", month_by="weekday", count=3))
        self.assertEqual(first, [date(2026, 3, 5), date(2026, 4, 2), date(2026, 5, 7)])
        fifth = get_days(
            date(2026, 4, 30), Repeat("month", month_by="weekday", count=3)
        )
        self.assertEqual(
            fifth, [date(2026, 4, 30), date(2026, 5, 28), date(2026, 6, 25)]
        )

    def test_end(self):
        """The last day is one of them; nobody makes thousands by mistake."""
        day = date(2026, 3, 5)
        self.assertEqual(get_days(day, Repeat("day", until=day)), [day])
        two = get_days(day, Repeat("day", until=date(2026, 3, 6)))
        self.assertEqual(len(two), 2)
        self.assertEqual(len(get_days(day, Repeat("day"))), AT_MOST)

    def test_clocks_change(self):
        """An evening at eight stays one at eight when summer begins and ends."""
        winter = datetime(2026, 3, 28, 19)  # 20:00 in Berlin
        self.assertEqual(move(winter, BERLIN, 1), datetime(2026, 3, 29, 18))
        summer = datetime(2026, 10, 24, 18)
        self.assertEqual(move(summer, BERLIN, 1), datetime(2026, 10, 25, 19))

    def test_hour_that_is_not(self):
        """Half past two does not exist on the last Sunday of March."""
        skipped = to_utc(datetime(2026, 3, 29, 2, 30), BERLIN)
        self.assertEqual(skipped, datetime(2026, 3, 29, 1, 30))
        self.assertEqual(to_local(skipped, BERLIN), datetime(2026, 3, 29, 3, 30))

    def test_other_hour(self):
        """Another hour on the same day of the place, though not of Greenwich."""
        late = datetime(2026, 3, 5, 23, 30)  # already the 6th in Berlin
        self.assertEqual(set_clock(late, BERLIN, time(19, 0)), datetime(2026, 3, 6, 18))
