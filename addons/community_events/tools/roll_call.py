"""A roll call: whom to ask, and what the answers say about those who were not asked.

Half of the names are the check-ins that look worst. They say nothing about the others,
as they were not chosen by chance: what is said about the others rests on the names that
were drawn.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import comb, exp, lgamma
from typing import Protocol

HINT, CHANCE = "hint", "chance"
CERTAINTY = 0.95


class Source(Protocol):
    """Where chance comes from: ``random.SystemRandom()``, in tests a seeded one."""

    def random(self) -> float: ...

    def sample(self, population: Sequence, k: int) -> list: ...


@dataclass(frozen=True)
class Candidate:
    """One check-in that may be asked about; `score` and flag are its suspicion."""

    key: Hashable
    score: int = 0
    is_flagged: bool = False


def draw(
    candidates: Sequence[Candidate], number: int, source: Source
) -> list[tuple[Hashable, str]]:
    """The names of a roll call, in the order of chance.

    Up to half of them by suspicion (only where there is one; chance decides between
    equals), the others out of all that are left.

    :return: list of (key, HINT or CHANCE)
    """
    number = max(0, min(number, len(candidates)))
    suspects = sorted(
        (one for one in candidates if one.is_flagged or one.score > 0),
        key=lambda one: (not one.is_flagged, -one.score, source.random()),
    )[: number // 2]
    chosen = {one.key for one in suspects}
    others = [one for one in candidates if one.key not in chosen]
    found = [(one.key, HINT) for one in suspects]
    found += [
        (one.key, CHANCE) for one in source.sample(others, number - len(suspects))
    ]
    return source.sample(found, len(found))


@lru_cache(maxsize=1024)
def get_missing_range(
    population: int, asked: int, missing: int, certainty: float = CERTAINTY
) -> tuple[int, int]:
    """How many of `population` are missing when `missing` of `asked` are.

    The exact range for a draw without putting back: every number for which the answer
    is not too rare on either side, with the hypergeometric distribution. It is never
    narrower than its certainty says. (J. P. Buonaccorsi, "A Note on Confidence
    Intervals for Proportions in Finite Populations", The American Statistician 41
    (1987), 215-218; after C. J. Clopper and E. S. Pearson, Biometrika 26 (1934),
    404-413.)

    :return: (at least, at most); what was seen itself when everybody was asked
    """
    rare = (1 - certainty) / 2
    low, high = missing, population - (asked - missing)

    def at_least_as_many(fakes: int) -> float:
        return 1 - _get_share_up_to(population, fakes, asked, missing - 1)

    def at_most_as_many(fakes: int) -> float:
        return _get_share_up_to(population, fakes, asked, missing)

    # The one grows with the fakes, the other falls.
    below = bisect_right(range(low, high), rare, key=at_least_as_many)
    within = bisect_left(
        range(low, high + 1), -rare, key=lambda fakes: -at_most_as_many(fakes)
    )
    return low + below, low + within - 1


def _get_share_up_to(population: int, fakes: int, asked: int, found: int) -> float:
    """How likely at most `found` of the fakes are among those that were drawn."""
    every = _get_log_of_ways(population, asked)
    shares = (
        _get_log_of_ways(fakes, hit)
        + _get_log_of_ways(population - fakes, asked - hit)
        - every
        for hit in range(max(0, asked - population + fakes), min(found, fakes) + 1)
    )
    return sum(map(exp, shares))


def _get_log_of_ways(population: int, asked: int) -> float:
    """The logarithm of ``math.comb``, whose numbers grow to a thousand digits."""
    return lgamma(population + 1) - lgamma(asked + 1) - lgamma(population - asked + 1)


def get_chance_of_one(population: int, fakes: int, asked: int) -> float:
    """How likely a draw by chance asks at least one of those who are not there."""
    asked = min(asked, population)
    return 1 - comb(population - fakes, asked) / comb(population, asked)


@dataclass(frozen=True)
class Answers:
    """How one half of a roll call was answered; who went home counts as neither."""

    here: int = 0
    missing: int = 0
    home: int = 0
    still_open: int = 0

    @property
    def asked(self) -> int:
        return self.here + self.missing + self.home + self.still_open


@dataclass(frozen=True)
class Finding:
    """What a roll call says about everybody who came with the code.

    :param population: who may be there or not, without those who went home
    :param likely: the best guess, None while somebody of the draw is not answered
    """

    population: int
    at_least: int
    at_most: int
    likely: int | None


def tell(population: int, by_hint: Answers, by_chance: Answers) -> Finding | None:
    """From the answers to the whole; None while there is nothing to tell.

    Names without an answer are taken as here for the lower end and as missing for the
    upper one: who cannot be found is rather not there.

    :param population: how many could have been asked when the names were drawn
    """
    rest = population - by_hint.asked - by_chance.home
    drawn = by_chance.asked - by_chance.home
    if not by_chance.here + by_chance.missing or drawn > rest:
        return None
    lowest, _high = get_missing_range(rest, drawn, by_chance.missing)
    _low, highest = get_missing_range(
        rest, drawn, by_chance.missing + by_chance.still_open
    )
    likely = None
    if not by_chance.still_open and not by_hint.still_open:
        likely = by_hint.missing + round(rest * by_chance.missing / drawn)
    return Finding(
        population - by_hint.home - by_chance.home,
        by_hint.missing + lowest,
        by_hint.missing + by_hint.still_open + highest,
        likely,
    )


# ------------------------------------------------------------
# THE TABLE OF THE MANUAL
# ------------------------------------------------------------

TABLE_CAME = 120
TABLE_FAKES = (2, 6, 12, 24)
TABLE_ASKED = (5, 10, 20, 30, 50)


def write_table() -> str:
    """How many names catch what share of whom; for the add-on's page."""
    heads = [f"{fakes} of {TABLE_CAME} are not there" for fakes in TABLE_FAKES]
    rows = [
        ["names", *heads, "all asked are there: at most missing"],
        ["---"] * (len(heads) + 2),
    ]
    for asked in TABLE_ASKED:
        chances = [
            f"{int(100 * get_chance_of_one(TABLE_CAME, fakes, asked))} %"
            for fakes in TABLE_FAKES
        ]
        _low, at_most = get_missing_range(TABLE_CAME, asked, 0)
        rows.append([str(asked), *chances, str(at_most)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
