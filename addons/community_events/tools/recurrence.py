"""On which days an event repeats, and when that is for the whole world.

Days are counted in the calendar of the place, so that an evening at eight stays one at
eight when the clocks change.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule, weekday

AT_MOST = 200
_UNITS = {"day": DAILY, "week": WEEKLY, "month": MONTHLY}
_LAST_SAFE_DAY = 28


@dataclass(frozen=True)
class Repeat:
    """:param weekdays: for weeks; 0 is Monday. Empty: the weekday of the first
    :param month_by: for months: "date" (the 5th) or "weekday" (the first Thursday)
    :param until: last day; None if `count` says how often
    :param count: how many in all, the first one included
    """

    unit: str
    every: int = 1
    weekdays: tuple[int, ...] = ()
    month_by: str = "date"
    until: date | None = None
    count: int | None = None


def get_days(first: date, repeat: Repeat) -> list[date]:
    """The days of a series, the first one included; at most 200."""
    start = datetime.combine(first, time())
    count = min(repeat.count or AT_MOST, AT_MOST)
    end = datetime.combine(repeat.until, time()) if repeat.until else None
    found: list[date] = [first]
    for moment in rrule(
        _UNITS[repeat.unit],
        dtstart=start,
        interval=max(repeat.every, 1),
        **_get_rule(first, repeat),
    ):
        if len(found) >= count or (end and moment > end):
            break
        if moment.date() > first:
            found.append(moment.date())
    return found


def _get_rule(first: date, repeat: Repeat) -> dict:
    if repeat.unit == "week":
        return {"byweekday": repeat.weekdays or (first.weekday(),)}
    if repeat.unit != "month":
        return {}
    if repeat.month_by == "weekday":
        place = (first.day - 1) // 7 + 1
        # Few months have a fifth one: that is the last.
        return {"byweekday": weekday(first.weekday(), place if place < 5 else -1)}
    if first.day <= _LAST_SAFE_DAY:
        return {"bymonthday": first.day}
    # The 31st of a shorter month is its last day.
    return {"bymonthday": range(_LAST_SAFE_DAY, first.day + 1), "bysetpos": -1}


def to_local(moment: datetime, zone: str) -> datetime:
    """A moment in UTC, as the clock of the place shows it."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def to_utc(moment: datetime, zone: str) -> datetime:
    """What the clock of the place shows, in UTC.

    An hour that is skipped when the clocks go forward counts from before the change;
    one that comes twice is the first.
    """
    local = moment.replace(tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC).replace(tzinfo=None)


def move(moment: datetime, zone: str, days: int) -> datetime:
    """The same hour by the clock of the place, so many days later."""
    return to_utc(to_local(moment, zone) + timedelta(days=days), zone)


def set_clock(moment: datetime, zone: str, clock: time) -> datetime:
    """The same day at the place, at another hour."""
    return to_utc(datetime.combine(to_local(moment, zone).date(), clock), zone)
