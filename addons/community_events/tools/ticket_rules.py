"""May this ticket pass here and now? The rules are compiled once, then only looked up.

`compile_ticket` knows the rules: who is barred, when and where a ticket is good, how
often. Its row is plain data. `evaluate` only compares the row with the scan, the same
on the server and (as `ticket_rules.js`) on a steward's phone without network; a test
holds both against each other on thousands of random cases.

Gates also hand things out: what a ticket gets there (`hand_out_rules`) is asked apart
from whether it comes in, and neither counts for the other.

Times are seconds since 1970 (UTC), as integers.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

ALLOW, FLAG, DENY = "allow", "flag", "deny"
IN, OUT = "in", "out"
DAY = 86_400

# Stands of a registration that bar from entry, and the reason that is told
_BARRED = {"draft": "unconfirmed", "cancel": "cancelled"}


@dataclass(frozen=True)
class Window:
    """When a ticket is good, and at which gates; no gates means at every gate."""

    opens_at: int
    closes_at: int
    gate_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Thing:
    """What gates hand out, for one ticket.

    :param most: how many it gets, 0 for as many as one likes
    :param after_entry: only who has come in gets it
    :param gate_ids: where this ticket gets it; none means at every gate that has it
    :param given: how many it got so far, the last one at `last_at`
    """

    hand_out_id: int
    most: int = 1
    after_entry: bool = False
    gate_ids: tuple[int, ...] = ()
    given: int = 0
    last_at: int = 0


@dataclass(frozen=True)
class TicketFacts:
    """What the event knows of one registration.

    :param entries: how often this ticket came in so far
    :param max_entries: how often it may, 0 for as often as one likes
    :param is_daily: it may so often on each day
    :param zone: (from, seconds ahead of UTC) of the venue's clock, in order of time
    :param last_in: when it came in last, which was the entry number `today` of that day
    :param leave_first: who is inside must be scanned out before coming in again
    :param pause: seconds that must lie between two entries
    :param notes: codes of what the steward must look at before saying yes
    :param serial: which issue of the ticket is good; older ones are void
    """

    registration_id: int
    state: str = "open"
    is_paid: bool = True
    is_blocked: bool = False
    windows: tuple[Window, ...] = ()
    max_entries: int = 1
    entries: int = 0
    is_inside: bool = False
    last_at: int = 0
    leave_first: bool = False
    pause: int = 0
    notes: tuple[str, ...] = ()
    serial: int = 1
    is_daily: bool = False
    zone: tuple[tuple[int, int], ...] = ((0, 0),)
    last_in: int = 0
    today: int = 0
    things: tuple[Thing, ...] = ()


class Verdict(NamedTuple):
    verdict: str
    code: str
    facts: dict[str, Any]


@dataclass
class Presence:
    """What changes with each scan; the device keeps its own beside the row."""

    entries: int = 0
    is_inside: bool = False
    last_at: int = 0
    last_in: int = 0
    today: int = 0
    given: dict[str, tuple[int, int]] = field(default_factory=dict)


def compile_ticket(facts: TicketFacts) -> dict[str, Any]:
    """The row that a device needs to decide about one ticket; JSON can hold it.

    ``deny`` reason for which it never passes, ``windows`` [from, to, gates], ``max``,
    ``leave``, ``pause``, ``notes``, ``serial``, ``daily``, ``zone``; ``entries``,
    ``inside``, ``last``, ``last_in``, ``today`` as they stand; ``things`` by id, each
    with ``most``, ``after``, ``gates`` and, as they stand, ``given`` and ``last``.
    """
    return {
        "id": facts.registration_id,
        "deny": _get_bar(facts),
        "windows": [
            [one.opens_at, one.closes_at, sorted(one.gate_ids)] for one in facts.windows
        ],
        "max": facts.max_entries,
        "leave": facts.leave_first,
        "pause": facts.pause,
        "notes": sorted(facts.notes),
        "serial": facts.serial,
        "entries": facts.entries,
        "inside": facts.is_inside,
        "last": facts.last_at,
        "daily": facts.is_daily,
        "zone": [list(one) for one in facts.zone],
        "last_in": facts.last_in,
        "today": facts.today,
        "things": {str(one.hand_out_id): _compile_thing(one) for one in facts.things},
    }


def _compile_thing(thing: Thing) -> dict[str, Any]:
    return {
        "most": thing.most,
        "after": thing.after_entry,
        "gates": sorted(thing.gate_ids),
        "given": thing.given,
        "last": thing.last_at,
    }


def _get_bar(facts: TicketFacts) -> str:
    if facts.is_blocked:
        return "blocked"
    # A seat that waits for its payment is unconfirmed too; paying is what helps.
    if not facts.is_paid and facts.state != "cancel":
        return "unpaid"
    return _BARRED.get(facts.state, "")


def get_presence(row: dict[str, Any]) -> Presence:
    """The presence with which a device begins."""
    given = {key: (one["given"], one["last"]) for key, one in row["things"].items()}
    return Presence(
        row["entries"],
        row["inside"],
        row["last"],
        row["last_in"],
        row["today"],
        given,
    )


def put_presence(row: dict[str, Any], presence: Presence) -> None:
    """Bring a row that was compiled before a scan up to what stands after it."""
    row["entries"], row["inside"] = presence.entries, presence.is_inside
    row["last"], row["last_in"] = presence.last_at, presence.last_in
    row["today"] = presence.today
    for key, thing in row["things"].items():
        thing["given"], thing["last"] = presence.given.get(key, (0, 0))


def get_day(zone: list[list[int]], moment: int) -> int:
    """The day by the venue's clock, from midnight to midnight."""
    offset = next((ahead for since, ahead in reversed(zone) if since <= moment), 0)
    return (moment + offset) // DAY


def is_same_day(row: dict[str, Any], one: int, other: int) -> bool:
    return get_day(row["zone"], one) == get_day(row["zone"], other)


def evaluate(
    row: dict[str, Any] | None,
    presence: Presence,
    gate_id: int,
    direction: str,
    moment: int,
    *,
    serial: int | None = None,
) -> Verdict:
    """Compare one scan with a compiled row. Nobody is ever kept inside.

    :param serial: the issue that a signed ticket names, None for any other code

    Keep in step with ``static/src/steward/ticket_rules.js``.
    """
    if row is None:
        return Verdict(DENY, "unknown", {})
    if direction == OUT:
        return Verdict(ALLOW, "left" if presence.is_inside else "was_not_inside", {})
    for refusal in (
        check_serial(row, serial),
        check_bar(row),
        _check_window(row, gate_id, moment),
        _check_times(row, presence, moment),
    ):
        if refusal:
            return refusal
    if row["notes"]:
        return Verdict(FLAG, "look", {"notes": row["notes"]})
    return Verdict(ALLOW, "welcome", {})


def check_serial(row: dict[str, Any], serial: int | None) -> Verdict | None:
    is_void = serial is not None and serial != row["serial"]
    return Verdict(DENY, "void", {}) if is_void else None


def check_bar(row: dict[str, Any]) -> Verdict | None:
    return Verdict(DENY, row["deny"], {}) if row["deny"] else None


def _check_window(row: dict[str, Any], gate_id: int, moment: int) -> Verdict | None:
    here = [one for one in row["windows"] if not one[2] or gate_id in one[2]]
    if not row["windows"] or any(one[0] <= moment <= one[1] for one in here):
        return None
    now = [one for one in row["windows"] if one[0] <= moment <= one[1]]
    if now:
        gates = sorted({gate for one in now for gate in one[2]})
        return Verdict(DENY, "other_gate", {"gates": gates})
    later = [one[0] for one in row["windows"] if one[0] > moment]
    if later:
        return Verdict(DENY, "too_early", {"at": min(later)})
    return Verdict(DENY, "too_late", {"at": max(one[1] for one in row["windows"])})


def _check_times(
    row: dict[str, Any], presence: Presence, moment: int
) -> Verdict | None:
    is_daily = row["daily"]
    is_today = not is_daily or is_same_day(row, presence.last_in, moment)
    # Nobody is scanned out when the lights go off: a new day begins outside.
    if row["leave"] and presence.is_inside and is_today:
        return Verdict(DENY, "leave_first", {"at": presence.last_at})
    today = presence.today if is_today else 0
    entries = today if is_daily else presence.entries
    if row["max"] and entries >= row["max"]:
        if is_daily:
            return Verdict(DENY, "used_today", {"at": presence.last_in})
        return Verdict(DENY, "used", {"at": presence.last_at})
    since = moment - presence.last_at
    if presence.entries and row["pause"] and since < row["pause"]:
        return Verdict(DENY, "too_soon", {"at": presence.last_at + row["pause"]})
    return None


def record(
    row: dict[str, Any],
    presence: Presence,
    verdict: Verdict,
    direction: str,
    moment: int,
    *,
    thing: str = "",
) -> None:
    """What an accepted scan does to the presence; a refused one does nothing.

    :param thing: what was handed out, which moves nobody in or out
    """
    if verdict.verdict == DENY:
        return
    if thing:
        presence.given[thing] = (presence.given.get(thing, (0, 0))[0] + 1, moment)
        return
    presence.last_at = moment
    presence.is_inside = direction == IN
    if direction == IN:
        is_same = is_same_day(row, presence.last_in, moment)
        presence.today = presence.today + 1 if is_same else 1
        presence.last_in = moment
        presence.entries += 1
