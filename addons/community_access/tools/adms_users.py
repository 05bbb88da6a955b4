"""Who a terminal that decides by itself should know.

It knows neither hours nor who is inside: whoever has a right today is in its list.
"""

from dataclasses import replace

from .gate_decision import decide
from .gate_types import OUT, Pass, Presence, Question, World

KEPT_MODES = ("normal", "closed", "lockdown")


def belongs(found: Pass, door, side: str, now: int, world: World) -> bool:
    """Whether the terminal of a gate should open for a credential today.

    The gates' own `decide` is asked, without the hours and the memory that a terminal
    lacks. On the way out whoever holds a credential is let through.
    """
    if side == OUT:
        return found.state == "issued"
    rights = tuple(replace(right, hours=0, quota=None) for right in found.rights)
    plain = replace(
        door,
        mode=door.mode if door.mode in KEPT_MODES else "normal",
        modes=(),
        hours=0,
        passback="off",
        capacity=0,
    )
    ask = Question(
        replace(found, rights=rights),
        plain,
        side,
        now,
        Presence(),
        replace(world, fire=False),
    )
    return decide(ask).allowed
