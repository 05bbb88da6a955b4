"""Which PINs are good, how long they have to be, and how they are kept.

EN 60839-11-1 asks that of a thousand possible codes at most one is given out: the more
people have a PIN, the longer new ones are.
"""

import hmac
from datetime import date
from hashlib import sha256
from itertools import pairwise

SHORTEST, LONGEST = 4, 8
EACH = 1000  # possible codes for each that is given out
# One PIN of so many is refused without a reason, always the same ones: a refusal does
# not tell whether somebody else has it.
DULL_ONE_IN = 16


def derive_key(secret: bytes, company: int) -> bytes:
    """The key of one company's PINs; it lasts as long as they do."""
    message = f"community_access.pin:{company}".encode()
    return hmac.new(secret, message, sha256).digest()


def length_for(people: int) -> int:
    """How many digits a new PIN has when so many people have one, its own included."""
    for length in range(SHORTEST, LONGEST):
        if people * EACH <= 10**length:
            return length
    return LONGEST


def hash_pin(pin: str, key: bytes) -> str:
    """What is kept of a PIN, and what a reader's digits turn into."""
    return "P" + hmac.new(key, pin.encode(), sha256).hexdigest()


def is_form(pin: str, length: int) -> bool:
    return pin.isascii() and pin.isdigit() and length <= len(pin) <= LONGEST


def is_weak(pin: str, born: date | None = None) -> bool:
    """One digit, a row, a pattern that comes again, a year, a birthday."""
    digits = [int(digit) for digit in pin]
    steps = {(after - before) % 10 for before, after in pairwise(digits)}
    if len(steps) == 1:  # 1111, 1234, 9876, 2468
        return True
    if any(pin == (pin[:size] * len(pin))[: len(pin)] for size in (1, 2, 3)):
        return True
    if pin == pin[::-1] or len(set(digits)) < 3:
        return True
    if len(pin) == 4 and 1900 <= int(pin) <= 2100:
        return True
    return bool(born) and any(part in pin for part in _birthdays(born))


def is_dull(pin: str, key: bytes) -> bool:
    """Refused whoever asks, see `DULL_ONE_IN`."""
    mac = hmac.new(key, f"dull:{pin}".encode(), sha256).digest()
    return mac[0] % DULL_ONE_IN == 0


def _birthdays(born: date) -> set[str]:
    forms = ("%d%m", "%m%d", "%Y", "%d%m%y", "%y%m%d", "%m%d%y", "%m%y", "%y%m")
    return {born.strftime(form) for form in forms}
