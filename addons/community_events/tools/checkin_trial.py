"""Facts of a check-in that somebody makes up, to see what would become of it."""

from math import degrees

from .checkin_evidence import CodeFacts, DeviceFacts, TraceFacts
from .place import EARTH_RADIUS, Fence, Position

TOLD, REFUSED, MISSING = "told", "refused", "missing"
OWN, NEW, FOREIGN, NO_KEY = "own", "new", "foreign", "none"


def get_position_at(fence: Fence, metres: float, accuracy: float) -> Position:
    """A place so many metres from the centre of the fence, towards the equator."""
    way = degrees(max(0.0, metres) / EARTH_RADIUS)
    latitude = fence.latitude - way if fence.latitude > 0 else fence.latitude + way
    return Position(latitude, fence.longitude, max(0.0, accuracy))


def make_code(now: float, age: float, waited: float) -> CodeFacts:
    """A genuine code, scanned `age` seconds after it was shown, tapped `waited` later.

    :param now: the moment of the tap, seconds since 1970
    """
    opened_at = now - waited
    return CodeFacts(shown_at=opened_at - age, opened_at=opened_at)


def make_device(phone: str, strangers: int) -> DeviceFacts:
    """:param phone: OWN, NEW, FOREIGN or NO_KEY

    :param strangers: how many others came in here with the same phone
    """
    if phone == NO_KEY:
        return DeviceFacts(is_present=False)
    return DeviceFacts(
        is_known=phone == OWN,
        is_foreign=phone == FOREIGN,
        strangers=max(0, strangers),
    )


def make_trace(
    fence: Fence | None, place: str, metres: float, accuracy: float
) -> TraceFacts:
    """:param place: TOLD, REFUSED or MISSING"""
    position = None
    if fence is not None and place == TOLD:
        position = get_position_at(fence, metres, accuracy)
    return TraceFacts(position=position, is_position_refused=place == REFUSED)
