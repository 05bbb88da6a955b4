"""The clock of a venue as plain numbers, for phones that have no time zones' book."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_STEP = timedelta(days=1)
_MOST = timedelta(days=3 * 366)  # an event of longer keeps the last offset
# What the calendar holds in every zone
_FIRST, _LAST = datetime(1, 1, 3), datetime(9999, 12, 27)


@lru_cache(maxsize=256)
def get_offsets(
    zone: str, first: datetime, last: datetime
) -> tuple[tuple[int, int], ...]:
    """How far the clock is ahead of UTC, and from when on.

    :param first: naive UTC, as `last`
    :return: (seconds since 1970, seconds ahead), the first one from 0 on
    """
    clock = ZoneInfo(zone)
    first, last = (min(max(one, _FIRST), _LAST) for one in (first, last))
    moment = first.replace(tzinfo=UTC)
    end = moment + min(last - first, _MOST) + _STEP
    found = [(0, _get_ahead(clock, moment))]
    while moment < end:
        following = moment + _STEP
        if _get_ahead(clock, following) != found[-1][1]:
            turn = _find_turn(
                clock, int(moment.timestamp()), int(following.timestamp())
            )
            found.append((turn, _get_ahead(clock, following)))
        moment = following
    return tuple(found)


def _get_ahead(clock: ZoneInfo, moment: datetime) -> int:
    ahead = moment.astimezone(clock).utcoffset()
    return int(ahead.total_seconds()) if ahead else 0


def _find_turn(clock: ZoneInfo, before: int, after: int) -> int:
    """The first second at which the clock shows what it shows `after`."""
    goal = _get_ahead(clock, datetime.fromtimestamp(after, UTC))
    while after - before > 1:
        middle = (before + after) // 2
        if _get_ahead(clock, datetime.fromtimestamp(middle, UTC)) == goal:
            after = middle
        else:
            before = middle
    return after
