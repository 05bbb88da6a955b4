"""May this band take or open this locker?

Times are integer seconds since 1970 (UTC), 0 where there is none. Two rules stand above
all others: nobody's belongings are locked in beyond the desk's help, and what somebody
owes never keeps a door shut.
"""

from dataclasses import dataclass
from typing import Any

try:
    from odoo.addons.community_members.tools.decision import (
        ALLOW,
        DENY,
        FLAG,
        Decision,
        Reason,
    )
except ImportError:  # on a box, where the file lies beside this one
    from .decision import ALLOW, DENY, FLAG, Decision, Reason

ISSUED = "issued"
ANY = "any"
FREE, ASSIGNED, RENTED = "free", "assigned", "rented"
NOBODY, OWN, OTHER = "", "own", "other"
BAND, DESK, MASTER = "band", "desk", "master"


@dataclass(frozen=True)
class Band:
    """Who holds the band to the lock.

    :param state: of the credential; only an issued one opens
    :param inside: whether its holder is in the house, None where nobody counts
    :param gender: ``male``, ``female`` or whatever else; empty when it is not known
    :param entitled_until: last second for which the stay is paid or allowed, 0: no end
    :param locker: the name of the locker that this band holds already
    :param debt: what the holder owes, in minor units: it changes nothing
    """

    state: str = ISSUED
    inside: bool | None = None
    gender: str = ""
    entitled_until: int = 0
    locker: str = ""
    debt: int = 0


@dataclass(frozen=True)
class Door:
    """One locker.

    :param gender: whom the room is for: ``any``, ``women`` or ``men``
    :param mode: how the bank is used: ``free``, ``assigned`` or ``rented``
    :param holder: who has it now, seen from the band: nobody, ``own`` or ``other``
    :param taken_at: since when
    :param chosen: in an assigned bank: the house chose this locker for this band
    :param renter: who rents it and has not given it back, seen from the band
    :param rental_over: the last day of that rental has passed
    :param rented_until: last second of the rental under which it was taken, 0: none
    :param grace: so many seconds after the end one's own locker still opens
    """

    name: str = ""
    gender: str = ANY
    mode: str = FREE
    out_of_order: bool = False
    holder: str = NOBODY
    taken_at: int = 0
    chosen: bool = False
    renter: str = NOBODY
    rental_over: bool = False
    rented_until: int = 0
    grace: int = 3600


def decide(band: Band, door: Door, now: int, by: str = BAND) -> Decision:
    """What holding a band to a lock does: one's own locker opens, another is taken."""
    if by != BAND or door.holder == OWN:
        return decide_open(band, door, now, by)
    return decide_take(band, door, now)


def decide_open(band: Band, door: Door, now: int, by: str = BAND) -> Decision:
    """May this locker be opened? Desk and master always may: that is their help."""
    if by != BAND:
        return Decision(ALLOW)
    if door.holder != OWN:
        return _deny(Reason("locker_taken", {"locker": door.name}, "take_another"))
    if band.state != ISSUED:
        return _deny(_blocked(band))
    until = door.rented_until or band.entitled_until
    if not until or now <= until:
        return _open_broken(door)
    # Whoever was given a locker later than that has the grace from then on.
    last = get_last_second(until, door.taken_at, door.grace)
    if now > last:
        facts = {"locker": door.name, "until": until, "last": last}
        return _deny(Reason("entitlement_expired", facts, "ask_desk"))
    facts = {"locker": door.name, "until": until, "minutes": (last - now) // 60}
    return Decision(FLAG, (Reason("grace", facts, "take_belongings"),))


def decide_take(band: Band, door: Door, now: int) -> Decision:
    """May this band have this locker? All that speaks against it, the gravest first."""
    against: list[Reason] = []

    def object_to(code: str, fix: str, **facts: Any) -> None:
        against.append(Reason(code, facts, fix))

    if band.state != ISSUED:
        against.append(_blocked(band))
    if band.entitled_until and now > band.entitled_until:
        object_to("entitlement_expired", "renew", until=band.entitled_until)
    if band.inside is False:
        object_to("not_inside", "enter_first")
    if band.locker:
        object_to("already_has_locker", "open_own", locker=band.locker)
    if not fits(band.gender, door.gender):
        object_to("wrong_gender_zone", "other_room", room=door.gender)
    against += _why_not_this(door)
    if against:
        return Decision(DENY, tuple(against))
    if door.gender != ANY and not band.gender:
        return Decision(FLAG, (Reason("gender_unknown", {"room": door.gender}),))
    return Decision(ALLOW)


def fits(gender: str, room: str) -> bool:
    """Whether a room is for somebody; who has not told a gender is not turned away."""
    return (
        room == ANY or not gender or {"women": "female", "men": "male"}[room] == gender
    )


def get_last_second(until: int, taken_at: int, grace: int) -> int:
    """Until when one's own locker opens by the band."""
    return max(until, taken_at) + grace


def is_overdue(taken_at: int, until: int, most: int, grace: int, now: int) -> bool:
    """Whether a locker is held longer than the house allows.

    :param until: end of what gives the right to it, 0: none
    :param most: so many seconds may a stay last, 0: no limit
    """
    if until and now > get_last_second(until, taken_at, grace):
        return True
    return bool(most) and now > taken_at + most


def _why_not_this(door: Door) -> list[Reason]:
    """What speaks against this door, whoever asks: the first of it."""
    own = door.renter == OWN
    found = (
        (door.out_of_order, "out_of_order", "take_another"),
        (door.holder == OTHER, "locker_taken", "take_another"),
        (door.renter == OTHER, "rental_other", "take_another"),
        (own and door.rental_over, "rental_over", "ask_desk"),
        (door.mode == RENTED and not own, "rental_only", "ask_desk"),
        (
            door.mode == ASSIGNED and not own and not door.chosen,
            "not_assigned",
            "ask_terminal",
        ),
    )
    facts = {"locker": door.name}
    return [Reason(code, facts, fix) for applies, code, fix in found if applies][:1]


def _blocked(band: Band) -> Reason:
    return Reason("band_blocked", {"state": band.state}, "ask_desk")


def _open_broken(door: Door) -> Decision:
    """A lock that is out of order is opened all the same: something lies behind it."""
    if not door.out_of_order:
        return Decision(ALLOW)
    reason = Reason("out_of_order", {"locker": door.name}, "take_belongings")
    return Decision(FLAG, (reason,))


def _deny(reason: Reason) -> Decision:
    return Decision(DENY, (reason,))
