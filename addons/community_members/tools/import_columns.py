"""The columns of a register file, and the headings people give them."""

from typing import NamedTuple

from .import_headings import headings_by_key
from .text_fold import fold


class Column(NamedTuple):
    """`kind` names the reader in ``import_values``; `target` where the value goes.

    A target is a field of ``res.partner``, except for the links, which are resolved
    after every row has been read.
    """

    key: str
    kind: str
    target: str
    heading: str
    limit: int = 256


COLUMNS = (
    Column("number", "code", "member_number", "Member Number", 64),
    Column("name", "text", "name", "Name"),
    Column("first_name", "text", "first_name", "First Name"),
    Column("last_name", "text", "last_name", "Last Name"),
    Column("company", "company", "is_company", "Company"),
    Column("category", "category", "member_category_id", "Main Category"),
    Column(
        "categories", "categories", "member_category_ids", "Further Categories", 1000
    ),
    Column("sectors", "sectors", "member_sector_ids", "Sectors", 1000),
    Column("region", "region", "member_region_id", "Region"),
    Column("applied_on", "date", "membership_applied_on", "Applied On"),
    Column("since", "date", "member_since", "Member Since"),
    Column("start", "date", "membership_start", "Member From"),
    Column("end", "date", "membership_end", "Member Until"),
    Column("resigned_on", "date", "membership_resigned_on", "Resigned On"),
    Column("email", "email", "email", "E-mail", 254),
    Column("phone", "phone", "phone", "Phone", 40),
    Column("mobile", "phone", "mobile", "Mobile", 40),
    Column("street", "text", "street", "Street"),
    Column("zip", "code", "zip", "ZIP", 24),
    Column("city", "text", "city", "City", 128),
    Column("country", "country", "country_id", "Country"),
    Column("language", "language", "lang", "Language"),
    Column("birth_date", "birth", "birthdate_date", "Birth Date"),
    Column("gender", "gender", "gender", "Gender"),
    Column("identity_number", "code", "identity_number", "Identity No.", 30),
    Column("tax_id", "code", "vat", "Tax ID", 32),
    Column("tax_office", "text", "tax_office", "Tax Office"),
    Column("parent", "code", "parent", "Branch Of", 64),
    Column("unit_type", "unit_type", "unit_type", "Place in the Organisation"),
    Column("relations", "relations", "relations", "Relatives", 1000),
    Column("employer", "code", "employer", "Employee Of", 64),
    Column("role", "text", "function", "Role", 128),
    Column("payer", "code", "payer", "Payer", 64),
    Column("notes", "notes", "comment", "Notes", 10000),
)

BY_KEY = {column.key: column for column in COLUMNS}
_HEADINGS = headings_by_key()
_BY_HEADING = {
    fold(word): column
    for column in COLUMNS
    for word in (column.key, column.heading, *_HEADINGS[column.key])
}
SEARCHED_ROWS = 20  # titles and logos stand above the headings of many lists


class Header(NamedTuple):
    """Columns by position (None: left out) and the headings that nobody knows."""

    columns: tuple[Column | None, ...]
    unknown: tuple[str, ...]
    duplicates: tuple[str, ...]

    @property
    def recognised(self) -> int:
        return sum(column is not None for column in self.columns)


def read_header(cells) -> Header:
    """What the cells of one row mean when they are headings."""
    columns, unknown, duplicates, seen = [], [], [], set()
    width = 0
    for position, cell in enumerate(cells, start=1):
        heading = str(cell).strip() if cell is not None else ""
        column = _BY_HEADING.get(fold(heading))
        width = position if heading else width
        if column and column.key in seen:
            duplicates.append(heading)
        elif heading and not column:
            unknown.append(heading)
        if column:
            seen.add(column.key)
        columns.append(column)
    return Header(tuple(columns[:width]), tuple(unknown), tuple(duplicates))


def is_header(header: Header) -> bool:
    """Headings name the member, and stand among others or alone."""
    keys = {column.key for column in header.columns if column}
    return bool(keys & {"number", "name", "first_name", "last_name"}) and (
        len(keys) > 1 or not header.unknown
    )
