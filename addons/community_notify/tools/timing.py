"""When is a reminder due? Rules on dates as plain arithmetic."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from .sending import zone_of

SLACK = timedelta(days=4)  # months differ by three days, time zones by one


@dataclass(frozen=True, slots=True)
class Timing:
    """``offset`` (negative: before) after a moment, then every ``every``, ``times``."""

    offset: int = 0
    unit: str = "days"
    every: int = 0
    every_unit: str = "days"
    times: int = 0
    at_hour: float = 9.0
    timezone: str = "UTC"

    def step(self, repetition: int) -> relativedelta:
        """Return the distance between the moment and a repetition."""
        first = relativedelta(**{self.unit: self.offset})
        return first + relativedelta(**{self.every_unit: self.every * repetition})

    @property
    def repetitions(self) -> range:
        """The first time is 0."""
        return range((self.times if self.every > 0 else 0) + 1)


def due_moment(value: date | datetime, timing: Timing, repetition: int) -> datetime:
    """Return when a repetition is due, in UTC without zone as the database keeps it.

    A date is due at the hour of the rule on the clock of the company; the 31st becomes
    the last day of a shorter month.
    """
    step = timing.step(repetition)
    if isinstance(value, datetime):
        return value + step
    day = value + step
    day = day.date() if isinstance(day, datetime) else day
    local = datetime(day.year, day.month, day.day) + timedelta(
        minutes=round(timing.at_hour * 60)
    )
    local = local.replace(tzinfo=zone_of(timing.timezone))
    return local.astimezone(UTC).replace(tzinfo=None)


def latest_due(
    value: date | datetime, timing: Timing, after: datetime, until: datetime
) -> int | None:
    """Return the latest repetition due in ``after < due <= until``.

    Only the latest: who missed three reminders in an outage is reminded once.
    """
    for repetition in reversed(timing.repetitions):
        if after < due_moment(value, timing, repetition) <= until:
            return repetition
    return None


def windows(
    timing: Timing, after: datetime, until: datetime
) -> list[tuple[datetime, datetime]]:
    """Return stretches of the date field that can hold anything due, a little wide.

    One for every repetition, overlapping ones joined, so that each is one search by
    index.
    """
    found = sorted(
        (
            after - timing.step(repetition) - SLACK,
            until - timing.step(repetition) + SLACK,
        )
        for repetition in timing.repetitions
    )
    joined: list[tuple[datetime, datetime]] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def occurrence_key(rule: int, value: date | datetime, repetition: int) -> str:
    """Name an occurrence; a date that is moved makes a new one."""
    return f"rule {rule} {value.isoformat()} {repetition}"
