"""How a right stands over the coming days, as stretches that a gate can look up."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from .gate_types import Stand

DAY = timedelta(days=1)


def stands_of(
    first: date,
    last: date,
    next_change: Callable[[date], date | None],
    judge: Callable[[date], tuple],
    moment: Callable[[date], int],
) -> tuple[Stand, ...]:
    """Stretches of the same judgement, the first from ever, the last for ever.

    :param first: the day from which on somebody asks, until `last`
    :param next_change: the next day after one on which the judgement may be another
    :param judge: of a day, the end of a `Stand`: (code, fix, facts)
    :param moment: when a day begins, in seconds since 1970
    """
    found: list[tuple[int, tuple]] = []
    day: date | None = first
    while day and day <= last:
        verdict = judge(day)
        if not found or found[-1][1] != verdict:
            found.append((0 if day == first else moment(day), verdict))
        day = next_change(day)
    ends = [since for since, _ in found[1:]] + [0]
    return tuple(
        Stand(since, end, *verdict)
        for (since, verdict), end in zip(found, ends, strict=True)
    )


def change_after(days: Iterable[date]) -> Callable[[date], date | None]:
    """For `stands_of`: the next of these days."""
    known = sorted(set(days))
    return lambda day: next((each for each in known if each > day), None)


def clip(
    stands: Iterable[Stand], since: int, until: int, outside: Stand
) -> tuple[Stand, ...]:
    """What lies between two moments; before and after it stands as `outside` says.

    :param until: 0 for no end
    """
    inner = []
    for stand in stands:
        start = max(stand.since, since)
        ends = [end for end in (stand.until, until) if end]
        end = min(ends, default=0)
        if not end or start < end:
            inner.append(stand._replace(since=start, until=end))
    before = [outside._replace(since=0, until=since)] if since > 0 else []
    after = [outside._replace(since=until, until=0)] if until else []
    return merge_stands([*before, *inner, *after])


def merge_stands(stands: Iterable[Stand]) -> tuple[Stand, ...]:
    """Neighbours that say the same become one."""
    merged: list[Stand] = []
    for stand in stands:
        last = merged[-1] if merged else None
        if last and last[2:] == stand[2:] and last.until == stand.since:
            merged[-1] = last._replace(until=stand.until)
        else:
            merged.append(stand)
    return tuple(merged)
