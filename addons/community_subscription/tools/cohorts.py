"""How many of those who joined in a month are still there, month after month."""

from collections.abc import Iterable


def survivors(stays: Iterable[tuple[int, bool, int]], age: int) -> list[int]:
    """Count who is still there at the end of month 0, 1, … `age`.

    :param stays: (months stayed, still there, how many of them)
    :param age: full months since the month of joining
    """
    left = [0] * (age + 1)
    total = 0
    for months, is_running, count in stays:
        total += count
        if not is_running:
            left[min(max(months, 0), age)] += count
    counts = []
    for gone in left:
        total -= gone
        counts.append(total)
    return counts


def percents(counts: list[int], size: int) -> list[int]:
    """Counts as whole percents of the size; nothing of nobody is nothing."""
    return [round(100 * count / size) if size else 0 for count in counts]


def average(rows: list[tuple[int, list[int]]], width: int) -> list[int]:
    """The percents of all cohorts together, over those that are old enough."""
    result = []
    for number in range(width):
        old = [(size, counts) for size, counts in rows if len(counts) > number]
        size = sum(one for one, _counts in old)
        result.append(
            round(100 * sum(counts[number] for _one, counts in old) / size)
            if size
            else 0
        )
    return result
