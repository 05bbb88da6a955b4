"""The new price of a price revision. Pure functions; nothing here knows Odoo."""

from decimal import ROUND_HALF_UP, Decimal


def revised_price(old: float, mode: str, value: float, rounding: float = 0) -> float:
    """Return the price after a revision.

    :param mode: "percent" and "amount" add `value` to the old price, "price" is it
    :param rounding: the price becomes a multiple of it, half of it goes up
    """
    price, change = Decimal(repr(old)), Decimal(repr(value))
    if mode == "percent":
        price += price * change / 100
    elif mode == "amount":
        price += change
    else:
        price = change
    price = max(price, Decimal(0))
    if rounding:
        step = Decimal(repr(rounding))
        price = (price / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    return float(price)
