"""The facts that a gate decides by, as plain rows that a box can keep.

Times are integer seconds since 1970 (UTC), 0 where there is none; money is integer
minor units of the company's currency. Each class turns into a row of JSON values and
back; what is missing in a row has its default, so that an older box reads newer rows.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from typing import Any, NamedTuple

try:
    from odoo.addons.community_members.tools.decision import (
        ALLOW,
        DENY,
        FLAG,
        Decision,
        Reason,
    )
except ImportError:  # on the box, where the file lies beside this one
    from .decision import ALLOW, DENY, FLAG, Decision, Reason

__all__ = ["ALLOW", "DENY", "FLAG", "Decision", "Reason"]

# What changes when the rules change: kept with every decision.
RULE_VERSION = 1

IN, OUT = "in", "out"


class Stand(NamedTuple):
    """How a right stands for a stretch of time.

    :param until: first second in which it does not stand so any more, 0 for ever
    :param code: empty while it opens doors, else why it does not
    :param fix: what would help
    """

    since: int
    until: int
    code: str = ""
    fix: str = ""
    facts: Mapping[str, Any] = {}


class Quota(NamedTuple):
    """So many visits in a stretch of time that comes again.

    :param length: seconds of one stretch, 0 when it does not come again by itself
    """

    most: int
    since: int
    until: int
    length: int = 0

    def start(self, now: int) -> int:
        """When the stretch began in which `now` lies."""
        if now < self.until or not self.until:
            return self.since
        if not self.length:
            return self.until
        return self.until + (now - self.until) // self.length * self.length


@dataclass(frozen=True, slots=True)
class Right:
    """One reason to let somebody in: a contract, a membership, a rank.

    :param key: says which right it is; visits are counted by it
    :param zones: where
    :param hours: id of the schedule in which it is good, 0 always
    :param minutes: how long a stay is paid, 0 as long as one likes
    :param tariff: id of what a longer stay costs, 0 nothing
    :param price: what coming in costs, from the wallet
    :param exempt: who comes by it may come in twice
    """

    key: str
    name: str = ""
    zones: tuple[int, ...] = ()
    stands: tuple[Stand, ...] = ()
    hours: int = 0
    quota: Quota | None = None
    minutes: int = 0
    tariff: int = 0
    price: int = 0
    exempt: bool = False


class Bar(NamedTuple):
    """What stops somebody whatever rights there are; `until` 0 means till lifted."""

    code: str
    fix: str = "ask_desk"
    facts: Mapping[str, Any] = {}
    since: int = 0
    until: int = 0


@dataclass(frozen=True, slots=True)
class Pass:
    """Everything that a gate needs to know about one credential.

    :param state: ``issued``, or why it opens nothing
    :param is_admin: opens every gate: for those who keep the place running
    :param escort_until: needs somebody with him up to here, where zones ask for it
    :param escorts: who may be that somebody
    :param notes: what the desk should hear when the gate opens
    """

    credential: int
    partner: int = 0
    state: str = "issued"
    expires: int = 0
    is_admin: bool = False
    bars: tuple[Bar, ...] = ()
    rights: tuple[Right, ...] = ()
    lack: tuple[str, str] = ("no_right", "choose_plan")
    escort_until: int = 0
    escorts: tuple[int, ...] = ()
    balance: int = 0
    notes: tuple[str, ...] = ()

    def to_row(self) -> dict[str, Any]:
        return _sparse(self)

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "Pass":
        values = _known(cls, row)
        values["bars"] = tuple(_tuple(Bar, one) for one in row.get("bars") or ())
        values["rights"] = tuple(_right(one) for one in row.get("rights") or ())
        for name in ("lack", "escorts", "notes"):
            if name in values:
                values[name] = tuple(values[name])
        return cls(**values)


def _right(row: Mapping[str, Any]) -> Right:
    values = _known(Right, row)
    values["zones"] = tuple(row.get("zones") or ())
    values["stands"] = tuple(_tuple(Stand, one) for one in row.get("stands") or ())
    quota = row.get("quota")
    values["quota"] = _tuple(Quota, quota) if quota else None
    return Right(**values)


@dataclass(frozen=True, slots=True)
class Door:
    """One gate, as it is set up.

    :param zone: what it leads into; `parent` is the zone that one comes from, 0 outside
    :param mode: ``normal``, ``free``, ``closed`` or ``lockdown``
    :param modes: (schedule, mode) that hold while the schedule is on, first one counts;
        with a third value that is true only while somebody is inside
    :param passback: ``off``, ``soft``, ``hard`` or ``timed``
    :param reset_at: minute of the day at which who is inside is forgotten, -1 never
    :param settle: who stayed too long pays before the gate opens outwards
    :param counts: coming in here is a visit
    """

    gate: int
    zone: int
    parent: int = 0
    mode: str = "normal"
    modes: tuple[tuple, ...] = ()
    hours: int = 0
    passback: str = "off"
    passback_seconds: int = 0
    reset_at: int = -1
    capacity: int = 0
    is_capacity_hard: bool = True
    needs_escort: bool = False
    settle: bool = False
    counts: bool = True
    lockout_after: int = 0
    lockout_seconds: int = 0

    def to_row(self) -> dict[str, Any]:
        return _sparse(self)

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "Door":
        values = _known(cls, row)
        values["modes"] = tuple(tuple(one[:3]) for one in row.get("modes") or ())
        return cls(**values)


class Stay(NamedTuple):
    """Somebody inside a zone: since when, paid until when, by which tariff."""

    since: int
    paid_until: int = 0
    tariff: int = 0


@dataclass(frozen=True, slots=True)
class Presence:
    """What the gates remember of one person.

    :param stays: zone → stay, for those he is in
    :param last_in: zone → when he came in last
    :param counts: right → (beginning of the stretch, visits in it)
    :param refused: how often in a row, since when: the first, or the one that locked
    :param settled: until when a longer stay counts as paid
    """

    stays: Mapping[int, Stay] = field(default_factory=dict)
    last_in: Mapping[int, int] = field(default_factory=dict)
    counts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    refused: tuple[int, int] = (0, 0)
    settled: int = 0

    def to_row(self) -> dict[str, Any]:
        return _sparse(self)

    @classmethod
    def from_row(cls, row: Mapping[str, Any] | None) -> "Presence":
        row = row or {}
        return cls(
            {
                int(zone): _tuple(Stay, one)
                for zone, one in (row.get("stays") or {}).items()
            },
            {int(zone): when for zone, when in (row.get("last_in") or {}).items()},
            {key: (one[0], one[1]) for key, one in (row.get("counts") or {}).items()},
            tuple(row.get("refused") or (0, 0)),
            row.get("settled") or 0,
        )


@dataclass(frozen=True, slots=True)
class World:
    """What holds for everybody at this moment.

    :param occupancy: how many are in the zone of the gate
    :param escort_inside: whether one of the pass's escorts is in there, or comes along
    """

    schedules: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    tariffs: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    occupancy: int = 0
    escort_inside: bool = False
    fire: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """May this credential pass this gate on this side at this moment?

    :param found: what is known of the credential, None for a number nobody knows
    :param side: ``in`` or ``out`` of the gate's zone
    """

    found: Pass | None
    door: Door
    side: str
    now: int
    presence: Presence = field(default_factory=Presence)
    world: World = field(default_factory=World)


def _sparse(facts: Any) -> dict[str, Any]:
    """The values that differ from the defaults: rows are kept by the 100,000."""
    row = {}
    for one in fields(facts):
        value = getattr(facts, one.name)
        default = (
            one.default_factory() if callable(one.default_factory) else one.default
        )
        if value != default:
            row[one.name] = _plain(value)
    return row


def _plain(value: Any) -> Any:
    if isinstance(value, Right):
        return _sparse(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return asdict(value) if hasattr(value, "__dataclass_fields__") else value


def _tuple(cls, values):
    """A row of an older box; what a newer server adds at the end is left out."""
    return cls(*values[: len(cls._fields)])


def _known(cls, row: Mapping[str, Any]) -> dict[str, Any]:
    names = _names(cls)
    return {key: value for key, value in row.items() if key in names}


@cache
def _names(cls) -> frozenset[str]:
    return frozenset(one.name for one in fields(cls))
