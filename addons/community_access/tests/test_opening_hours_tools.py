import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from odoo.tests import BaseCase, tagged

from ..tools.opening_hours import clock_of, closes_at, is_open, merge, opens_at

DAY = 86_400
# Nights on which clocks change, a leap day, a New Year.
STARTS = [
    ("Europe/Berlin", datetime(2026, 3, 28, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 10, 24, tzinfo=UTC)),
    ("Europe/Istanbul", datetime(2028, 2, 28, tzinfo=UTC)),
    ("Asia/Tbilisi", datetime(2026, 12, 31, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 4, tzinfo=UTC)),
]


def slow_is_open(place, week, closed, now):
    if any(start <= now < end for start, end in closed):
        return False
    local = datetime.fromtimestamp(now, place)
    minute = (local.weekday() * 24 + local.hour) * 60 + local.minute
    return any(start <= minute < end for start, end in week)


@tagged("post_install", "-at_install", "community")
class TestOpeningHoursTools(BaseCase):
    def _random_schedule(self, draw, zone, start):
        cuts = sorted(draw.sample(range(0, 10_081, 30), draw.choice([2, 4, 8])))
        week = [list(pair) for pair in zip(cuts[::2], cuts[1::2], strict=True)]
        first = int(start.timestamp()) + draw.randrange(0, 2 * DAY, 60)
        closed = [[first, first + draw.choice([60, 3600, DAY])]]
        row = {"week": week, "clock": clock_of(zone, start - timedelta(2), 40)}
        return {**row, "closed": closed[: draw.randrange(2)]}

    def test_as_slow_reference(self):
        """Open, closing and opening, minute by minute, across changed clocks."""
        draw = random.Random(3)
        for zone, start in STARTS * 4:
            row = self._random_schedule(draw, zone, start)
            place, base = ZoneInfo(zone), int(start.timestamp())
            moments = range(base, base + 2 * DAY + 1, 60)
            truth = [
                slow_is_open(place, row["week"], row["closed"], moment)
                for moment in moments
            ]
            change = {True: None, False: None}
            for index in range(len(truth) - 1, -1, -1):
                moment, state = moments[index], truth[index]
                change[state] = moment
                if index % 7 and state == truth[index - 1]:
                    continue
                self.assertEqual(is_open(row, moment), state, (zone, moment, row))
                self.assertEqual(is_open(row, moment + 59), state)
                if state and change[False]:
                    nearest = min(m for m in (change[False],) if m > moment)
                    self.assertEqual(closes_at(row, moment + 7), nearest)
                if not state and change[True]:
                    self.assertEqual(opens_at(row, moment + 7), change[True])

    def test_always_and_never(self):
        always, never = {"week": [[0, 10_080]]}, {"week": []}
        self.assertEqual(closes_at(None, 5), 0)
        self.assertEqual(opens_at(None, 5), 5)
        self.assertEqual((closes_at(always, 5), opens_at(always, 5)), (0, 5))
        self.assertEqual((closes_at(never, 5), opens_at(never, 5)), (0, 0))
        self.assertFalse(is_open({}, 5))
        self.assertEqual(opens_at({"week": [[0, 60]], "closed": [[0, 90 * DAY]]}, 5), 0)

    def test_merge(self):
        self.assertEqual(merge([(5, 9), (1, 3), (3, 4), (2, 2)]), [[1, 4], [5, 9]])
        self.assertEqual(merge([(1, 9), (2, 3)]), [[1, 9]])

    def test_clock_of(self):
        """Each change to the second, wherever the place is; a year takes no time."""
        start = datetime(2026, 1, 1, 0, 45, 10, tzinfo=UTC)
        for zone, changes in (
            ("Europe/Berlin", 2),
            ("Europe/Istanbul", 0),
            ("Asia/Tbilisi", 0),
            ("Australia/Lord_Howe", 2),
            ("Australia/Adelaide", 2),
        ):
            place, clock = ZoneInfo(zone), clock_of(zone, start, 365)
            self.assertEqual(len(clock), changes + 1, zone)
            self.assertEqual(clock[0][0], int(start.timestamp()))
            for (since, ahead), before in zip(clock[1:], clock, strict=False):
                for moment, expected in ((since, ahead), (since - 1, before[1])):
                    told = datetime.fromtimestamp(moment, place).utcoffset()
                    self.assertEqual(told.total_seconds(), expected, zone)
