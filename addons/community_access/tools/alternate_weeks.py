"""Hours that differ in even and odd weeks, as exceptions of one common week."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from .opening_hours import merge

Spans = Sequence[Sequence[int]]


def closed_in_turn(weeks: Sequence[Spans], start: datetime, days: int) -> list:
    """When it is closed though the other week is open at that hour.

    :param weeks: open minutes since Monday 0:00 of weeks of type 0 and of type 1
    :param start: aware datetime in the zone whose clock counts
    :return: [[from, to], …] in seconds since 1970, for the weeks of so many days
    """
    common = merge([*weeks[0], *weeks[1]])
    gaps = [_without(common, merge(week)) for week in weeks]
    day = start.date() - timedelta(days=start.weekday())
    last = start.date() + timedelta(days=days)
    found = []
    while day <= last:
        for since, until in gaps[week_type(day)]:
            found.append([_at(day, since, start.tzinfo), _at(day, until, start.tzinfo)])
        day += timedelta(days=7)
    return found


def week_type(day) -> int:
    """0 or 1, in turn, as working hours of Odoo count weeks (since the year 1)."""
    return (day.toordinal() - 1) // 7 % 2


def _without(spans: Spans, taken: Spans) -> list[list[int]]:
    """What is in `spans` and not in `taken`; both in order and apart."""
    left = []
    for start, end in spans:
        for since, until in taken:
            if until <= start or since >= end:
                continue
            if start < since:
                left.append([start, since])
            start = until
        if start < end:
            left.append([start, end])
    return left


def _at(monday, minutes: int, zone: ZoneInfo) -> int:
    """The second at which a place's clock shows so many minutes after Monday 0:00."""
    day = monday + timedelta(days=minutes // 1440)
    local = datetime(day.year, day.month, day.day, tzinfo=zone)
    shown = local.replace(hour=minutes % 1440 // 60, minute=minutes % 60)
    return int(shown.timestamp())
