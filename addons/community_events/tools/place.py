"""Where a phone says it is, held against the fence of an event.

A position is evidence, not proof: indoors it is often wrong, and it can be faked. So
the findings are cautious: *outside* is said only when twice the phone's own accuracy
does not explain the distance.
"""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS = 6_371_008.8  # metres, mean radius R1 of IUGG
FAR = 2_000.0  # metres beyond the fence that no bad reception explains

INSIDE, UNSURE, OUTSIDE, AWAY = "inside", "unsure", "outside", "away"
COARSE, OLD, REFUSED, MISSING, NO_FENCE = (
    "coarse",
    "old",
    "refused",
    "missing",
    "no_fence",
)


@dataclass(frozen=True)
class Position:
    """What the browser told: degrees (WGS 84), accuracy in metres (95 %), age in s."""

    latitude: float
    longitude: float
    accuracy: float
    age: float = 0.0


@dataclass(frozen=True)
class Fence:
    """A circle around the venue; radius in metres."""

    latitude: float
    longitude: float
    radius: float


def is_possible(position: Position) -> bool:
    """A place on earth, with an accuracy that is a number of metres."""
    return (
        -90 <= position.latitude <= 90
        and -180 <= position.longitude <= 180
        and 0 <= position.accuracy < 50_000_000
    )


def get_distance(
    latitude: float, longitude: float, other_latitude: float, other_longitude: float
) -> float:
    """Metres between two points on a sphere (haversine formula)."""
    north, other_north = radians(latitude), radians(other_latitude)
    east = radians(other_longitude - longitude)
    half = (
        sin((other_north - north) / 2) ** 2
        + cos(north) * cos(other_north) * sin(east / 2) ** 2
    )
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(half)))


def get_distance_from(fence: Fence, position: Position) -> float:
    return get_distance(
        fence.latitude, fence.longitude, position.latitude, position.longitude
    )


def judge_place(
    fence: Fence | None,
    position: Position | None,
    is_refused: bool = False,
    coarse_from: float = 1_000.0,
    old_from: float = 120.0,
) -> str:
    """How the position lies to the fence, in one word.

    :param is_refused: the person did not allow the browser to tell
    :param coarse_from: metres of accuracy from which a position says nothing
    :param old_from: seconds after which a position is not of this moment
    """
    if fence is None:
        return NO_FENCE
    if position is None or not is_possible(position):
        return REFUSED if is_refused else MISSING
    if position.age > old_from:
        return OLD
    return _judge_distance(fence, position, coarse_from)


def _judge_distance(fence: Fence, position: Position, coarse_from: float) -> str:
    beyond = get_distance_from(fence, position) - fence.radius
    if beyond > position.accuracy * 2 + FAR:
        return AWAY
    if position.accuracy >= coarse_from:
        return COARSE
    if beyond <= 0:
        return INSIDE
    return OUTSIDE if beyond > position.accuracy * 2 else UNSURE
