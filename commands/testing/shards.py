"""Shares test files among processes, so that all cores end at about the same time."""

import heapq
import math
from collections.abc import Iterable
from dataclasses import dataclass

from .discovery import OdooTest

# A process costs a copy of the database and a start of Odoo (about 8 s together):
# few shards waste a core at the end, many waste the start.
SECONDS_PER_SHARD = 150
GUESS_SECONDS = 0.5


@dataclass(frozen=True)
class Shard:
    modules: tuple[str, ...]
    seconds: float

    @property
    def tags(self) -> str:
        """:return: Odoo's ``--test-tags`` that select these files, the slow ones too"""
        return ",".join(_tag(module) for module in self.modules)

    @property
    def full_tags(self) -> str:
        slow = ",".join(f"community_full{_tag(module)}" for module in self.modules)
        return f"{self.tags},{slow}"


def _tag(module: str) -> str:
    return "/" + module.removeprefix("odoo.addons.").replace(".", "/") + ".py"


def estimate(tests: Iterable[OdooTest], known: dict[str, float]) -> dict[str, float]:
    """:return: seconds of each file: as last time, or guessed from its length"""
    seconds: dict[str, float] = {}
    for test in tests:
        seconds[test.module] = seconds.get(test.module, 0) + GUESS_SECONDS
    return {module: known.get(module) or guess for module, guess in seconds.items()}


def split(seconds: dict[str, float], cores: int) -> list[Shard]:
    """:return: the shards, longest first; every file in exactly one"""
    if not seconds:
        return []
    wanted = max(cores, math.ceil(sum(seconds.values()) / SECONDS_PER_SHARD))
    count = min(wanted, len(seconds))
    heap: list[tuple[float, int, list[str]]] = [(0.0, at, []) for at in range(count)]
    longest_first = sorted(seconds, key=lambda module: (-seconds[module], module))
    for module in longest_first:
        load, at, modules = heapq.heappop(heap)
        modules.append(module)
        heapq.heappush(heap, (load + seconds[module], at, modules))
    shards = [Shard(tuple(sorted(modules)), load) for load, _at, modules in heap]
    return sorted(shards, key=lambda shard: -shard.seconds)
