"""Is it open now, until when, and when next? A week of minutes with exceptions.

A schedule is a row of plain data, so that a box at the gate can keep it:
``week`` [[from, to], …] in minutes since Monday 0:00 of the place's own clock, in order
and apart; ``closed`` [[from, to], …] in seconds since 1970; ``clock``
[[from, ahead], …], from which second on the place's clock is so far ahead of UTC.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

WEEK = 7 * 24 * 60
MINUTE = 60
DAY = 86_400
# 1970 began on a Thursday.
_FIRST_MONDAY = 3 * 24 * 60
_LOOK_AHEAD = 60 * DAY

Schedule = Mapping[str, Any]


def merge(spans: Sequence[Sequence[int]]) -> list[list[int]]:
    """The same stretches in order, those that touch or overlap as one."""
    merged: list[list[int]] = []
    for start, end in sorted((one[0], one[1]) for one in spans if one[0] < one[1]):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return merged


def clock_of(zone: str, start: datetime, days: int) -> list[list[int]]:
    """When a place's clock changes, from `start` (aware) on, for so many days."""
    place = ZoneInfo(zone)
    moment = int(start.timestamp())
    found = [[moment, _ahead(place, moment)]]
    for _ in range(days):
        before, moment = moment, moment + DAY
        ahead = _ahead(place, moment)
        if ahead == found[-1][1]:
            continue
        # Some places change at half past: look for the very second.
        after = moment
        while after - before > 1:
            middle = (before + after) // 2
            is_new = _ahead(place, middle) == ahead
            before, after = (before, middle) if is_new else (middle, after)
        found.append([after, ahead])
    return found


def _ahead(place: ZoneInfo, moment: int) -> int:
    return int(datetime.fromtimestamp(moment, place).utcoffset().total_seconds())


def ahead_at(schedule: Schedule, now: int) -> int:
    """Seconds that the place's clock is ahead of UTC."""
    clock = schedule.get("clock") or [[0, 0]]
    known = [ahead for since, ahead in clock if since <= now]
    return known[-1] if known else clock[0][1]


def minute_of_week(schedule: Schedule, now: int) -> int:
    local = now + ahead_at(schedule, now)
    return (local // MINUTE + _FIRST_MONDAY) % WEEK


def is_open(schedule: Schedule | None, now: int) -> bool:
    """No schedule means always."""
    if schedule is None:
        return True
    if _closed_until(schedule, now):
        return False
    minute = minute_of_week(schedule, now)
    return any(start <= minute < end for start, end in schedule.get("week") or ())


def closes_at(schedule: Schedule | None, now: int) -> int:
    """When it closes that is open now; 0 when it never does."""
    if schedule is None or not is_open(schedule, now):
        return 0
    moment = now
    while moment < now + _LOOK_AHEAD:
        end = _week_end(schedule, moment)
        closed = [start for start, _ in schedule.get("closed") or () if start > moment]
        moment = min([end, *closed, *_clock_changes(schedule, moment)])
        if not is_open(schedule, moment):
            return moment
    return 0


def opens_at(schedule: Schedule | None, now: int) -> int:
    """When it opens next (now, if it is open); 0 when not in the next 60 days."""
    moment = now
    while moment < now + _LOOK_AHEAD:
        if is_open(schedule, moment):
            return moment
        if until := _closed_until(schedule, moment):
            moment = until
            continue
        start = _next_start(schedule, moment)
        if not start:
            return 0
        moment = min([start, *_clock_changes(schedule, moment)])
    return 0


def _clock_changes(schedule: Schedule, now: int) -> list[int]:
    """After which moments what the clock of now says has to be looked at anew."""
    return [since for since, _ in schedule.get("clock") or () if since > now]


def _closed_until(schedule: Schedule, now: int) -> int:
    """The end of the exception that is on, 0 without one."""
    ends = [end for start, end in schedule.get("closed") or () if start <= now < end]
    return max(ends, default=0)


def _week_end(schedule: Schedule, now: int) -> int:
    """When the stretch of the week that is on ends, by the clock of now."""
    minute = minute_of_week(schedule, now)
    end = next(end for start, end in schedule["week"] if start <= minute < end)
    return _floor(schedule, now) + (end - minute) * MINUTE


def _next_start(schedule: Schedule, now: int) -> int:
    """When a stretch of the week begins next, by the clock of now; 0 without any."""
    minute = minute_of_week(schedule, now)
    waits = [(start - minute - 1) % WEEK + 1 for start, _ in schedule.get("week") or ()]
    if not waits:
        return 0
    return _floor(schedule, now) + min(waits) * MINUTE


def _floor(schedule: Schedule, now: int) -> int:
    local = now + ahead_at(schedule, now)
    return now - local % MINUTE
