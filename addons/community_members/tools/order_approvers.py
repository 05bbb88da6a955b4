"""Who agrees to an order, as a pure function: the nearest people upwards."""

from collections.abc import Collection, Mapping, Sequence


def nearest_holders(
    chain: Sequence[int],
    holders: Mapping[int, Collection[int]],
    without: int | None = None,
) -> set[int]:
    """People who hold a right nearest to a unit.

    :param chain: the unit, then the one above it, up to the company
    :param holders: people who hold the right, by unit; also of units beside the chain
    :param without: the person who asks: nobody agrees to what he wants himself
    :return: holders of the lowest unit of the chain that has any; when the chain has
        none, all holders of the company: an order must not wait for ever
    """
    for unit in chain:
        if found := set(holders.get(unit, ())) - {without}:
            return found
    return {person for people in holders.values() for person in people} - {without}


def read_amount(text: str) -> float | None:
    """An amount as people type it, with a comma or a point; nothing is zero.

    :return: None when it is no amount, or below zero
    """
    cleaned = "".join(text.split()).replace(",", ".") or "0"
    try:
        amount = float(cleaned)
    except ValueError:
        return None
    return round(amount, 2) if 0 <= amount < 1e9 else None
