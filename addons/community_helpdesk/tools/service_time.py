"""Service time: from stretches of a clock to the time that is billed.

A stretch is ``(start, stop)``, two naive moments in UTC; one that runs has no stop.
Everything is counted in UTC, so that clocks put forward or back, and midnight, neither
give nor take time. Days are told in the time zone of the officer.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Stretch = tuple[datetime, datetime | None]

WARN_LEVELS = (100, 80)
ENDED_STATES = ("ended",)
SOON_STATES = ("hold", "grace", "past_due", "closing")


def merge(stretches: Iterable[Stretch], now: datetime) -> list[Stretch]:
    """Stretches in order, those that overlap or touch as one.

    :param now: end of the one that runs
    :raises ValueError: for a stretch that stops before it starts
    """
    merged: list[Stretch] = []
    for start, stop in sorted((start, stop or now) for start, stop in stretches):
        if stop < start:
            raise ValueError((start, stop))
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged


def count_seconds(stretches: Iterable[Stretch], now: datetime) -> int:
    """Seconds that a clock ran; a second in two stretches counts once."""
    return sum(
        int((stop - start).total_seconds()) for start, stop in merge(stretches, now)
    )


def round_up(seconds: int, round_minutes: int = 0, min_minutes: int = 0) -> int:
    """Seconds to bill: rounded up to begun units, and not fewer than the minimum.

    No time at all stays no time.

    :param round_minutes: length of a unit; 0: to the second
    :param min_minutes: what is billed at least; 0: no minimum
    :raises ValueError: for negative numbers
    """
    if min(seconds, round_minutes, min_minutes) < 0:
        raise ValueError((seconds, round_minutes, min_minutes))
    if not seconds:
        return 0
    seconds = max(seconds, min_minutes * 60)
    unit = round_minutes * 60
    return -(-seconds // unit) * unit if unit else seconds


def count_billable_seconds(
    stretches: Iterable[Stretch],
    now: datetime,
    round_minutes: int = 0,
    min_minutes: int = 0,
) -> int:
    """Seconds to bill for all stretches of one record: rounded once, not each."""
    return round_up(count_seconds(stretches, now), round_minutes, min_minutes)


def split_by_day(
    stretches: Iterable[Stretch], now: datetime, zone: str = "UTC"
) -> dict[date, int]:
    """Seconds on each day of a time zone.

    A day has 23 or 25 hours when the clocks change; its seconds are those that passed.
    """
    place = ZoneInfo(zone)
    days: dict[date, int] = {}
    for start, stop in merge(stretches, now):
        while start < stop:
            day = start.replace(tzinfo=UTC).astimezone(place).date()
            end = min(stop, _get_midnight_after(day, place))
            days[day] = days.get(day, 0) + int((end - start).total_seconds())
            start = end
    return days


def get_day(moment: datetime, zone: str = "UTC") -> date:
    """The day of a moment in a time zone."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()


def get_forgotten_stop(
    start: datetime,
    now: datetime,
    max_hours: float = 0.0,
    day_end: float = 0.0,
    zone: str = "UTC",
) -> datetime | None:
    """When a clock that nobody stopped should have stopped; None: it may run on.

    :param max_hours: longest stretch; 0: no limit
    :param day_end: hour at which the working day ends, in the time zone of the
        officer; 0: no limit. Whoever starts after it works until midnight.
    """
    limits = []
    if max_hours:
        limits.append(start + timedelta(hours=max_hours))
    if day_end:
        place = ZoneInfo(zone)
        day = get_day(start, zone)
        end = _get_midnight_after(day, place)
        if day_end < 24:
            hour, minute = divmod(round(day_end * 60), 60)
            evening = _to_utc(datetime.combine(day, time(hour, minute)), place)
            end = evening if start < evening else end
        limits.append(end)
    stop = min(limits, default=None)
    return stop if stop and stop <= now else None


def get_warning(before: float, after: float, included: float) -> int:
    """The highest mark that use has just passed: 100, 80 or 0 for none.

    :param before: hours used before, of ``included`` hours
    :param after: hours used now
    """
    if included <= 0:
        return 0
    for level in WARN_LEVELS:
        mark = included * level / 100
        if before < mark - 1e-9 and after >= mark - 1e-9:
            return level
    return 0


def get_excess(quantity: float, used: float, included: float) -> float:
    """What a quantity changes in what goes beyond the included one.

    :param quantity: hours added, or taken back when negative
    :param used: hours used before
    :return: hours to bill, or to give back when negative
    """
    return max(0.0, used + quantity - included) - max(0.0, used - included)


def get_standing(
    state: str | None, end: date | None, today: date, soon_days: int = 30
) -> str:
    """How an agreement stands: ``none``, ``ended``, ``soon`` or ``good``.

    :param state: state of the contract; None: there is no agreement
    :param end: its last day; None: until somebody ends it
    """
    if not state or state == "draft":
        return "none"
    if state in ENDED_STATES or (end and end < today):
        return "ended"
    near = end and end <= today + timedelta(days=soon_days)
    return "soon" if near or state in SOON_STATES else "good"


def _get_midnight_after(day: date, place: ZoneInfo) -> datetime:
    return _to_utc(datetime.combine(day + timedelta(days=1), time()), place)


def _to_utc(local: datetime, place: ZoneInfo) -> datetime:
    return local.replace(tzinfo=place).astimezone(UTC).replace(tzinfo=None)
