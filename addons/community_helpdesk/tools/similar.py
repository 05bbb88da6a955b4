"""How much two subjects say the same.

Words are folded (small, Latin, without accents) and compared by their three-letter
pieces, so that Turkish and Georgian endings and small slips do not matter. The measure
is the Dice coefficient of the pieces (L. R. Dice, 1945), 0 to 1.
"""

import re
from collections.abc import Iterable

from .routing import fold

# Words that say nothing about the matter.
EMPTY = frozenset(
    {
        "the",
        "and",
        "for",
        "not",
        "with",
        "does",
        "are",
        "you",
        "can",
        "please",
        "hello",
        "help",
        "urgent",
        "problem",
        "question",
        "bir",
        "ve",
        "bu",
        "icin",
        "ile",
        "degil",
        "var",
        "yok",
        "merhaba",
        "acil",
        "lutfen",
        "sorun",
        "soru",
        "nasil",
        "da",
        "ar",
        "aris",
        "ra",
        "rom",
        "tu",
        "gtxovt",
        "gamarjoba",
        "problema",
        "kitxva",
        "rogor",
    }
)
WORD = re.compile(r"[a-z0-9]+")
ALIKE = 0.45


def get_pieces(text: str) -> frozenset[str]:
    """Three-letter pieces of the words that say something, with their ends marked."""
    words = [word for word in WORD.findall(fold(text)) if word not in EMPTY]
    return frozenset(
        f"{word} "[start : start + 3]
        for word in (f" {each}" for each in words if len(each) > 1)
        for start in range(len(word) - 1)
    )


def get_likeness(one: str, other: str) -> float:
    """0 for nothing in common, 1 for the same pieces; 0 where one says nothing."""
    first, second = get_pieces(one), get_pieces(other)
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def find_alike(
    text: str, candidates: Iterable[tuple[int, str]], limit: int = 5
) -> list[int]:
    """Ids of what looks alike, the most alike first.

    :param candidates: (id, subject) pairs
    """
    ranked = [(get_likeness(text, subject), key) for key, subject in candidates]
    ranked = [(likeness, key) for likeness, key in ranked if likeness >= ALIKE]
    return [key for _likeness, key in sorted(ranked, reverse=True)[:limit]]
