"""One way to write the number of a chip, whatever reader delivers it.

Readers send the same chip as hex with or without separators, as decimal, or with its
bytes in reverse. Numbers are kept as upper-case hex of the whole UID and compared in
full: the short number that some readers send, or that is printed on a card, is not the
number of a chip.
"""

import re

# ISO 14443: 4, 7 or 10 bytes; ISO 15693: 8; EM4100: 5.
LENGTHS = (4, 5, 7, 8, 10)
_SEPARATORS = re.compile(r"[\s:.\-]")
_HEX = re.compile(r"[0-9A-F]+")
LONGEST_TEXT = 64


class UidError(ValueError):
    """The text is not the number of a chip; `code` says why."""

    def __init__(self, code: str, **facts):
        super().__init__(code)
        self.code = code
        self.facts = facts


def normalise_uid(text: str, form: str = "hex", is_reversed: bool = False) -> str:
    """Upper-case hex of the full UID.

    :param text: what the reader sent or somebody typed
    :param form: ``hex``, or ``decimal`` with the number of bytes: ``decimal4``
    :param is_reversed: the reader sends the bytes in the opposite order
    :raises UidError: ``empty``, ``too_long``, ``not_hex``, ``not_decimal``,
        ``wrong_length``, ``blank_chip``
    """
    if len(text or "") > LONGEST_TEXT:
        raise UidError("too_long")
    plain = _SEPARATORS.sub("", text or "").upper()
    if not (text or "").isascii():
        # Some letters become two hex digits as capitals.
        raise UidError("not_hex")
    if not plain:
        raise UidError("empty")
    if form.startswith("decimal"):
        plain = _from_decimal(plain, int(form.removeprefix("decimal") or 4))
    elif not _HEX.fullmatch(plain):
        raise UidError("not_hex")
    if len(plain) % 2 or len(plain) // 2 not in LENGTHS:
        raise UidError("wrong_length", digits=len(plain))
    if set(plain) in ({"0"}, {"F"}):
        # What a reader sends that lost the chip; a band of that number opens for all.
        raise UidError("blank_chip")
    if is_reversed:
        plain = bytes.fromhex(plain)[::-1].hex().upper()
    return plain


def _from_decimal(digits: str, length: int) -> str:
    if not digits.isascii() or not digits.isdigit():
        raise UidError("not_decimal")
    number = int(digits)
    if number >= 1 << (8 * length):
        raise UidError("wrong_length", digits=len(digits))
    return f"{number:0{2 * length}X}"
