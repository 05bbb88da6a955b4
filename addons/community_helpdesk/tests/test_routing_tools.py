import random
from datetime import datetime

from odoo.tests import BaseCase, tagged

from ..tools.assignment import AgentFacts, Wish, choose, give
from ..tools.routing import (
    NO_RULE,
    RuleFacts,
    TicketFacts,
    check_rule,
    fold,
    route,
    split_words,
)

FITS = [
    # what the rule asks, what the ticket is, whether it fits
    ({"type_ids": frozenset({1})}, {"type_id": 1}, True),
    ({"type_ids": frozenset({1})}, {"type_id": 2}, False),
    ({"priority_from": 2}, {"priority": 2}, True),
    ({"priority_from": 2}, {"priority": 1}, False),
    ({"tag_ids": frozenset({1, 2})}, {"tag_ids": frozenset({2})}, True),
    (
        {"tag_ids": frozenset({1, 2}), "needs_all_tags": True},
        {"tag_ids": frozenset({2})},
        False,
    ),
    (
        {"tag_ids": frozenset({1, 2}), "needs_all_tags": True},
        {"tag_ids": frozenset({1, 2, 3})},
        True,
    ),
    ({"words": ("fatura",)}, {"subject": "FATURAM gelmedi"}, True),
    ({"words": ("isik",)}, {"subject": "Işıklar yanmıyor"}, True),
    ({"words": ("fatura",)}, {"subject": "kefatura"}, False),
    ({"words": ("angarishi",)}, {"subject": "სად არის ანგარიში"}, True),
    ({"words": ("credit card",)}, {"subject": "My (credit  card) is old"}, True),
    ({"words": ("fatura",)}, {"subject": ""}, False),
    ({"langs": frozenset({"ka_GE"})}, {"lang": "ka_GE"}, True),
    ({"langs": frozenset({"ka_GE"})}, {"lang": ""}, False),
    ({"organisation_ids": frozenset({7})}, {"organisation_id": 7}, True),
    ({"organisation_ids": frozenset({7})}, {"organisation_id": 0}, False),
    ({"only_vip": True}, {"is_vip": True}, True),
    ({"only_vip": True}, {}, False),
    ({"mail_domains": frozenset({"abc.test"})}, {"mail_domain": "mail.ABC.test"}, True),
    ({"mail_domains": frozenset({"abc.test"})}, {"mail_domain": "xabc.test"}, False),
    ({"channels": frozenset({"mail"})}, {"channel": "mail"}, True),
    ({"channels": frozenset({"mail"})}, {"channel": "phone"}, False),
    ({"coverages": frozenset({"none"})}, {"coverage": "none"}, True),
    ({"when": "inside", "calendar_id": 3}, {"in_hours": frozenset({3})}, True),
    ({"when": "inside", "calendar_id": 3}, {"in_hours": frozenset({4})}, False),
    ({"when": "outside", "calendar_id": 3}, {"in_hours": frozenset()}, True),
    ({}, {}, True),
]


@tagged("community", "post_install", "-at_install")
class TestRoutingTools(BaseCase):
    def test_conditions(self):
        """R24, R25, R26, R29: type, priority, tags and subject, each yes and no."""
        for asked, given, fits in FITS:
            found = check_rule(RuleFacts(1, **asked), TicketFacts(**given))
            self.assertEqual(found is not None, fits, (asked, given))

    def test_all_conditions_have_to_fit(self):
        """R24: one condition that does not fit is enough to pass a rule over."""
        rule = RuleFacts(1, type_ids=frozenset({1}), priority_from=2)
        self.assertIsNone(check_rule(rule, TicketFacts(type_id=1, priority=1)))
        found = check_rule(rule, TicketFacts(type_id=1, priority=3))
        self.assertEqual([each.code for each in found], ["type", "priority"])

    def test_the_first_rule_takes_it(self):
        """R36: order decides between two that fit."""
        rules = [RuleFacts(1, 10, langs=frozenset({"tr_TR"})), RuleFacts(2, 20)]
        self.assertEqual(route(TicketFacts(lang="tr_TR"), rules).group_id, 10)
        self.assertEqual(route(TicketFacts(lang="ka_GE"), rules).group_id, 20)
        nothing = route(TicketFacts(), [])
        self.assertEqual(nothing.rule_id, 0)
        self.assertEqual(nothing.decision.reasons[0].code, NO_RULE)

    def test_words_of_a_field(self):
        self.assertEqual(
            split_words("Fatura, ÖDEME\nფასი,,fatura"), ("fatura", "odeme", "pasi")
        )
        self.assertEqual(fold("İPTAL  ışık"), "iptal isik")

    def test_ten_thousand_tickets(self):
        """R2, R36: each of 10,000 random tickets has exactly one explained result."""
        chance = random.Random(20261123)
        rules = [_random_rule(chance, number) for number in range(1, 31)]
        groups = {rule.rule_id: rule.group_id for rule in rules}
        taken = set()
        for _place in range(10_000):
            ticket = _random_ticket(chance)
            result = route(ticket, rules)
            self.assertEqual(route(ticket, rules), result)
            self.assertTrue(result.decision.reasons)
            fitting = [rule for rule in rules if check_rule(rule, ticket)]
            if not fitting:
                self.assertEqual((result.rule_id, result.group_id), (0, 0))
                continue
            self.assertEqual(result.rule_id, fitting[0].rule_id)
            self.assertEqual(result.group_id, groups[result.rule_id])
            taken.add(result.rule_id)
        self.assertGreater(len(taken), 20)


def _random_rule(chance, number):
    def some(values):
        return frozenset(chance.sample(values, chance.randint(0, 1)))

    return RuleFacts(
        rule_id=number,
        group_id=chance.randint(1, 6),
        type_ids=some(range(1, 6)) or frozenset({1 + number % 5}),
        priority_from=chance.choice([0, 0, 1, 2]),
        tag_ids=some(range(1, 4)),
        words=tuple(some(["fatura", "gate", "refund"])),
        langs=some(["tr_TR", "ka_GE"]),
        channels=some(["mail", "phone"]),
    )


def _random_ticket(chance):
    words = ["Faturam", "The gate", "Refund", "გადახდა", "Merhaba", ""]
    return TicketFacts(
        type_id=chance.randint(0, 5),
        priority=chance.randint(0, 3),
        tag_ids=frozenset(chance.sample(range(1, 6), chance.randint(0, 3))),
        subject=f"{chance.choice(words)} {chance.choice(words)}",
        lang=chance.choice(["", "tr_TR", "ka_GE", "en_US"]),
        channel=chance.choice(["mail", "phone", "portal"]),
        at=datetime(2026, 3, 29, chance.randint(0, 23)),
    )


@tagged("community", "post_install", "-at_install")
class TestAssignmentTools(BaseCase):
    def test_who_is_passed_over(self):
        """R18, R22: away, full, inexperienced, without skill, language or right."""
        obstacles = {
            "away": AgentFacts(1, is_away=True),
            "full": AgentFacts(2, load=5, capacity=5),
            "takes_none": AgentFacts(3, takes_new=False),
            "junior": AgentFacts(4, seniority=1),
            "skill": AgentFacts(5, skill_ids=frozenset({8})),
            "language": AgentFacts(
                6, skill_ids=frozenset({9}), langs=frozenset({"tr_TR"})
            ),
            "may_not": AgentFacts(7, may_change=False),
        }
        wish = Wish(
            skill_ids=frozenset({9}), seniority_from=2, lang="ka_GE", needs_lang=True
        )
        choice = choose(list(obstacles.values()), wish)
        self.assertEqual(choice.user_id, 0)
        passed = choice.decision.reasons[0].facts["passed"]
        self.assertEqual(passed, dict.fromkeys(obstacles, 1))
        good = AgentFacts(8, skill_ids=frozenset({9}), langs=frozenset({"ka_GE"}))
        self.assertEqual(choose([*obstacles.values(), good], wish).user_id, 8)

    def test_ways(self):
        """R17, R22: by load against capacity, in turns, the most experienced first."""
        agents = [
            AgentFacts(1, load=4, capacity=40, seniority=1, last_at=50.0),
            AgentFacts(2, load=3, capacity=6, seniority=3, last_at=40.0),
            AgentFacts(3, load=9, seniority=3, last_at=30.0),
        ]
        found = {
            way: choose(agents, Wish(way=way)).user_id
            for way in ("balanced", "turns", "senior")
        }
        self.assertEqual(found, {"balanced": 1, "turns": 3, "senior": 2})

    def test_language_goes_first(self):
        """R11: who answers in the language goes first, others follow."""
        turkish = AgentFacts(1, load=9, langs=frozenset({"tr_TR"}))
        anybody = AgentFacts(2)
        wish = Wish(lang="tr_CY")
        self.assertEqual(choose([turkish, anybody], wish).user_id, 1)
        away = AgentFacts(1, is_away=True, langs=frozenset({"tr_TR"}))
        self.assertEqual(choose([away, anybody], wish).user_id, 2)

    def test_a_batch_is_spread(self):
        """R17: 90 tickets over three agents are 30 each, by load and in turns."""
        for way in ("balanced", "turns"):
            agents = [AgentFacts(user_id) for user_id in (1, 2, 3)]
            for place in range(1, 91):
                user_id = choose(agents, Wish(way=way)).user_id
                agents = [
                    give(agent, float(place)) if agent.user_id == user_id else agent
                    for agent in agents
                ]
            self.assertEqual([agent.load for agent in agents], [30, 30, 30], way)
