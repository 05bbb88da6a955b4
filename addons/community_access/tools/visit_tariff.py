"""What somebody owes who stayed longer than was paid for.

A tariff is a row of plain data: ``courtesy`` minutes that cost nothing, ``bands``
[[up to minutes, price], …] in order, then ``step_price`` for each started ``step`` of
minutes, and at most ``most`` (0: no limit). Prices are integer minor units.

Within the courtesy nothing is owed; beyond it all minutes after the paid ones count,
the way pools and car parks do it.
"""

from collections.abc import Mapping
from typing import Any

MINUTE = 60

Tariff = Mapping[str, Any]


def surplus(tariff: Tariff | None, seconds_over: int) -> int:
    """The price of so many seconds beyond the paid time; never falls with time."""
    if not tariff or seconds_over <= 0:
        return 0
    minutes = -(-seconds_over // MINUTE)
    if minutes <= (tariff.get("courtesy") or 0):
        return 0
    price = _price(tariff, minutes)
    most = tariff.get("most") or 0
    return min(price, most) if most else price


def _price(tariff: Tariff, minutes: int) -> int:
    bands = tariff.get("bands") or []
    highest = 0
    for limit, price in bands:
        highest = max(highest, price)
        if minutes <= limit:
            return highest
    last = bands[-1][0] if bands else 0
    step = max(tariff.get("step") or 1, 1)
    steps = -(-(minutes - last) // step)
    return highest + steps * (tariff.get("step_price") or 0)


def paid_until(since: int, minutes: int, closes_at: int) -> int:
    """Until when a stay is paid: its minutes, or the end of the hours; 0: no limit."""
    ends = [end for end in (minutes and since + minutes * MINUTE, closes_at) if end]
    return min(ends, default=0)
