"""What becomes of bills ahead when credits are set off against them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Settled(NamedTuple):
    """One bill, and what is really paid for it."""

    day: date
    total: Decimal  # of the bill; negative: a credit note
    opened: Decimal  # of earlier bills, to be paid with it
    used: Decimal  # of credit, set off against the two
    pay: Decimal
    credit: Decimal  # left after it, for later bills


def settle(
    bills: Iterable[tuple[date, Decimal]],
    opened: Decimal = Decimal(0),
    credit: Decimal = Decimal(0),
) -> list[Settled]:
    """Each bill takes what there is of credit; the rest is paid.

    :param bills: days and totals, in the order of the days
    :param opened: what is open of earlier bills; it is paid with the first one
    :param credit: what earlier credit notes have left
    """
    found = []
    for day, total in bills:
        charged = opened + max(total, Decimal(0))
        credit += max(-total, Decimal(0))
        used = min(credit, charged)
        credit -= used
        found.append(Settled(day, total, opened, used, charged - used, credit))
        opened = Decimal(0)
    return found
