"""Fifteen scans a second for minutes, from six phones at three gates.

Each scan has a moment at which it is due, whether the answer before has come or not:
its time counts from there, so that a server that stands still for ten seconds is not
asked less. Every hundredth ticket comes to another gate, too, three seconds later.
"""

import json
import os
import statistics
import threading
import time
from collections import Counter

from bench.checkin.crowd import Phone, draw_nonce
from bench.common import print_table

MINUTES = float(os.environ.get("BENCH_STEADY_MINUTES", "1"))
RATE, GATES, PHONES = 15, 3, 6
WARM_UP = 0.1  # of the time: scans before it has passed are not counted
TWIN_EVERY = 100
TWIN_AFTER = float(os.environ.get("BENCH_STEADY_TWIN_AFTER", "3"))  # seconds
LIMIT = 0.5  # seconds for p95
SLOW = 1.0


def enrol_gates(env, event):
    """Six phones at three gates, in and out; :return: their cookies"""
    gates = env["community.checkin.gate"].create(
        [
            {"name": f"Gate {n}", "event_id": event.id, "direction": "both"}
            for n in range(GATES)
        ]
    )
    devices = env["community.checkin.device"].create(
        [{"name": f"Phone {n}", "gate_id": gates[n % GATES].id} for n in range(PHONES)]
    )
    return [device._enrol() for device in devices]


def plan(barcodes, minutes):
    """Everybody comes in, in turns; then they go out, and in again.

    :return: (for each phone a list of (seconds from the start, ticket, way), how many
        tickets come to two gates)
    """
    plans, twins = [[] for _phone in range(PHONES)], 0
    total = round(minutes * (1 + WARM_UP) * 60 * RATE)
    for turn in range(total):
        lap, place = divmod(turn, len(barcodes))
        way = "out" if lap % 2 else "in"
        plans[turn % PHONES].append((turn / RATE, barcodes[place], way))
        if lap == 0 and place % TWIN_EVERY == 0:
            twins += 1
            other = (turn + 1) % PHONES
            plans[other].append((turn / RATE + TWIN_AFTER, barcodes[place], way))
    return [sorted(mine) for mine in plans], twins


class Steady:
    """The run and what it found.

    :param base: the server's address
    :param cookies: of the phones
    """

    def __init__(self, base, cookies, barcodes):
        self.base, self.cookies, self.barcodes = base, cookies, barcodes
        self.times, self.told, self.errors = [], [], []

    def run(self):
        plans, self.twins = plan(self.barcodes, MINUTES)
        self.start = time.perf_counter()
        threads = [
            threading.Thread(target=self.scan_all, args=(cookie, mine))
            for cookie, mine in zip(self.cookies, plans, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def scan_all(self, cookie, mine):
        phone = Phone(self.base, {"community_gate": cookie}, {"X-Community-Gate": "1"})
        for due, ticket, way in mine:
            time.sleep(max(0, self.start + due - time.perf_counter()))
            request = {
                "nonce": draw_nonce(),
                "at": time.time(),
                "text": ticket,
                "direction": way,
            }
            verdict = self.scan(phone, request)
            if due >= MINUTES * WARM_UP * 60:
                self.times.append(time.perf_counter() - self.start - due)
            self.told.append((way, verdict))

    def scan(self, phone, request):
        """:return: "allow", "deny", or "error" """
        body = json.dumps(request)
        try:
            status, text, _spent = phone.ask(
                "POST", "/checkin/gate/scan", body, "application/json"
            )
        except OSError as error:
            status, text = 0, repr(error)
        if status == 200:
            return json.loads(text)["verdict"]
        self.errors.append((status, text[:200]))
        return "error"

    def report(self, env, event_id):
        """:return: whether all of it held"""
        cuts = statistics.quantiles(self.times, n=100)
        slow = sum(one > SLOW for one in self.times) / len(self.times)
        print_table(
            f"{RATE} scans a second for {MINUTES:g} minutes, {PHONES} phones at "
            f"{GATES} gates, {len(self.barcodes)} registrations",
            ["scans", "p50 ms", "p95 ms", "p99 ms", "max ms", "over 1 s", "errors"],
            [
                [
                    len(self.times),
                    *(f"{1000 * cuts[at]:.0f}" for at in (49, 94, 98)),
                    f"{1000 * max(self.times):.0f}",
                    f"{100 * slow:.2f} %",
                    len(self.errors),
                ]
            ],
        )
        answers = Counter(self.told)
        # Of two one is let in, whichever it is; all others are let pass.
        denied = answers["in", "deny"]
        wrong = abs(denied - self.twins) + answers["out", "deny"]
        twice = count_twice(env, event_id)
        print(f"{self.twins} tickets came to a second gate; entered twice: {twice}.")
        print(f"Answers: {dict(answers)}; not as they should be: {wrong}.")
        for error in self.errors[:3]:
            print(error)
        return not (self.errors or twice or wrong) and cuts[94] < LIMIT


def count_twice(env, event_id):
    """Seats that were let in while they were inside, or out while they were not."""
    env.cr.execute(
        """
        SELECT count(*) FROM (
            SELECT registration_id
              FROM community_checkin_attempt
             WHERE event_id = %s AND verdict != 'deny'
          GROUP BY registration_id
            HAVING count(*) FILTER (WHERE direction = 'in')
                 - count(*) FILTER (WHERE direction = 'out') NOT IN (0, 1)
        ) odd
        """,
        [event_id],
    )
    return env.cr.fetchone()[0]
