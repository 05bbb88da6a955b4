"""Who gets what for an event that is over: the event's own points, else by rules.

Nothing here knows what was posted before; the caller compares and posts, or takes back,
the difference. So it does not matter how often, or how late, it asks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

ATTENDED = "done"
REGISTERED = "open"
# Rules that decide where an event says nothing itself.
TRIGGERS = {
    "attendee": "event_attendance",
    "organizer": "event_organised",
    "volunteer": "volunteering",
}
NO_SHOW = "no_show"
OWN = "own"
RULE = "rule"


@dataclass(frozen=True)
class EventFacts:
    """:param is_closed: its points were posted before, or are posted now
    :param points: by role, what the event itself gives; 0 leaves it to the rules
    :param has_presence: whether anybody was marked as attended at all
    """

    is_over: bool
    is_closed: bool
    is_cancelled: bool = False
    points: Mapping[str, int] = field(default_factory=dict)
    has_presence: bool = True


@dataclass(frozen=True)
class SeatFacts:
    """:param member_id: 0 for a guest, and for whoever is not in the register
    :param is_accepted: False for whoever got the seat from somebody else and has not
        said yes
    :param giver_id: who passed it on, and answers for it until then; 0 for nobody
    """

    seat_id: int
    member_id: int
    role: str
    state: str
    is_active: bool = True
    is_accepted: bool = True
    giver_id: int = 0


class Due(NamedTuple):
    """What one seat is worth, and by what: ``own:<role>`` or ``rule:<trigger>``."""

    seat_id: int
    member_id: int
    tag: str
    points: int = 0

    @property
    def key(self) -> tuple[int, int, str]:
        return self.seat_id, self.member_id, self.tag

    @property
    def trigger(self) -> str:
        """Which rules decide; empty where the event itself does."""
        kind, _, name = self.tag.partition(":")
        return name if kind == RULE else ""


def get_due(event: EventFacts, seat: SeatFacts) -> Due | None:
    """What is due for one seat; None while the event runs and where nothing is."""
    if not event.is_over or not event.is_closed or event.is_cancelled:
        return None
    if not seat.is_active:
        return None
    if seat.state == ATTENDED:
        return _get_reward(event, seat)
    # Where nobody was checked in, the club did not look who came.
    bound_id = seat.member_id if seat.is_accepted else seat.giver_id
    if bound_id and seat.state == REGISTERED and event.has_presence:
        return Due(seat.seat_id, bound_id, f"{RULE}:{NO_SHOW}")
    return None


def _get_reward(event: EventFacts, seat: SeatFacts) -> Due | None:
    """What somebody who came gets; guests get nothing."""
    if not seat.member_id:
        return None
    own = event.points.get(seat.role, 0)
    if own:
        return Due(seat.seat_id, seat.member_id, f"{OWN}:{seat.role}", own)
    return Due(seat.seat_id, seat.member_id, f"{RULE}:{TRIGGERS[seat.role]}")


def get_dues(event: EventFacts, seats: Iterable[SeatFacts]) -> list[Due]:
    """What is due for the seats of one event."""
    return [due for seat in seats if (due := get_due(event, seat))]
