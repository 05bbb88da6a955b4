"""Where somebody is, as far as the gates remember."""

from .gate_types import Door, Question, Stay, World
from .opening_hours import DAY, MINUTE, ahead_at


def remembered(ask: Question) -> dict[int, Stay]:
    """Where the person is, without what the reset of the day made forget."""
    if ask.door.reset_at < 0:
        return dict(ask.presence.stays)
    edge = last_reset(ask.door, ask.now, ask.world)
    stays = ask.presence.stays.items()
    return {zone: stay for zone, stay in stays if stay.since >= edge}


def last_reset(door: Door, now: int, world: World) -> int:
    """The last moment at which it was that minute of the day, by the zone's clock."""
    known = world.schedules
    # A zone without hours of its own goes by the clock of the others.
    hours = known.get(door.hours) or (known[min(known)] if known else {})
    ahead = ahead_at(hours, now)
    local = (now + ahead) // DAY * DAY + door.reset_at * MINUTE
    # The clock may have changed since: each edge is told by the clock of its own time.
    edges = [day - ahead_at(hours, day - ahead) for day in (local, local - DAY)]
    return next((edge for edge in edges if edge <= now), edges[-1])
