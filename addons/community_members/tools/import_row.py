"""One row of a register file: the values for the member, or what is wrong with it."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .identity_number import valid_identity_number
from .import_columns import Column, Header
from .import_errors import BadValueError
from .import_file import Row
from .import_values import READERS, Facts, as_text
from .payment_card_number import contains_card_number

# First date, later date: a row where the later one comes first is wrong.
DATE_ORDER = (
    ("birthdate_date", "membership_applied_on"),
    ("birthdate_date", "member_since"),
    ("birthdate_date", "membership_start"),
    ("membership_start", "membership_end"),
    ("member_since", "membership_end"),
    ("member_since", "membership_resigned_on"),
)
LINK_TARGETS = ("parent", "employer", "payer", "relations")


class Issue(NamedTuple):
    """`code` names the message; `column` is the key of the column."""

    code: str
    column: str = ""
    value: str = ""


@dataclass
class Reading:
    """What one row says. A row with issues is not written."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    links: dict[str, Any] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    @property
    def number(self) -> str | None:
        return self.values.get("member_number")


def read_row(row: Row, header: Header, facts: Facts) -> Reading:
    reading = Reading(row.line)
    if row.merged:
        reading.issues.append(Issue("merged"))
    if any(cell is not None for cell in row.cells[len(header.columns) :]):
        reading.issues.append(Issue("extra_cells"))
    for column, cell in zip(header.columns, row.cells, strict=False):
        if column is not None and cell is not None and cell != "":
            _read_cell(reading, column, cell, facts)
    _join_name(reading.values)
    _check_dates(reading)
    _check_identity(reading, facts)
    _check_links(reading)
    return reading


def _read_cell(reading: Reading, column: Column, cell: Any, facts: Facts) -> None:
    if isinstance(cell, str) and not cell.strip():
        return
    try:
        value = READERS[column.kind](cell, column, facts)
    except BadValueError as bad:
        reading.issues.append(Issue(bad.code, column.key, bad.detail))
        return
    if value in ("", []):
        return
    place = reading.links if column.target in LINK_TARGETS else reading.values
    place[column.target] = value


def _join_name(values: dict[str, Any]) -> None:
    parts = [values.pop("first_name", ""), values.pop("last_name", "")]
    if not values.get("name") and any(parts):
        values["name"] = " ".join(part for part in parts if part)


def _check_dates(reading: Reading) -> None:
    for earlier, later in DATE_ORDER:
        first, second = reading.values.get(earlier), reading.values.get(later)
        if first and second and first > second:
            reading.issues.append(Issue("date_order", "", f"{first} > {second}"))
            return


def _check_identity(reading: Reading, facts: Facts) -> None:
    number = reading.values.get("identity_number")
    country_id = reading.values.get("country_id") or facts.default_country_id
    if number and not valid_identity_number(
        number, facts.country_codes.get(country_id)
    ):
        reading.issues.append(
            Issue("identity_number", "identity_number", f"…{number[-2:]}")
        )


def _check_links(reading: Reading) -> None:
    """What the row alone shows; whether the others exist is asked later."""
    links, number = reading.links, reading.number
    if number:
        for key in ("parent", "employer", "payer"):
            if links.get(key) == number:
                reading.issues.append(Issue("self", key, number))
        if any(other == number for _type, other in links.get("relations", ())):
            reading.issues.append(Issue("self", "relations", number))
    if links.get("employer"):
        if links.get("parent"):
            reading.issues.append(Issue("two_places", "employer", links["employer"]))
        if reading.values.get("is_company") or reading.values.get("unit_type"):
            reading.issues.append(Issue("employee_company", "employer"))


def is_branch(values: dict[str, Any]) -> bool:
    """Part of a corporate member that is no firm of its own."""
    return values.get("unit_type") not in (None, "subsidiary")


def shown_cells(row: Row) -> list[str]:
    """The row as text for the list of bad rows; card numbers are not repeated."""
    return [_shown(cell) for cell in row.cells]


def _shown(cell: Any) -> str:
    if cell is None:
        return ""
    try:
        text = as_text(cell)
    except BadValueError:
        text = str(cell).replace("\x00", "\ufffd")
    text = "".join(char for char in text if char in "\n\t" or ord(char) >= 32)
    if contains_card_number(text):
        return "•••• •••• •••• ••••"
    return text[:32000]
