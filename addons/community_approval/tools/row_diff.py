"""What differs between two rows of a table."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any


def changed_columns(
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    silent: Collection[str] = (),
) -> Iterator[tuple[str, Any, Any]]:
    """Columns with another value, in the order of the row.

    :param before: the row as it was, None for a new one
    :param after: the row as it is, None for a removed one
    :param silent: columns that nobody wants to hear of
    :return: (column, value before, value after)
    """
    for column in after or before or {}:
        if column in silent:
            continue
        old = before.get(column) if before else None
        new = after.get(column) if after else None
        if old != new:
            yield column, old, new
