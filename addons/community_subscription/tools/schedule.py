"""When the periods of a contract begin and end, and when each is billed.

Only dates are used, never moments, so that summer time and time zones cannot move a
boundary. Every boundary is counted from the anchor, never from the boundary before it:
a contract of the 31st is billed on the last day of short months and on the 31st again
after them. The rules are those of billing systems that count from a fixed anchor, as
in OCA/contract's recurrency and Stripe's ``billing_cycle_anchor``.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)
# A Monday, and a year: where the grid of calendar periods is counted from.
EPOCH_WEEK = date(2000, 1, 3)
EPOCH_YEAR = 2000


@dataclass(frozen=True)
class Terms:
    """What a plan says about its periods.

    :param unit: "day", "week", "month" or "year"; `number` of them are one period
    :param anchor: "anniversary" (counted from the first day) or "calendar"
    :param anchor_day: day of the month (31: its last day) or of the week (1: Monday)
    :param anchor_month: month in which periods of months and years begin
    :param mode: "advance" or "arrears"
    :param bill_days_before: days between the invoice and the period, in advance
    :param instalments: equal parts in which each period is billed
    :param first, last: "prorate", "full" or (first only) "free": a broken period
    """

    unit: str = "month"
    number: int = 1
    anchor: str = "anniversary"
    anchor_day: int = 1
    anchor_month: int = 1
    mode: str = "advance"
    bill_days_before: int = 0
    instalments: int = 1
    first: str = "prorate"
    last: str = "prorate"


class Stretch(NamedTuple):
    """One row of a schedule; all days inclusive.

    :param nominal_from, nominal_to: the whole period, or instalment, it is a part of
    :param bill_date: first day on which it is billed
    :param index: number of the period, counted from the anchor
    :param part, parts: which instalment of how many, from 0
    :param charge_from, charge_to: the days that are paid for; wider than the stretch
        where a broken period costs in full
    :param is_free: costs nothing, whatever its lines say
    """

    date_from: date
    date_to: date
    nominal_from: date
    nominal_to: date
    bill_date: date
    index: int
    part: int
    parts: int
    charge_from: date
    charge_to: date
    is_free: bool

    @property
    def days(self) -> int:
        return (self.nominal_to - self.nominal_from).days + 1


def add_months(first: date, months: int, day: int | None = None) -> date:
    """The day `day` (by default that of `first`), so many months later.

    Months too short for it give their last day.

    :raises OverflowError: beyond the years that dates know
    """
    count = first.year * 12 + first.month - 1 + months
    year, month = divmod(count, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError("date value out of range")
    wanted = day or first.day
    return date(year, month + 1, min(wanted, monthrange(year, month + 1)[1]))


def add_units(first: date, unit: str, number: int) -> date:
    """The day `number` days, weeks, months or years after `first`."""
    if unit == "day":
        return first + number * DAY
    if unit == "week":
        return first + 7 * number * DAY
    return add_months(first, number * (12 if unit == "year" else 1))


def last_day(first: date, unit: str, number: int) -> date:
    """Last day of a term that begins on `first`: 1 month from 31 Jan ends 27 Feb."""
    return add_units(first, unit, number) - DAY


class Grid:
    """Boundaries of periods and instalments, counted from one anchor."""

    def __init__(self, terms: Terms, origin: date) -> None:
        self.terms = terms
        self.months = terms.number * {"month": 1, "year": 12}.get(terms.unit, 0)
        self.step = terms.number * {"day": 1, "week": 7}.get(terms.unit, 0)
        self.base, self.day = self._find_base(origin)

    def _find_base(self, origin: date) -> tuple[date, int]:
        terms = self.terms
        if terms.anchor == "anniversary" or terms.unit == "day":
            return origin, origin.day
        if terms.unit == "week":
            return EPOCH_WEEK + (terms.anchor_day - 1) % 7 * DAY, 1
        month = terms.anchor_month if self.months > 1 else 1
        return date(EPOCH_YEAR, month, 1), terms.anchor_day

    def boundary(self, index: int, part: int = 0) -> date:
        """First day of an instalment `part` of the period `index`."""
        if self.step:
            first = self.base + index * self.step * DAY
            return first + self.step * part // self.parts * DAY
        if part and self.months % self.parts:
            first, after = self.boundary(index), self.boundary(index + 1)
            return first + (after - first).days * part // self.parts * DAY
        months = index * self.months + self.months * part // self.parts
        return add_months(self.base, months, self.day)

    @property
    def parts(self) -> int:
        """Instalments; never more than the shortest period has days."""
        return min(self.terms.instalments, self.step or 28 * self.months)

    def index_of(self, day: date) -> int:
        """The period in which a day lies."""
        if self.step:
            return (day - self.base).days // self.step
        months = (day.year - self.base.year) * 12 + day.month - self.base.month
        index = months // self.months
        return index if self.boundary(index) <= day else index - 1


def stretches(
    terms: Terms,
    first: date,
    until: date,
    *,
    last: date | None = None,
    origin: date | None = None,
    broken: str | None = None,
) -> Iterator[Stretch]:
    """The stretches from `first` on, as long as they begin by `until`.

    :param last: last day of the contract; nothing is laid out beyond it
    :param origin: what periods of an anniversary are counted from; empty: `first`
    :param broken: how a stretch cut by `last` is charged; empty: as the terms say
    """
    grid = Grid(terms, origin or first)
    end = min(until, last) if last else until
    index = grid.index_of(first)
    while grid.boundary(index) <= end:
        for part in range(grid.parts):
            found = _cut(grid, (index, part), first, last, broken or terms.last)
            if found and found.date_from <= until:
                yield found
        index += 1


def _cut(
    grid: Grid, place: tuple[int, int], first: date, last: date | None, broken: str
) -> Stretch | None:
    """The part of an instalment within the contract, or nothing."""
    terms, (index, part) = grid.terms, place
    nominal_from = grid.boundary(index, part)
    after = (index, part + 1) if part + 1 < grid.parts else (index + 1, 0)
    nominal_to = grid.boundary(*after) - DAY
    date_from = max(nominal_from, first)
    date_to = min(nominal_to, last) if last else nominal_to
    if date_from > date_to:
        return None
    begins_broken = date_from > nominal_from
    in_advance = date_from - terms.bill_days_before * DAY
    return Stretch(
        date_from,
        date_to,
        nominal_from,
        nominal_to,
        in_advance if terms.mode == "advance" else date_to + DAY,
        index,
        part,
        grid.parts,
        nominal_from if terms.first == "full" else date_from,
        nominal_to if broken == "full" else date_to,
        begins_broken and terms.first == "free",
    )


class Regime(NamedTuple):
    """Terms that hold from a day on, until the next regime begins."""

    date_from: date
    terms: Terms


def lay_out(
    regimes: list[Regime], until: date, last: date | None = None
) -> Iterator[Stretch]:
    """The stretches of a contract whose terms change on the way.

    Terms that stay the same go on undisturbed. Other terms begin a rhythm of their own
    on their first day; terms that come back take up their old rhythm, so that a
    temporary change leaves no trace in it. A period cut by a change costs by its days.

    :param regimes: in the order of their days, the first with the contract's first day
    """
    origins: dict[Terms, date] = {}
    merged: list[Regime] = []
    for regime in regimes:
        if merged and regime.date_from <= merged[-1].date_from:
            merged[-1] = Regime(merged[-1].date_from, regime.terms)
        elif not merged or merged[-1].terms != regime.terms:
            merged.append(regime)
    for number, regime in enumerate(merged):
        terms = regime.terms
        origin = origins.setdefault(terms, regime.date_from)
        final = number + 1 == len(merged)
        end = last if final else merged[number + 1].date_from - DAY
        if last and end and end > last:
            end = last
        changed = not final and end != last
        if number:
            terms = _prorated(terms)
        yield from stretches(
            terms,
            regime.date_from,
            until,
            last=end,
            origin=origin,
            broken="prorate" if changed else None,
        )


def _prorated(terms: Terms) -> Terms:
    """The same terms where a broken first period costs by its days."""
    values = {**terms.__dict__, "first": "prorate"}
    return Terms(**values)
