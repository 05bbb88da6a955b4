"""Scans that phones made without network, put in order and told apart.

They arrive in any order, some twice, some with a wrong clock. Nothing is thrown away:
what happened at the gate happened, whether it was right or not. The first entry by
corrected time counts; every further one that the ticket did not allow is a conflict.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from .ticket_rules import ALLOW, DENY, IN, evaluate, get_presence, record


@dataclass(frozen=True)
class Scan:
    """One scan as a device wrote it down.

    :param nonce: drawn by the device, says which scan it is for ever
    :param at: seconds since 1970 by the device's own clock
    :param skew: seconds by which that clock is ahead of the server's
    :param verdict: what the device said at the gate
    """

    nonce: str
    registration_id: int
    device_id: int
    gate_id: int
    at: float
    skew: float = 0.0
    direction: str = IN
    verdict: str = ALLOW

    @property
    def moment(self) -> float:
        """When it happened by the server's clock."""
        return self.at - self.skew


class Conflict(NamedTuple):
    """A second entry that was let in: which, against which, and why it was wrong."""

    scan: Scan
    first: Scan | None
    code: str


class Merged(NamedTuple):
    entries: dict[int, list[Scan]]
    conflicts: list[Conflict]


def drop_repeats(scans: Iterable[Scan]) -> list[Scan]:
    """Each scan once, however often it was sent."""
    return list({scan.nonce: scan for scan in scans}.values())


def get_order(scan: Scan) -> tuple[float, str]:
    """By corrected time; the nonce decides between scans of the same moment."""
    return scan.moment, scan.nonce


def merge(scans: Iterable[Scan], rows: Mapping[int, dict[str, Any]]) -> Merged:
    """Which entries count, and which were let in beside the rules.

    :param rows: compiled tickets, as they stood before all of these scans
    :return: what does not depend on the order in which the scans are given
    """
    entries: dict[int, list[Scan]] = {}
    conflicts: list[Conflict] = []
    presences = {key: get_presence(row) for key, row in rows.items()}
    for scan in sorted(drop_repeats(scans), key=get_order):
        if scan.verdict == DENY:
            continue
        row = rows.get(scan.registration_id)
        presence = presences.get(scan.registration_id)
        if row is None or presence is None:
            conflicts.append(Conflict(scan, None, "unknown"))
            continue
        moment = int(scan.moment)
        found = evaluate(row, presence, scan.gate_id, scan.direction, moment)
        if found.verdict == DENY:
            before = entries.get(scan.registration_id)
            conflicts.append(Conflict(scan, before[0] if before else None, found.code))
            continue
        record(row, presence, found, scan.direction, moment)
        if scan.direction == IN:
            entries.setdefault(scan.registration_id, []).append(scan)
    return Merged(entries, conflicts)


def correct(scan: Scan, sent_at: float, received_at: float) -> Scan:
    """The skew of a device's clock, from what it said when it sent.

    The way of the message is part of it: a fraction of a second to some seconds, which
    is why entries at two gates within seconds are told with both times.
    """
    return replace(scan, skew=sent_at - received_at)
