"""Read one cell: a typed value, or the reason why it cannot be used.

Every reader takes the cell and the facts about the register and returns a value, or
raises ``BadValueError``. An empty cell never reaches a reader.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from .import_columns import Column
from .import_errors import BadValueError
from .import_words import COMPANY, GENDERS, NO, PERSON, UNITS, YES, month_of
from .import_xlsx import CellError, Formula
from .payment_card_number import contains_card_number
from .text_fold import fold


@dataclass(frozen=True)
class Facts:
    """What the register knows, by folded word; a word with two meanings is None."""

    today: date
    categories: dict[str, int | None] = field(default_factory=dict)
    sectors: dict[str, int | None] = field(default_factory=dict)
    regions: dict[str, int | None] = field(default_factory=dict)
    countries: dict[str, int | None] = field(default_factory=dict)
    country_codes: dict[int, str] = field(default_factory=dict)
    languages: dict[str, str | None] = field(default_factory=dict)
    relation_types: dict[str, int | None] = field(default_factory=dict)
    default_country_id: int | None = None
    month_first: bool = False


_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_SPACES = re.compile(r"[\s\u00a0]+")
_FLOAT = re.compile(r"^\d+\.0+$")
_SCIENTIFIC = re.compile(r"^\d[.,]\d+E\+?\d+$", re.IGNORECASE)
_MOJIBAKE = re.compile("[ÃÅÄÂ]|á[ƒ‚]")
_EMAIL = re.compile(
    r"^[^\s@,;<>()\[\]\"]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{1,62}$"
)
_PHONE = re.compile(r"^\+?[\d\s()./-]+$")
_CODE = re.compile(r"^[\w./ -]+$")
_NUMERIC_DATE = re.compile(
    r"^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?:[ T]00:00(:00)?)?\.?$"
)
_WORD_DATE = re.compile(r"^(\d{1,2})\.? ([^\W\d_]+)\.?,? (\d{4})$")
_SERIAL = re.compile(r"^\d{5}(?:\.0+)?$")
_EPOCH = date(1899, 12, 30)


def as_text(cell: Any) -> str:
    """The text a person sees in the cell; whole numbers without Excel's ``.0``."""
    if isinstance(cell, Formula):
        raise BadValueError("formula", str(cell)[:80])
    if isinstance(cell, CellError):
        raise BadValueError("cell_error", str(cell))
    if isinstance(cell, str):
        return cell.strip() if cell.isascii() and cell.isprintable() else _clean(cell)
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15:
        return str(int(cell))
    if isinstance(cell, datetime):
        cell = cell.date()
    return str(cell)


def _clean(text: str) -> str:
    text = text.translate(_INVISIBLE).replace("\u00a0", " ").strip()
    if "\ufffd" in text or (_MOJIBAKE.search(text) and _was_misread(text)):
        raise BadValueError("encoding", text[:80])
    for char in text:
        if (
            unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn")
            and char not in "\t\r\n"
        ):
            raise BadValueError("control_character", ascii(char))
    return unicodedata.normalize("NFC", text)


def _was_misread(text: str) -> bool:
    """Whether this is UTF-8 that some program took for a Windows page."""
    for page in ("cp1252", "cp1254"):
        try:
            text.encode(page).decode("utf-8")
        except UnicodeError:
            continue
        return True
    return False


def read_text(cell: Any, column: Column, facts: Facts) -> str:
    text = _SPACES.sub(" ", as_text(cell))
    return _checked(text, column)


def _checked(text: str, column: Column) -> str:
    if contains_card_number(text):
        raise BadValueError("card_number")
    if len(text) > column.limit:
        raise BadValueError("too_long", str(column.limit))
    return text


def read_notes(cell: Any, column: Column, facts: Facts) -> str:
    return _checked(as_text(cell), column)


def read_code(cell: Any, column: Column, facts: Facts) -> str:
    """Numbers that are names: member numbers, postal codes, tax numbers."""
    text = read_text(cell, column, facts)
    if _FLOAT.match(text):
        text = text.partition(".")[0]
    if _SCIENTIFIC.match(text):
        raise BadValueError("scientific", text)
    if not _CODE.match(text):
        raise BadValueError("code", text)
    return text


def read_phone(cell: Any, column: Column, facts: Facts) -> str:
    text = read_text(cell, column, facts)
    if _FLOAT.match(text):
        text = text.partition(".")[0]
    if _SCIENTIFIC.match(text):
        raise BadValueError("scientific", text)
    digits = sum(char.isdigit() for char in text)
    if not _PHONE.match(text) or not 5 <= digits <= 15:
        raise BadValueError("phone", text[:80])
    return text


def read_email(cell: Any, column: Column, facts: Facts) -> str:
    text = read_text(cell, column, facts)
    if not _EMAIL.match(text) or ".." in text or text.startswith("."):
        raise BadValueError("email", text[:80])
    return text


def read_yes_no(text: str) -> bool | None:
    word = fold(text) or text
    return True if word in YES else False if word in NO else None


def read_company(cell: Any, column: Column, facts: Facts) -> bool:
    text = read_text(cell, column, facts)
    answer, word = read_yes_no(text), fold(text)
    if answer is None and word in COMPANY | PERSON:
        answer = word in COMPANY
    if answer is None:
        raise BadValueError("yes_no", text[:80])
    return answer


def read_gender(cell: Any, column: Column, facts: Facts) -> str:
    text = read_text(cell, column, facts)
    gender = GENDERS.get(fold(text))
    if not gender:
        raise BadValueError("gender", text[:80])
    return gender


def read_date(cell: Any, column: Column, facts: Facts) -> str:
    day = _as_date(cell, column, facts)
    if not 1900 <= day.year <= 2200:
        raise BadValueError("date_range", str(day))
    return day.isoformat()


def read_birth(cell: Any, column: Column, facts: Facts) -> str:
    day = read_date(cell, column, facts)
    if day > facts.today.isoformat():
        raise BadValueError("birth_future", day)
    return day


def _as_date(cell: Any, column: Column, facts: Facts) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_serial(float(cell), str(cell))
    text = read_text(cell, column, facts)
    if _SERIAL.match(text):
        return _from_serial(float(text), text)
    year, month, day = _date_parts(text, facts.month_first)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadValueError("date_impossible", text[:80]) from error


def _from_serial(number: float, shown: str) -> date:
    """Excel counts days from the end of 1899."""
    if not number.is_integer() or not 60 < number < 110_000:
        raise BadValueError("date_unclear", shown[:80])
    return _EPOCH + timedelta(days=int(number))


def _date_parts(text: str, month_first: bool) -> tuple[int, int, int]:
    if match := _NUMERIC_DATE.match(text):
        first, separator, second, third = match.group(1, 2, 3, 4)
        if len(first) == 4 and len(third) <= 2:
            return int(first), int(second), int(third)
        if len(third) == 4 and len(first) <= 2:
            day, month = int(first), int(second)
            if month_first and separator == "/":
                day, month = month, day
            return int(third), month, day
    elif match := _WORD_DATE.match(text):
        month = month_of(match[2])
        if month:
            return int(match[3]), month, int(match[1])
    raise BadValueError("date_unclear", text[:80])


def _look_up(words: dict, code: str) -> Callable[[str], Any]:
    def find(text: str) -> Any:
        word = fold(text)
        if word not in words:
            raise BadValueError(code, text[:80])
        if words[word] is None:
            raise BadValueError("ambiguous", text[:80])
        return words[word]

    return find


def _one(attribute: str, code: str):
    def read(cell: Any, column: Column, facts: Facts) -> Any:
        text = read_text(cell, column, facts)
        return _look_up(getattr(facts, attribute), code)(text)

    return read


def _many(attribute: str, code: str):
    def read(cell: Any, column: Column, facts: Facts) -> list[int]:
        find = _look_up(getattr(facts, attribute), code)
        parts = read_text(cell, column, facts).split(";")
        return sorted({find(part) for part in parts if part.strip()})

    return read


def read_unit_type(cell: Any, column: Column, facts: Facts) -> str:
    return _look_up(UNITS, "unit_type_unknown")(read_text(cell, column, facts))


def read_relations(cell: Any, column: Column, facts: Facts) -> list[tuple[int, str]]:
    """``mother:M000012; spouse:M000034``: what the other one is, and who."""
    find = _look_up(facts.relation_types, "relation_type_unknown")
    relations = []
    for part in read_text(cell, column, facts).split(";"):
        if not part.strip():
            continue
        word, colon, number = part.partition(":")
        if not colon or not word.strip() or not number.strip():
            raise BadValueError("relation_format", part.strip()[:80])
        if not _CODE.match(number.strip()):
            raise BadValueError("code", number.strip()[:80])
        relations.append((find(word), number.strip()))
    return relations


READERS: dict[str, Callable[[Any, Column, Facts], Any]] = {
    "text": read_text,
    "notes": read_notes,
    "code": read_code,
    "phone": read_phone,
    "email": read_email,
    "company": read_company,
    "gender": read_gender,
    "date": read_date,
    "birth": read_birth,
    "category": _one("categories", "category_unknown"),
    "categories": _many("categories", "category_unknown"),
    "sectors": _many("sectors", "sector_unknown"),
    "region": _one("regions", "region_unknown"),
    "country": _one("countries", "country_unknown"),
    "language": _one("languages", "language_unknown"),
    "unit_type": read_unit_type,
    "relations": read_relations,
}
