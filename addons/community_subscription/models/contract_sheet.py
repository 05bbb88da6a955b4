"""A contract on one sheet: plain values, read once, from which rows are laid out."""

from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from ..tools.proration import Line, Range


class SheetLine(NamedTuple):
    """A line without its identity: equal for contracts that agreed on the same."""

    product: int
    name: str
    quantity: float
    price_mode: str
    price_unit: float
    discount: float
    taxes: tuple[int, ...]
    by_seat: bool
    date_start: date | None
    date_end: date | None
    display_type: str | None


class Sheet(NamedTuple):
    """What the prices of a contract follow from.

    :param line_ids: ids of the lines, in the order of `lines`
    :param analytic: their analytic distributions
    :param steps: pairs of first day and plan
    :param key: what contracts have in common whose stretches cost the same
    """

    contract: Any
    lines: tuple[SheetLine, ...]
    line_ids: tuple[int, ...]
    analytic: tuple[Any, ...]
    days: list[Line]
    holds: list[Any]
    steps: list[Any]
    lang: str
    key: tuple[Any, ...]

    def get_line(self, key):
        """The line of a share, by its place; see `days`."""
        return self.lines[key]

    def is_by_usage(self, day):
        return self.get_plan(day).kind == "usage"

    def get_plan(self, day):
        return next(
            (plan for since, plan in reversed(self.steps) if since <= day),
            self.steps[0][1],
        )


def read_sheet(contract):
    """The sheet of a contract; reads nothing that a batch has not prefetched."""
    records = contract.line_ids.sorted(lambda line: (line.sequence, line.id))
    lines = tuple(_read_line(record) for record in records)
    seats = tuple(
        Range(seat.date_from or None, seat.date_to or None)
        for seat in contract.seat_ids
        if not seat.date_to or seat.date_to >= seat.date_from
    )
    days = [
        Line(place, line.date_start, line.date_end, seats if line.by_seat else None)
        for place, line in enumerate(lines)
        if not line.display_type
    ]
    holds = contract._get_holds_of_days()
    lang = contract.payer_id.lang or contract.env.lang or "en_US"
    key = (
        lines,
        tuple(holds),
        seats if any(line.by_seat for line in lines) else (),
        lang,
        contract.pricelist_id.id,
        contract.currency_id.id,
        contract.fiscal_position_id.id,
    )
    return Sheet(
        contract,
        lines,
        # Also of lines that are not saved yet, which have no number.
        tuple(record.id for record in records),
        tuple(record.analytic_distribution or None for record in records),
        days,
        holds,
        contract._get_plan_steps(),
        lang,
        key,
    )


def _read_line(record):
    return SheetLine(
        record.product_id.id,
        record.name or "",
        record.quantity,
        record.price_mode,
        record.price_unit,
        record.discount,
        tuple(record.tax_ids.ids),
        record.by_seat,
        record.date_start or None,
        record.date_end or None,
        record.display_type or None,
    )


def get_fingerprint(*parts):
    """Equal for what would be laid out equally."""
    return sha256(repr(parts).encode()).hexdigest()
