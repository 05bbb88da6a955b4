"""The template file: headings, examples, and what each column takes."""

from typing import BinaryIO

import xlsxwriter

from .import_columns import COLUMNS

EXAMPLES = (
    {
        "number": "M000101",
        "name": "Ayşe Demir",
        "company": "no",
        "category": "std",
        "categories": "vip; supplier",
        "sectors": "textile",
        "region": "west",
        "applied_on": "2026-01-05",
        "since": "2026-01-10",
        "start": "2026-01-10",
        "end": "2026-12-31",
        "email": "ayse@example.org",
        "phone": "+90 212 111 22 33",
        "mobile": "+90 532 111 22 33",
        "street": "Bağdat Cad. 5",
        "zip": "34000",
        "city": "İstanbul",
        "country": "TR",
        "language": "tr",
        "birth_date": "1985-04-23",
        "gender": "female",
        "identity_number": "10000000146",
        "relations": "child:M000102; spouse:M000103",
        "notes": "Prefers the telephone",
    },
    {
        "number": "M000102",
        "name": "Can Demir",
        "category": "std",
        "payer": "M000101",
        "birth_date": "2014-09-01",
        "gender": "male",
    },
    {"number": "M000103", "first_name": "Deniz", "last_name": "Demir"},
    {
        "number": "K000001",
        "name": "ბორჯომი წყალი",
        "company": "yes",
        "category": "corporate",
        "country": "GE",
        "tax_id": "404940507",
        "email": "info@example.ge",
        "start": "2026-01-01",
        "end": "2026-12-31",
    },
    {
        "number": "K000001-1",
        "name": "თბილისის ფილიალი",
        "parent": "K000001",
        "unit_type": "branch",
        "city": "თბილისი",
        "phone": "+995 32 211 11 11",
    },
    {
        "number": "K000001-E1",
        "name": "ნინო ბერიძე",
        "employer": "K000001-1",
        "role": "მენეჯერი",
        "email": "nino@example.ge",
    },
)
HELP = {
    "number": "Known number: the member is updated. Empty: the next number is given.",
    "name": "Name of the person or firm; or use First Name and Last Name.",
    "company": "yes or no; also company, individual. English, Turkish or Georgian.",
    "category": "Code or name from Configuration, Categories.",
    "categories": "Several, with semicolons between. They are added.",
    "sectors": "Several, with semicolons between. They are added.",
    "region": "Code or name from Configuration, Regions.",
    "identity_number": "Turkish and Georgian numbers are checked.",
    "parent": "Member number of the firm or branch above; may stand further down.",
    "unit_type": "subsidiary, region, office, branch or department.",
    "relations": "degree:number; degree:number. Both sides are made.",
    "employer": "Member number of the firm or branch where the person works.",
    "payer": "Member number of whoever pays.",
    "birth_date": "Day.month.year or year-month-day, as all dates.",
}


def write_template(stream: BinaryIO) -> None:
    with xlsxwriter.Workbook(stream) as book:
        bold = book.add_format({"bold": True, "bg_color": "#E7E9ED", "bottom": 1})
        text = book.add_format({"num_format": "@"})
        members = book.add_worksheet("Members")
        examples = book.add_worksheet("Examples")
        for sheet in (members, examples):
            sheet.freeze_panes(1, 1)
            # Text, so that Excel keeps leading zeros and long numbers.
            sheet.set_column(0, len(COLUMNS) - 1, 18, text)
            for position, column in enumerate(COLUMNS):
                sheet.write_string(0, position, column.heading, bold)
        for line, example in enumerate(EXAMPLES, start=1):
            for position, column in enumerate(COLUMNS):
                examples.write_string(line, position, example.get(column.key, ""), text)
        _write_help(book.add_worksheet("Help"), bold)


def _write_help(sheet, bold) -> None:
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    sheet.write_row(0, 0, ["Column", "What it takes"], bold)
    for line, column in enumerate(COLUMNS, start=1):
        sheet.write_string(line, 0, column.heading)
        sheet.write_string(line, 1, HELP.get(column.key, ""))
