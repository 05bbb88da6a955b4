"""Texts that say whose they are, so that a leak is found wherever it comes out."""

import re
from itertools import count

MARK = re.compile(r"mark([a-z]{2})\d{5}", re.IGNORECASE)


class Marker:
    """Makes texts, dates and amounts that occur once, and tell their owner."""

    def __init__(self, owner: str, number: int):
        self.owner = owner
        self.year = 1901 + number
        self.digits = f"7{number:02d}"
        self._counter = count(1)
        self.literals = set()

    def text(self) -> str:
        return f"Mark{self.owner}{next(self._counter):05d}"

    def email(self) -> str:
        return f"{self.text()}@example.com".lower()

    def phone(self) -> str:
        literal = f"+9955{self.digits}{next(self._counter):05d}"
        self.literals.add(literal[4:])
        return literal

    def day(self) -> str:
        """A date long ago, in a year that nothing else has."""
        number = next(self._counter)
        literal = f"{self.year}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
        self.literals.add(literal)
        return literal

    def amount(self) -> float:
        number = int(f"{self.digits}{next(self._counter):03d}")
        self.literals |= {f"{number}.37", f"{number:,}.37"}
        return number + 0.37


def owners_in(text: str) -> set[str]:
    """:return: the owners whose marked texts occur"""
    return {found.upper() for found in MARK.findall(text)}
