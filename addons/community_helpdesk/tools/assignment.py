"""Which agent of a group gets a ticket.

Who is away, full, or takes no new tickets is passed over; so is who lacks a skill, the
language or the seniority that is asked for. Of those who are left the way of the rule
chooses one. The answer says why, and how many were passed over for what.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from odoo.addons.community_members.tools.decision import (
    Decision,
    Reason,
    allow,
    deny,
)

WAYS = ("balanced", "turns", "senior")
# What an agent without a limit is taken to carry, to compare him with one who has.
USUAL_CAPACITY = 20


@dataclass(frozen=True)
class AgentFacts:
    """An agent of the group.

    :param load: open tickets he has
    :param capacity: open tickets at most, 0 for no limit
    :param seniority: 1 to 3
    :param langs: languages he answers in; empty for any
    :param last_at: seconds since the epoch of the last ticket given to him, 0 for none
    """

    user_id: int
    load: int = 0
    capacity: int = 0
    seniority: int = 2
    skill_ids: frozenset[int] = frozenset()
    langs: frozenset[str] = frozenset()
    last_at: float = 0.0
    takes_new: bool = True
    is_away: bool = False
    may_change: bool = True


@dataclass(frozen=True)
class Wish:
    """What a rule asks of the agent.

    :param way: "balanced" by load, in "turns", or the most "senior" first
    :param lang: the customer's language; those who answer in it go first, and with
        `needs_lang` nobody else is taken
    """

    way: str = "balanced"
    skill_ids: frozenset[int] = frozenset()
    seniority_from: int = 1
    lang: str = ""
    needs_lang: bool = False


@dataclass(frozen=True)
class Choice:
    """The agent or 0, and why."""

    user_id: int
    decision: Decision


def _get_obstacle(agent: AgentFacts, wish: Wish) -> str:
    """Why an agent is passed over; empty if he is not."""
    obstacles = (
        (not agent.may_change, "may_not"),
        (not agent.takes_new, "takes_none"),
        (agent.is_away, "away"),
        (bool(agent.capacity) and agent.load >= agent.capacity, "full"),
        (agent.seniority < wish.seniority_from, "junior"),
        (not wish.skill_ids <= agent.skill_ids, "skill"),
        (wish.needs_lang and not _speaks(agent, wish.lang), "language"),
    )
    return next((code for stands, code in obstacles if stands), "")


def _speaks(agent: AgentFacts, lang: str) -> bool:
    """Whether he answers in a language, whatever its country."""
    if not lang or not agent.langs:
        return True
    short = {each.split("_")[0] for each in agent.langs}
    return lang.split("_", maxsplit=1)[0] in short


def _rank(agent: AgentFacts, wish: Wish) -> tuple:
    """The smallest goes first; the id settles what is left open."""
    foreign = not (agent.langs and _speaks(agent, wish.lang))
    share = agent.load / (agent.capacity or USUAL_CAPACITY)
    keys = {
        "balanced": (share, agent.load, agent.last_at),
        "turns": (agent.last_at, agent.load),
        "senior": (-agent.seniority, agent.load, agent.last_at),
    }
    return (bool(wish.lang) and foreign, *keys[wish.way], agent.user_id)


def choose(agents: Sequence[AgentFacts], wish: Wish) -> Choice:
    """One of the agents, or nobody with the reasons.

    :raises KeyError: for a way that is none of `WAYS`
    """
    obstacles = {agent.user_id: _get_obstacle(agent, wish) for agent in agents}
    passed = Counter(code for code in obstacles.values() if code)
    free = [agent for agent in agents if not obstacles[agent.user_id]]
    if not free:
        return Choice(0, deny("nobody_free", passed=dict(passed)))
    best = min(free, key=lambda agent: _rank(agent, wish))
    facts = {"passed": dict(passed)}
    return Choice(best.user_id, allow(Reason(wish.way, facts)))


def give(agent: AgentFacts, at: float) -> AgentFacts:
    """The agent after he was given one more, for the next ticket of a batch."""
    values = dict(vars(agent))
    return AgentFacts(**values | {"load": agent.load + 1, "last_at": at})
