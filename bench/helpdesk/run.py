"""Tickets beside OCA's `helpdesk_mgmt`, on one database in one run.

Made singly, in batches and by mail, with routing rules and promises in force on our
side; then the agent's list and search among 200,000 tickets.
"""

import os
import statistics
import sys
import time
from functools import partial

from odoo.tools import mute_logger

from bench.common import machine, open_env, print_table
from bench.helpdesk.rules import make_rules
from bench.helpdesk.world import fill, make_agents, make_groups, make_people

SIZE = int(os.environ.get("BENCH_TICKETS", "200000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "60"))
BATCH = 200
# The peer answers no mail: with our answer the figure is told, not judged.
LIMITS = {"single": 1.0, "batch": 3.0, "by mail": 1.0, "by mail, with our answer": 0.0}
MAIL = """From: "Person {place}" <person{place}@firm{place}.test>
To: {to}
Subject: The gate does not open {key}
Message-ID: <bench-{key}@firm.test>
Content-Type: text/plain; charset=utf-8

Since this morning the gate says no. What can I do?
"""


def main() -> int:
    with open_env() as env, mute_logger("odoo.addons.mail.models.mail_thread"):
        bench = Bench(env(su=False))
        bench.prepare()
        made = bench.compare()
        looked = bench.look()
        env.cr.rollback()
    rows = [
        [name, f"{ours:.2f}", f"{peer:.2f}", f"{peer / ours:.2f}", LIMITS[name]]
        for name, (ours, peer) in made.items()
    ]
    print_table(
        f"A ticket, median of {ROUNDS} in turns; ours with rules and promises",
        ["", "ours ms", "helpdesk_mgmt ms", "times as fast", "at least"],
        rows,
    )
    print_table(
        f"An agent looks among {SIZE:,} tickets",
        ["", "queries", "median ms"],
        looked,
    )
    print(machine())
    slow = [name for name, (ours, peer) in made.items() if peer / ours < LIMITS[name]]
    print(f"Too slow: {', '.join(slow)}" if slow else "All within their limits.")
    return int(bool(slow))


class Bench:
    def __init__(self, env):
        self.env = env
        self.key = 0

    def prepare(self):
        env = self.env
        self.people = make_people(env)
        self.agents = make_agents(env)
        self.groups = make_groups(env, self.agents)
        fill(env, SIZE, self.people, self.groups)
        make_rules(env, self.groups)
        env.flush_all()
        for table in ("community_ticket", "res_partner", "mail_message"):
            env.cr.execute(f"ANALYZE {table}")
        env["ir.config_parameter"].set_param("mail.catchall.domain", "club.test")
        domain = env["mail.alias.domain"].search([], limit=1)
        domain = domain or env["mail.alias.domain"].create({"name": "club.test"})
        self.groups[0].alias_name = "bench-help"
        self.team = env["helpdesk.ticket.team"].create(
            {"name": "Technical", "alias_name": "bench-peer"}
        )
        self.domain = domain.name
        env.flush_all()

    def compare(self):
        """{name: (our median, the peer's) in ms for each ticket}, in turns"""
        ways = {
            "single": (lambda: self.ours(1), lambda: self.peers(1), ROUNDS, 1),
            "batch": (lambda: self.ours(BATCH), lambda: self.peers(BATCH), 5, BATCH),
            "by mail": (self.our_mail, self.peers_mail, ROUNDS, 1),
            "by mail, with our answer": (
                lambda: self.our_mail(answers=True),
                self.peers_mail,
                ROUNDS,
                1,
            ),
        }
        figures = {}
        for name, (ours, peer, rounds, size) in ways.items():
            ours(), peer()  # once before the clock: caches are warm for both
            pairs = [(self.clock(ours), self.clock(peer)) for _turn in range(rounds)]
            figures[name] = tuple(
                1000 * statistics.median(each) / size
                for each in zip(*pairs, strict=True)
            )
        return figures

    def clock(self, step):
        env = self.env
        env.flush_all()
        env.invalidate_all()
        start = time.perf_counter()
        step()
        env.flush_all()
        return time.perf_counter() - start

    def take(self, count):
        start, self.key = self.key, self.key + count
        return range(start, self.key)

    def ours(self, count):
        agent = self.agents[0]
        kind = self.env.ref("community_helpdesk.type_problem").id
        self.env["community.ticket"].with_user(agent).create(
            [
                {
                    "name": f"The gate does not open {key}",
                    "description": "<p>Since this morning.</p>",
                    "partner_id": self.people[key % len(self.people)],
                    "type_id": kind,
                }
                for key in self.take(count)
            ]
        )

    def peers(self, count):
        agent = self.agents[0]
        self.env["helpdesk.ticket"].with_user(agent).create(
            [
                {
                    "name": f"The gate does not open {key}",
                    "description": "<p>Since this morning.</p>",
                    "partner_id": self.people[key % len(self.people)],
                    "team_id": self.team.id,
                }
                for key in self.take(count)
            ]
        )

    def our_mail(self, answers=False):
        if self.groups[0].acknowledges != answers:
            self.groups[0].acknowledges = answers
        self.mail("bench-help")

    def peers_mail(self):
        self.mail("bench-peer")

    def mail(self, alias):
        (key,) = self.take(1)
        text = MAIL.format(
            place=key % 1000, key=key, to=f"{alias}@{self.domain}"
        ).encode()
        self.env["mail.thread"].sudo().message_process(None, text)

    def look(self):
        """[what, queries, median ms] of what an agent opens every day"""
        tickets = self.env["community.ticket"].with_user(self.agents[0])
        tickets = tickets.with_context(bin_size=True)
        shown = {
            name: {"fields": {"display_name": {}}} if field.relational else {}
            for name, field in tickets._fields.items()
            if name
            in ("name", "number", "priority", "partner_id", "user_id", "stage_id")
        }
        kinds = ("stage_kind", "in", ["new", "open", "waiting", "hold"])
        person = self.people[7]
        domains = {
            "open ones of my groups": [
                kinds,
                ("group_id.member_ids.user_id", "=", self.agents[0].id),
            ],
            "open ones": [kinds],
            "mine": [kinds, ("user_id", "=", self.agents[0].id)],
            "by a word of the subject": [("name", "ilike", "refund of customer 4711")],
            "by number": [("number", "ilike", "B47110")],
            "of one customer": [("partner_id", "=", person)],
        }
        looks = {
            name: partial(
                tickets.web_search_read, domain, shown, limit=80, count_limit=10_001
            )
            for name, domain in domains.items()
        }
        overview = self.env["community.ticket.overview"].with_user(self.agents[0])
        looks["the overview"] = overview.get_overview
        return [[name, *self._time(look)] for name, look in looks.items()]

    def _time(self, look):
        """:return: queries, median ms as text"""
        times, queries = [], 0
        for _turn in range(7):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            start = time.perf_counter()
            look()
            times.append(time.perf_counter() - start)
            queries = self.env.cr.sql_log_count - before
        return queries, f"{1000 * statistics.median(times):.1f}"


if __name__ == "__main__":
    sys.exit(main())
