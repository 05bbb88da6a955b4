"""What a person put into the basket, and whether a manager has to see it."""

from collections.abc import Mapping

PREFIX = "q_"
MOST_LINES = 100
MOST_PIECES = 9999


def read_basket(form: Mapping[str, str]) -> dict[int, int]:
    """Quantities by product, from the fields ``q_<product id>``; the rest is ignored.

    Nothing but whole numbers counts: prices and people are never read from a form.
    """
    basket = {}
    for name, text in form.items():
        number = name.removeprefix(PREFIX)
        if number == name or not (_is_number(number) and _is_number(text)):
            continue
        if pieces := min(int(text), MOST_PIECES):
            basket[int(number)] = pieces
    return dict(list(basket.items())[:MOST_LINES])


def _is_number(text: object) -> bool:
    return (
        isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 10
    )


def write_basket(basket: Mapping[int, int]) -> dict[str, str]:
    """The fields from which `read_basket` reads the same basket."""
    return {f"{PREFIX}{product}": str(pieces) for product, pieces in basket.items()}


def needs_manager(amount: float, limit: float, approves: bool = False) -> bool:
    """Whether an order waits for a manager.

    :param amount: total with taxes, in the currency of the limit
    :param limit: up to here, the amount itself included, the person orders alone
    :param approves: the person's own word is enough
    """
    return not approves and (limit <= 0 or amount > limit)
