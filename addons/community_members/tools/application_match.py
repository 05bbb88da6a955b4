"""Is an applicant somebody whom the register knows already, and by what?"""

from dataclasses import dataclass
from difflib import SequenceMatcher

from .search_text import digits, plain, romanise

# The stronger first.
REASONS = ("identity", "tax", "birth", "email", "phone", "name", "similar")
PHONE_DIGITS = 9  # of the end: national numbers without area prefix or country
ALIKE = 0.84


@dataclass(frozen=True, slots=True)
class Person:
    """What can be compared; empty is what nobody knows."""

    name: str = ""
    is_company: bool = False
    email: str = ""
    phones: tuple[str, ...] = ()
    identity_number: str = ""
    vat: str = ""
    birthdate: str = ""


def name_key(name: str) -> str:
    """Words in alphabetical order, plain and in Latin letters: as people compare."""
    letters = "".join(c if c.isalnum() else " " for c in plain(romanise(name)))
    return " ".join(sorted(letters.split()))


def phone_key(phone: str) -> str:
    """The digits that are the same with and without prefix; empty when too few."""
    found = digits(phone)
    return found[-PHONE_DIGITS:] if len(found) >= PHONE_DIGITS else ""


def code_key(code: str) -> str:
    return "".join(char for char in code.upper() if char.isalnum())


def likeness(one: str, other: str) -> float:
    """How alike two names are: 1 is the same, words in any order."""
    first, second = name_key(one), name_key(other)
    if not first or not second:
        return 0.0
    return SequenceMatcher(None, first, second).ratio()


def reasons_between(applicant: Person, known: Person) -> tuple[str, ...]:
    """Why these two may be one, the strongest reason first."""
    found = set()
    same_kind = applicant.is_company == known.is_company
    if same_kind and _same(
        code_key(applicant.identity_number), code_key(known.identity_number)
    ):
        found.add("identity")
    if same_kind and _same(code_key(applicant.vat), code_key(known.vat)):
        found.add("tax")
    if _same(applicant.email.strip().lower(), known.email.strip().lower()):
        found.add("email")
    phones = {phone_key(phone) for phone in applicant.phones} - {""}
    if phones & {phone_key(phone) for phone in known.phones}:
        found.add("phone")
    if same_kind:
        alike = likeness(applicant.name, known.name)
        if alike == 1 and _same(applicant.birthdate, known.birthdate):
            found.add("birth")
        elif alike == 1:
            found.add("name")
        elif alike >= ALIKE:
            found.add("similar")
    return tuple(reason for reason in REASONS if reason in found)


def weight(reasons: tuple[str, ...]) -> int:
    """The stronger the reasons, the larger: one strong beats all the weaker ones."""
    return sum(2 ** (len(REASONS) - REASONS.index(reason)) for reason in reasons)


def _same(one: str, other: str) -> bool:
    return bool(one) and one == other
