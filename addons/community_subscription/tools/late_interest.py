"""Interest on what is paid late.

Simple interest, actual/365 fixed: what is owed on a day, times the yearly rate of
that day, divided by 365, for every day after the due date (and its days of grace) up
to and including the day of payment. There is no interest on interest.

The day count is "Actual/365 (Fixed)" of the 2006 ISDA Definitions, section 4.16 (d);
that no compound interest is taken follows the Turkish Law 3095, article 3.

Sums are exact fractions; they are rounded once, for the item as a whole, so that the
parts always sum to the rounded whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise

YEAR = 365 * 100  # days in a year, and rates are percents
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """Days, both inclusive, in which neither the debt nor the rate changes."""

    date_from: date
    date_to: date
    base: Fraction
    rate: Fraction

    @property
    def days(self) -> int:
        return (self.date_to - self.date_from).days + 1

    @property
    def interest(self) -> Fraction:
        return self.base * self.rate * self.days / YEAR


@dataclass(frozen=True)
class Item:
    """A debt with one due date, and what made it smaller.

    ``credited`` was never owed (a credit note): it lowers the debt from the start.
    A payment lowers it from the day after it.
    """

    amount: float
    due: date
    payments: tuple[tuple[date, float], ...] = ()
    credited: float = 0.0
    grace_days: int = 0

    @property
    def first_day(self) -> date:
        return self.due + timedelta(days=self.grace_days + 1)


def fraction(value) -> Fraction:
    """A number as it is written: 0.1 is a tenth."""
    return value if isinstance(value, Fraction) else Fraction(str(value))


def get_rate(rates: Sequence[tuple[date, float]], day: date) -> Fraction:
    """The rate in force: the latest that began by then; none before the first."""
    begun = [(start, rate) for start, rate in rates if start <= day]
    return fraction(max(begun)[1]) if begun else Fraction(0)


def keep_rates(
    rates: Sequence[tuple[date, float]], kept: Iterable[tuple[date, date, float]]
) -> list[tuple[date, float]]:
    """The rates as they are today, but as they were for days charged already.

    :param kept: first day, last day and rate of what the ledger has.
    """
    kept = sorted(kept)
    cuts = {start for start, _rate in rates}
    cuts |= {first for first, _last, _rate in kept}
    cuts |= {last + ONE_DAY for _first, last, _rate in kept}
    found = []
    for day in sorted(cuts):
        of_ledger = [rate for first, last, rate in kept if first <= day <= last]
        found.append((day, of_ledger[0] if of_ledger else get_rate(rates, day)))
    return found


def get_base(item: Item, day: date) -> Fraction:
    """What was owed at the beginning of a day."""
    paid = sum(fraction(amount) for paid_on, amount in item.payments if paid_on < day)
    return max(fraction(item.amount) - fraction(item.credited) - paid, Fraction(0))


def get_stretches(
    item: Item, rates: Sequence[tuple[date, float]], until: date
) -> list[Stretch]:
    """The days that bear interest, from the first to `until`, cut where it changes."""
    first, end = item.first_day, until + ONE_DAY
    cuts = {first, end}
    cuts |= {day + ONE_DAY for day, _amount in item.payments}
    cuts |= {start for start, _rate in rates}
    cuts = sorted(day for day in cuts if first <= day <= end)
    found = []
    for start, following in pairwise(cuts):
        stretch = Stretch(
            start, following - ONE_DAY, get_base(item, start), get_rate(rates, start)
        )
        if stretch.interest:
            found.append(stretch)
    return found


def get_interest(
    item: Item, rates: Sequence[tuple[date, float]], until: date
) -> Fraction:
    """The exact interest of an item up to and including a day."""
    return sum(
        (stretch.interest for stretch in get_stretches(item, rates, until)), Fraction(0)
    )


def round_money(value: Fraction, places: int = 2) -> Decimal:
    """Half a cent is rounded up, away from zero."""
    scaled = Decimal(value.numerator) / Decimal(value.denominator)
    return scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@dataclass(frozen=True)
class Posting:
    """A row for the ledger. ``correction``: the past turned out to be different."""

    date_from: date
    date_to: date
    base: Decimal
    rate: Decimal
    amount: Decimal
    correction: bool = False


def get_postings(
    item: Item,
    rates: Sequence[tuple[date, float]],
    until: date,
    *,
    posted: float = 0.0,
    posted_until: date | None = None,
    places: int = 2,
) -> list[Posting]:
    """What the ledger lacks, so that its sum becomes the rounded interest.

    :param posted: the sum of what the ledger has for this item.
    :param posted_until: the last day it has; the days before are only corrected
        (a payment that was undone or that bears an earlier date).
    """
    found = []
    total = Decimal(str(posted))
    exact = Fraction(0)
    if posted_until:
        exact = get_interest(item, rates, posted_until)
        past = round_money(exact, places)
        if past != total:
            found.append(
                Posting(
                    *(item.first_day, posted_until),
                    *(Decimal(0), Decimal(0), past - total),
                    correction=True,
                )
            )
            total = past
    for stretch in _after(get_stretches(item, rates, until), posted_until):
        exact += stretch.interest
        amount = round_money(exact, places) - total
        total += amount
        base, rate = round_money(stretch.base, places), round_money(stretch.rate, 6)
        found.append(Posting(stretch.date_from, stretch.date_to, base, rate, amount))
    return found


def _after(stretches: Iterable[Stretch], day: date | None) -> Iterable[Stretch]:
    for stretch in stretches:
        if not day or stretch.date_from > day:
            yield stretch
        elif stretch.date_to > day:
            yield Stretch(day + ONE_DAY, stretch.date_to, stretch.base, stretch.rate)
