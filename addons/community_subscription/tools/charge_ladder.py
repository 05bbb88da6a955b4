"""On which day a saved card is charged, and when somebody is reminded."""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta


def parse_days(text: str) -> tuple[int, ...]:
    """Whole numbers out of "0, 3, 7, 14", each once, in ascending order.

    :raises ValueError: when something else is in the text
    """
    parts = (text or "").replace(";", ",").replace(" ", ",").split(",")
    days = {int(part) for part in parts if part.strip()}
    if any(day < 0 for day in days):
        raise ValueError(text)
    return tuple(sorted(days))


def next_month_day(day: date, month_days: Sequence[int]) -> date:
    """The first of these days of a month on or after ``day``; 31 is its last day."""
    if not month_days:
        return day
    for offset in range(62):
        found = day + timedelta(days=offset)
        last = calendar.monthrange(found.year, found.month)[1]
        if found.day in {min(wanted, last) for wanted in month_days}:
            return found
    raise ValueError(month_days)


def charge_date(
    due: date,
    attempt: int,
    offsets: Sequence[int],
    month_days: Sequence[int] = (),
    not_before: date | None = None,
) -> date | None:
    """The day of a try to charge what is due on ``due``; None when the ladder ends.

    :param attempt: 1 for the first try
    :param month_days: only on these days of the month, such as those of salaries
    :param not_before: an announcement, or the day after the last try
    """
    if attempt > len(offsets):
        return None
    day = due + timedelta(days=offsets[attempt - 1])
    return next_month_day(max(day, not_before or day), month_days)


def due_reminder(days_left: int, offsets: Sequence[int]) -> int | None:
    """Which of the reminders before an end is due: the last one that has begun.

    After an outage only this one is sent, not those that it overtook.
    """
    if days_left < 0:
        return None
    return min((offset for offset in offsets if days_left <= offset), default=None)
