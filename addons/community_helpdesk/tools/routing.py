"""Where a ticket goes: the first rule that fits, and what spoke for it.

Plain facts in, one explained result out; nothing here knows Odoo. Rules are looked at
in their order. A condition that is empty fits everything.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from odoo.addons.community_members.tools.decision import Decision, Reason, allow
from odoo.addons.community_members.tools.search_text import plain, romanise

NO_RULE = "no_rule_fits"


@dataclass(frozen=True)
class TicketFacts:
    """What rules look at.

    :param priority: 0 (low) to 3 (urgent)
    :param at: local time of the ticket's company
    :param in_hours: ids of the calendars whose working time it came in
    """

    type_id: int = 0
    priority: int = 1
    tag_ids: frozenset[int] = frozenset()
    subject: str = ""
    lang: str = ""
    organisation_id: int = 0
    is_vip: bool = False
    mail_domain: str = ""
    channel: str = "backend"
    coverage: str = "none"
    at: datetime = datetime(2000, 1, 3, 12)
    in_hours: frozenset[int] = frozenset()


@dataclass(frozen=True)
class RuleFacts:
    """A rule: conditions, all of which have to fit, and the group it leads to.

    :param words: any of them in the subject, in whatever letters they are typed
    :param calendar_id: with `when` "inside" or "outside": its working hours
    """

    rule_id: int
    group_id: int = 0
    type_ids: frozenset[int] = frozenset()
    priority_from: int = 0
    tag_ids: frozenset[int] = frozenset()
    needs_all_tags: bool = False
    words: tuple[str, ...] = ()
    langs: frozenset[str] = frozenset()
    organisation_ids: frozenset[int] = frozenset()
    only_vip: bool = False
    mail_domains: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    coverages: frozenset[str] = frozenset()
    when: str = ""
    calendar_id: int = 0


@dataclass(frozen=True)
class Routed:
    """The one result: a rule or none, and the decision that explains it."""

    rule_id: int
    group_id: int
    decision: Decision = field(default_factory=allow)


def fold(text: str) -> str:
    """Letters as they are compared: small, Latin, without accents and double spaces."""
    return plain(romanise(" ".join(text.split())))


def split_words(text: str) -> tuple[str, ...]:
    """The words or phrases of a field: one a line, or with commas between."""
    parts = text.replace("\n", ",").split(",")
    return tuple(dict.fromkeys(word for part in parts if (word := fold(part))))


def _find_word(subject: str, words: Iterable[str]) -> str:
    """The first word that stands at the beginning of a word of the subject.

    Turkish and Georgian put endings behind: "fatura" finds "faturam", not "kefatura".
    """
    text = f" {fold(subject)}"
    for mark in "-_/.,;:!?()[]\"'":
        text = text.replace(mark, " ")
    return next((word for word in words if f" {word}" in text), "")


def _host_fits(host: str, domains: frozenset[str]) -> bool:
    labels = host.lower().split(".")
    return any(".".join(labels[start:]) in domains for start in range(len(labels)))


def check_rule(rule: RuleFacts, ticket: TicketFacts) -> tuple[Reason, ...] | None:
    """What spoke for a rule, None if it does not fit."""
    reasons: list[Reason] = []
    checks = (
        (rule.type_ids, ticket.type_id in rule.type_ids, "type", {}),
        (rule.priority_from, ticket.priority >= rule.priority_from, "priority", {}),
        (rule.tag_ids, _tags_fit(rule, ticket), "tags", {}),
        (rule.langs, ticket.lang in rule.langs, "language", {"lang": ticket.lang}),
        (
            rule.organisation_ids,
            ticket.organisation_id in rule.organisation_ids,
            "organisation",
            {},
        ),
        (rule.only_vip, ticket.is_vip, "vip", {}),
        (
            rule.mail_domains,
            _host_fits(ticket.mail_domain, rule.mail_domains),
            "mail_domain",
            {"domain": ticket.mail_domain},
        ),
        (rule.channels, ticket.channel in rule.channels, "channel", {}),
        (rule.coverages, ticket.coverage in rule.coverages, "coverage", {}),
        (rule.when, _time_fits(rule, ticket), f"time_{rule.when}", {}),
    )
    for wanted, fits, code, facts in checks:
        if wanted and not fits:
            return None
        if wanted:
            reasons.append(Reason(code, facts))
    if rule.words:
        word = _find_word(ticket.subject, rule.words)
        if not word:
            return None
        reasons.append(Reason("word", {"word": word}))
    return tuple(reasons) or (Reason("every"),)


def _tags_fit(rule: RuleFacts, ticket: TicketFacts) -> bool:
    if rule.needs_all_tags:
        return rule.tag_ids <= ticket.tag_ids
    return bool(rule.tag_ids & ticket.tag_ids)


def _time_fits(rule: RuleFacts, ticket: TicketFacts) -> bool:
    inside = rule.calendar_id in ticket.in_hours
    return inside if rule.when == "inside" else not inside


def route(ticket: TicketFacts, rules: Iterable[RuleFacts]) -> Routed:
    """The first rule that fits, explained; without one, that none does.

    :param rules: in their order
    """
    tried = 0
    for rule in rules:
        tried += 1
        reasons = check_rule(rule, ticket)
        if reasons is not None:
            return Routed(rule.rule_id, rule.group_id, allow(*reasons))
    return Routed(0, 0, allow(Reason(NO_RULE, {"tried": tried})))
