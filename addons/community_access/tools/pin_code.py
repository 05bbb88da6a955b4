"""Which PINs are good, how long they have to be, and how they are kept.

EN 60839-11-1 asks that of a thousand possible codes at most one is given out: the more
people have a PIN, the longer new ones are. Who tries one after the other has to wait.
"""

import hmac
from datetime import date
from hashlib import sha256
from itertools import pairwise

SHORTEST, LONGEST = 4, 8
EACH = 1000  # possible codes for each that is given out
# So many wrong ones at a reader within this time, and it takes none for as long.
WRONG, WRONG_SECONDS = 5, 300
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


class WrongPins:
    """Wrong PINs at one reader. Bands and codes are read there as ever.

    A right one in between begins nothing anew, as whoever guesses may have his own.
    """

    def __init__(self) -> None:
        self._times: list[float] = []

    def seconds_left(self, now: float) -> float:
        """How long the reader takes no PIN; 0 while it does.

        :param now: of any clock that does not jump, seconds
        """
        if len(self._times) < WRONG:
            return 0
        return max(self._times[-1] + WRONG_SECONDS - now, 0)

    def add(self, now: float) -> None:
        recent = [at for at in self._times if now < at + WRONG_SECONDS]
        self._times = [*recent, now]
