"""Sharing an amount out by weights, to the last digit."""

from collections.abc import Hashable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def spread(
    amount: float, weights: Mapping[Key, float], digits: int
) -> dict[Key, float]:
    """Parts of `amount` in proportion to `weights`; they add up to it exactly.

    Each part is the difference of two rounded running totals, so that no rounding is
    lost or made up. Weights that sum to zero give everything to the first key.

    :param digits: decimal places of the currency
    :return: {key: part}, in the order of `weights`
    """
    quantum = Decimal(1).scaleb(-digits)
    whole = Decimal(str(amount)).quantize(quantum, ROUND_HALF_UP)
    total = sum(Decimal(str(weight)) for weight in weights.values())
    parts: dict[Key, float] = {}
    done, running = Decimal(0), Decimal(0)
    for key, weight in weights.items():
        running += Decimal(str(weight))
        share = whole * running / total if total else whole
        rounded = share.quantize(quantum, ROUND_HALF_UP)
        parts[key] = float(rounded - done)
        done = rounded
    return parts
