"""Opening hours of a week, gathered so that a person reads them at a glance."""

from collections.abc import Iterable, Sequence

Span = tuple[int, int]
DAY_MINUTES = 24 * 60


def days_of_week(week: Iterable[Sequence[int]]) -> list[list[Span]]:
    """What is open on each day, Monday first, from spans in minutes of the week.

    >>> days_of_week([[420, 1320]])[0]
    [(420, 1320)]
    """
    days: list[list[Span]] = [[] for _day in range(7)]
    for start, end in week:
        for day in range(start // DAY_MINUTES, (end - 1) // DAY_MINUTES + 1):
            edge = day * DAY_MINUTES
            first, last = max(start - edge, 0), min(end - edge, DAY_MINUTES)
            days[day % 7].append((first, last))
    return days


def gather_days(week: Iterable[Sequence[int]]) -> list[tuple[list[int], list[Span]]]:
    """Neighbouring days with the same hours together; closed days are left out.

    >>> gather_days([[420, 1320], [1860, 2760]])
    [([0, 1], [(420, 1320)])]
    """
    groups: list[tuple[list[int], list[Span]]] = []
    for day, spans in enumerate(days_of_week(week)):
        if groups and groups[-1][1] == spans and groups[-1][0][-1] == day - 1:
            groups[-1][0].append(day)
        elif spans:
            groups.append(([day], spans))
    return groups
