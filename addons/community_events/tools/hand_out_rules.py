"""May this ticket get what this gate hands out? Asked of the same compiled rows.

Coming in and getting something do not count for each other; only whether somebody has
come in at all may be asked.
"""

from typing import Any

from .ticket_rules import ALLOW, DENY, Presence, Verdict, check_bar, check_serial


def hand_out(
    row: dict[str, Any] | None,
    presence: Presence,
    thing: str,
    gate_id: int,
    *,
    serial: int | None = None,
) -> Verdict:
    """Whether this ticket gets a thing here: it must be good, and not have it yet.

    :param thing: id of what is handed out, as text

    Keep in step with ``handOut`` in ``static/src/steward/ticket_rules.js``.
    """
    if row is None:
        return Verdict(DENY, "unknown", {})
    refusal = (
        check_serial(row, serial)
        or check_bar(row)
        or _check_thing(row["things"].get(thing), presence, gate_id)
        or _check_given(row["things"][thing], presence.given.get(thing))
    )
    return refusal or Verdict(ALLOW, "handed_out", {})


def _check_thing(
    rule: dict[str, Any] | None, presence: Presence, gate_id: int
) -> Verdict | None:
    if rule is None:
        return Verdict(DENY, "not_included", {})
    if rule["gates"] and gate_id not in rule["gates"]:
        return Verdict(DENY, "other_gate", {"gates": rule["gates"]})
    if rule["after"] and not presence.entries:
        return Verdict(DENY, "not_come_in", {})
    return None


def _check_given(rule: dict[str, Any], known: tuple[int, int] | None) -> Verdict | None:
    given, last_at = known or (0, 0)
    is_over = rule["most"] and given >= rule["most"]
    return Verdict(DENY, "given", {"at": last_at}) if is_over else None
