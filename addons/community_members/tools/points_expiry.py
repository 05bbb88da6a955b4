"""Which points run out: the oldest are used up first, the rest expires on its day.

A lot is what was earned at once. What was spent, or taken away, uses lots from the
oldest on; what is left of a lot on its last day expires.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Lot(NamedTuple):
    """Points earned together.

    :param expired: how much of it has expired already
    """

    key: int
    day: date
    amount: int
    expires_on: date | None = None
    expired: int = 0


class Remainder(NamedTuple):
    key: int
    amount: int
    expires_on: date | None


def remainders(lots: Iterable[Lot], used: int) -> list[Remainder]:
    """What is left of each lot after `used` points were taken, oldest first."""
    rest = max(used, 0)
    found = []
    for lot in sorted(lots, key=lambda one: (one.day, one.key)):
        available = max(lot.amount - lot.expired, 0)
        taken = min(available, rest)
        rest -= taken
        if available > taken:
            found.append(Remainder(lot.key, available - taken, lot.expires_on))
    return found


def expire(lots: Iterable[Lot], used: int, today: date) -> list[Remainder]:
    """What expires by `today`: the remainders whose day has come."""
    return [
        rest
        for rest in remainders(lots, used)
        if rest.expires_on and rest.expires_on <= today
    ]


def expiring(
    lots: Iterable[Lot], used: int, today: date, until: date
) -> list[Remainder]:
    """What is still there and will expire after `today`, up to `until`."""
    soon = (
        rest
        for rest in remainders(lots, used)
        if rest.expires_on and today < rest.expires_on <= until
    )
    return sorted(soon, key=lambda rest: (rest.expires_on, rest.key))
