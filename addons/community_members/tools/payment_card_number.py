"""Recognise a full payment card number, so that nobody can store one."""

import re
from html import unescape

_TAG = re.compile(r"<[^>]*>")
# A digest, a token or a UUID in hexadecimal. One in three thousand holds digits that
# pass for a card number, and nobody types a card number into the middle of one.
# Looking ahead no further than it must: a stranger may send a long row of digits.
_DIGEST = (
    r"(?<![0-9A-Za-z])(?=[0-9-]{0,35}[a-f])"
    r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12,}(?![0-9A-Za-z])"
)
_CANDIDATE = re.compile(
    rf"{_DIGEST}|(?P<digits>(?<!\d)\d(?:[ \t\u00a0.\-]?\d){{13,18}}(?!\d))"
)
# Issuer ranges by first digits and length (ISO/IEC 7812, as the schemes publish
# them): Visa, Mastercard, American Express, Discover, Diners, JCB, Maestro,
# UnionPay, Troy.
_ISSUERS = re.compile(
    r"^(?:4\d{15}(?:\d{3})?"
    r"|(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}"
    r"|3[47]\d{13}"
    r"|(?:6011|64[4-9]\d|65\d{2})\d{12}"
    r"|3(?:0[0-5]|[689]\d)\d{11}"
    r"|35(?:2[89]|[3-8]\d)\d{12}"
    r"|(?:5018|5020|5038|58\d{2}|6304|67\d{2})\d{10,15}"
    r"|62\d{14,17}"
    r"|9792\d{12})$"
)


def luhn_valid(number: str) -> bool:
    """The check digit of ISO/IEC 7812-1 annex B."""
    total = 0
    for position, char in enumerate(reversed(number)):
        value = int(char)
        if position % 2:
            value = value * 2 - 9 * (value > 4)
        total += value
    return total % 10 == 0


def contains_card_number(text: str) -> bool:
    """Whether plain text or HTML holds a full card number, also with separators."""
    if len(text) < 14:
        return False
    plain = _TAG.sub("", unescape(text)) if "<" in text or "&" in text else text
    return any(map(_is_card, _CANDIDATE.finditer(plain)))


def mask_card_numbers(text: str) -> str:
    """Plain text with all but the last four digits of full card numbers replaced."""

    def mask(match: re.Match) -> str:
        return f"•••• {_get_number(match)[-4:]}" if _is_card(match) else match.group()

    return _CANDIDATE.sub(mask, text)


def _get_number(match: re.Match) -> str:
    return re.sub(r"\D", "", match["digits"] or "")


def _is_card(match: re.Match) -> bool:
    number = _get_number(match)
    return bool(_ISSUERS.match(number)) and luhn_valid(number)
