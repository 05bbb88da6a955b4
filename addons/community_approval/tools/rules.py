"""What is controlled, compiled for the gate; and who decides, as pure functions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Rule:
    """One line of an area, ready for the gate.

    :param operations: some of create, write, archive, unlink
    :param fields: names of the controlled fields; empty when write is not controlled
    :param methods: names of methods whose call is held
    :param domain: condition as text, empty for every record
    :param company_id: 0 for every company
    :param amount_field: name of the field that steps by amount look at, or ""
    :param parent: for the lines of a controlled list: model that has the list, else ""
    """

    line_id: int
    area_id: int
    operations: frozenset[str]
    fields: frozenset[str] = frozenset()
    methods: frozenset[str] = frozenset()
    domain: str = ""
    company_id: int = 0
    amount_field: str = ""
    parent: str = ""


@dataclass(frozen=True)
class StepFacts:
    """One step: how many of whom, from which amount on.

    :param one_rejects: one refusal ends it; else the quorum out of reach does
    """

    step_id: int
    needed: int = 1
    amount_from: float = 0.0
    one_rejects: bool = True


@dataclass(frozen=True)
class Vote:
    user_id: int
    verdict: str


@dataclass(frozen=True)
class Tally:
    """Where a step stands.

    :param verdict: approved, rejected or open
    :param missing: how many approvals it lacks
    """

    verdict: str
    missing: int


@dataclass(frozen=True)
class Delegation:
    """:param since: first day, :param until: last day; None for open ends"""

    principal_id: int
    delegate_id: int
    since: date | None = None
    until: date | None = None


@dataclass
class Deciders:
    """Who may decide now.

    :param user_ids: the people who may press the button
    :param for_whom: delegate → the absent people he stands in for
    """

    user_ids: set[int] = field(default_factory=set)
    for_whom: dict[int, set[int]] = field(default_factory=dict)


def applicable_steps(
    steps: Iterable[StepFacts], amount: float | None
) -> list[StepFacts]:
    """The steps a request has to pass, in order.

    A request without an amount passes every step: what cannot be measured is not small.
    """
    return [
        step
        for step in steps
        if not step.amount_from or amount is None or abs(amount) >= step.amount_from
    ]


def stand_in(
    user_id: int, delegations: Mapping[int, Delegation], today: date
) -> int | None:
    """Who decides for this person today: himself, or the end of the chain.

    :return: None when the chain runs in a circle: then nobody stands in, and the
        person himself keeps the right (the caller decides so)
    """
    seen = {user_id}
    current = user_id
    while delegation := delegations.get(current):
        if not is_in_force(delegation, today):
            break
        current = delegation.delegate_id
        if current in seen:
            return None
        seen.add(current)
    return current


def is_in_force(delegation: Delegation, today: date) -> bool:
    return (delegation.since is None or delegation.since <= today) and (
        delegation.until is None or today <= delegation.until
    )


def find_deciders(
    approver_ids: Iterable[int],
    maker_id: int,
    delegations: Mapping[int, Delegation],
    today: date,
) -> Deciders:
    """The people who may decide: approvers and their stand-ins, never the maker.

    The absent person keeps his right: he may look in from the beach.
    """
    deciders = Deciders()
    for user_id in approver_ids:
        if user_id == maker_id:
            continue
        deciders.user_ids.add(user_id)
        delegate = stand_in(user_id, delegations, today)
        if delegate is not None and delegate not in (user_id, maker_id):
            deciders.user_ids.add(delegate)
            deciders.for_whom.setdefault(delegate, set()).add(user_id)
    return deciders


def tally(step: StepFacts, votes: Iterable[Vote], decider_count: int) -> Tally:
    """Count one step. A person counts once, with what he said last.

    :param decider_count: how many people may vote; the quorum is never higher, so that
        a step of three whose third member left can still be passed by two
    """
    last = {vote.user_id: vote.verdict for vote in votes}
    approvals = sum(verdict == "approve" for verdict in last.values())
    refusals = sum(verdict == "reject" for verdict in last.values())
    needed = max(1, min(step.needed, decider_count or step.needed))
    if refusals and (step.one_rejects or decider_count - refusals < needed):
        return Tally("rejected", 0)
    if approvals >= needed:
        return Tally("approved", 0)
    return Tally("open", needed - approvals)
