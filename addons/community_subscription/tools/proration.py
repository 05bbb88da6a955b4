"""What the days of a period cost: prices shared out so that no cent is lost.

The price of a period belongs to its whole nominal length. Whatever cuts it into parts
(a line that ends, a hold, a seat taken in the middle), the parts are rounded
cumulatively: each costs what is due up to its end less what was due up to its
beginning, so that they sum to the rounded whole. Amounts are `Decimal`, weights are
`Fraction`: no binary fraction comes near money.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

DAY = timedelta(days=1)
FULL = Fraction(1)


class Range(NamedTuple):
    """Days from `date_from` to `date_to`, both inclusive; None: open."""

    date_from: date | None
    date_to: date | None

    def covers(self, day: date) -> bool:
        return not (
            (self.date_from and day < self.date_from)
            or (self.date_to and day > self.date_to)
        )


class Hold(NamedTuple):
    """A stretch of rest in which a day costs `percent` of its price."""

    date_from: date
    date_to: date | None
    percent: Fraction = Fraction(0)


@dataclass(frozen=True)
class Line:
    """A line of a contract as far as days are concerned.

    :param key: whatever the caller knows it by
    :param seats: ranges of the seats it is charged for; None: charged once
    """

    key: object
    date_from: date | None = None
    date_to: date | None = None
    seats: tuple[Range, ...] | None = None


class Share(NamedTuple):
    """How much of a line a stretch costs.

    :param days: days that cost anything; `of` is the length of the nominal period
    :param weight: days, each times its percent and its seats
    :param seats: seats in use on every day, if the whole period is charged evenly
        and in full (1 for lines that are not by seat); 0: it is a broken one
    """

    key: object
    days: int
    of: int
    weight: Fraction
    seats: int

    @property
    def factor(self) -> Fraction:
        return self.weight / self.of


def to_decimal(number: float | int | str | Decimal) -> Decimal:
    """The decimal number that a float is written as: 0.1 is 0.1."""
    return number if isinstance(number, Decimal) else Decimal(str(number))


def round_amount(amount: Decimal | Fraction, rounding: Decimal) -> Decimal:
    """Rounded half up (away from zero) to multiples of `rounding`, as Odoo does."""
    exact = Fraction(amount) / Fraction(rounding)
    whole, rest = divmod(abs(exact), 1)
    steps = whole + (rest >= Fraction(1, 2))
    sign = -1 if exact < 0 else 1
    return (sign * steps * rounding).quantize(rounding, rounding=ROUND_HALF_UP)


def share_out(
    amounts: Iterable[Decimal | Fraction], rounding: Decimal
) -> list[Decimal]:
    """Round amounts so that their sum is the rounded sum of the exact ones."""
    found, exact, given = [], Fraction(0), Decimal(0)
    for amount in amounts:
        exact += Fraction(amount)
        due = round_amount(exact, rounding)
        found.append(due - given)
        given = due
    return found


def part_of(
    amount: Decimal, part: int, parts: int, rounding: Decimal
) -> Decimal | Fraction:
    """The price of one of `parts` equal instalments; they sum to the rounded whole."""
    if parts == 1:
        return amount
    whole = Fraction(amount)
    before = round_amount(whole * part / parts, rounding)
    return round_amount(whole * (part + 1) / parts, rounding) - before


def shares(
    lines: Sequence[Line],
    holds: Sequence[Hold],
    stretch: tuple[date, date],
    charge: tuple[date, date],
    of: int,
) -> list[Share]:
    """How much of each line a stretch costs; lines without a day in it are left out.

    :param stretch: first and last day of the stretch
    :param charge: the days that are charged, wider where a broken period costs in full:
        what is in force on the first (last) day of the stretch is in force before
        (after) it
    :param of: days of the whole nominal period
    """
    found = []
    for line in lines:
        begin, end = _charged(line, stretch, charge)
        if begin > end:
            continue
        weighed = list(_weigh(line, holds, begin, end))
        weight = sum((days * each for days, each in weighed), Fraction(0))
        days = sum(days for days, each in weighed if each)
        even = {each for _days, each in weighed}
        seats = 0
        if len(even) == 1 and (end - begin).days + 1 == of:
            (only,) = even
            held = any(_overlaps(hold, begin, end) for hold in holds)
            seats = int(only) if only.denominator == 1 and not held else 0
        found.append(Share(line.key, days, of, weight, seats))
    return found


def _charged(
    line: Line, stretch: tuple[date, date], charge: tuple[date, date]
) -> tuple[date, date]:
    begin = max(line.date_from or stretch[0], stretch[0])
    end = min(line.date_to or stretch[1], stretch[1])
    if begin > end:
        return begin, end
    if begin == stretch[0]:
        begin = charge[0]
    if end == stretch[1]:
        end = charge[1]
    return begin, end


def _overlaps(hold: Hold, begin: date, end: date) -> bool:
    percent_matters = hold.percent != FULL
    after_begin = not hold.date_to or hold.date_to >= begin
    return percent_matters and hold.date_from <= end and after_begin


def _weigh(
    line: Line, holds: Sequence[Hold], begin: date, end: date
) -> Iterable[tuple[int, Fraction]]:
    """(days, weight of each of them) for pieces in which nothing changes."""
    ranges = [Range(hold.date_from, hold.date_to) for hold in holds]
    ranges.extend(line.seats or ())
    cuts = {begin, end + DAY}
    for each in ranges:
        if each.date_from and begin < each.date_from <= end:
            cuts.add(each.date_from)
        if each.date_to and begin <= each.date_to < end:
            cuts.add(each.date_to + DAY)
    days = sorted(cuts)
    for day, after in pairwise(days):
        yield (after - day).days, _weight_on(line, holds, day)


def _weight_on(line: Line, holds: Sequence[Hold], day: date) -> Fraction:
    seats = 1
    if line.seats is not None:
        seats = sum(seat.covers(day) for seat in line.seats)
    percents = [
        hold.percent
        for hold in holds
        if Range(hold.date_from, hold.date_to).covers(day)
    ]
    return seats * min(percents, default=FULL)
