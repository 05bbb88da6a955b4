"""Check-in over HTTP with two workers, beside core's `register_attendee`.

Six clients, as six phones at the doors. Core's way is what its barcode page calls; ours
is what a steward's page calls, and what a member's phone sends after the scan. All
three on the same database and server, in turns. Then 5,000 people by six phones, and
then a steady rate of scans.
"""

import json
import os
import queue
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from bench.checkin.crowd import (
    Phone,
    draw_nonce,
    make_code_maker,
    make_event,
    make_members,
    make_seats,
    sign_in,
)
from bench.checkin.steady import MINUTES, Steady, enrol_gates
from bench.common import machine, open_env, print_table, serve_odoo

SIZE = int(os.environ.get("BENCH_CHECKINS", "600"))
CROWD = int(os.environ.get("BENCH_CROWD", "5000"))
CLIENTS, WORKERS = 6, 2
TURNS = 4  # the ways take turns, so that a busy minute hits all of them
JSON = "application/json"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        world = prepare(Path(folder) / "sessions")
        with serve_odoo(WORKERS, "/web/login", f"--data-dir={folder}") as base:
            world.base = base
            figures = world.measure()
            minutes = world.admit_crowd() / 60
            attended = world.count_attended()
            report(figures, minutes)
            is_steady = not MINUTES or world.hold_rate()
    expected = 3 * SIZE + CROWD
    print(f"Attended in the database: {attended} of {expected}.")
    core = figures["core register_attendee"]
    slower = [
        name
        for name in ("steward's scan", "member's tap")
        if figures[name]["rate"] < core["rate"]
    ]
    return int(bool(slower) or minutes > 6 or attended != expected or not is_steady)


def prepare(sessions):
    """Seats for each way, and who scans them."""
    sessions.mkdir(parents=True)
    with open_env() as env:
        env = env(context={**env.context, "tracking_disable": True}, su=True)
        members = make_members(env, SIZE, "bench")
        event = make_event(env, "Bench: measured")
        crowd = make_event(env, "Bench: crowd")
        people = env["res.partner"].create(
            [{"name": f"Rider {turn}"} for turn in range(max(SIZE * 2, CROWD))]
        )
        seats = make_seats(env, event, people[: SIZE * 2])
        make_seats(env, event, members.partner_id)
        steady = make_event(env, "Bench: steady")
        crowd_seats = make_seats(env, crowd, people[:CROWD])
        steady_seats = make_seats(env, steady, people[:CROWD])
        world = World(
            events=[event.id, crowd.id],
            core=seats[:SIZE].mapped("barcode"),
            steward=seats[SIZE:].mapped("barcode"),
            crowd=crowd_seats.mapped("barcode"),
        )
        world.code = make_code_maker(env, event)
        world.devices = enrol(env, event)
        world.crowd_devices = enrol(env, crowd)
        world.steady_event, world.steady = steady.id, steady_seats.mapped("barcode")
        world.steady_devices = enrol_gates(env, steady)
        world.members = sign_in(members, sessions)
        desk = env.ref("base.user_admin")
        world.desks = [sign_in(desk, sessions)[0] for _client in range(CLIENTS)]
        env.cr.commit()
    return world


def enrol(env, event):
    """Six phones at one gate; :return: their cookies"""
    gate = env["community.checkin.gate"].create({"name": "A", "event_id": event.id})
    devices = env["community.checkin.device"].create(
        [{"name": f"Phone {n}", "gate_id": gate.id} for n in range(CLIENTS)]
    )
    return [device._enrol() for device in devices]


class World:
    """What the clients scan, and how each way asks."""

    def __init__(self, events, core, steward, crowd):
        self.events, self.core, self.steward = events, core, steward
        self.crowd, self.statuses = crowd, Counter()

    def measure(self):
        """:return: {way: {"rate", "p50", "p99", ...}}"""
        for name in ("core", "steward", "members"):
            self.scan_all(name, getattr(self, name)[:CLIENTS], 0)
        ways = {
            "core register_attendee": "core",
            "steward's scan": "steward",
            "member's tap": "members",
        }
        times = {way: [] for way in ways}
        spent = dict.fromkeys(ways, 0.0)
        for turn in range(TURNS):
            for way, name in ways.items():
                part = getattr(self, name)[CLIENTS:][turn::TURNS]
                seconds, found = self.scan_all(name, part, turn)
                spent[way] += seconds
                times[way] += found
        return {
            way: summarize(times[way], spent[way], self.opened if way[0] == "m" else [])
            for way in ways
        }

    def scan_all(self, name, work, _turn):
        """Six clients share `work`; :return: (seconds, time of each answer)"""
        jobs, times = queue.Queue(), []
        for each in self.get_ready(name, work):
            jobs.put(each)

        def run(client):
            while True:
                try:
                    each = jobs.get_nowait()
                except queue.Empty:
                    return
                status, spent = getattr(self, f"ask_{name}")(client, each)
                self.statuses[name, status] += 1
                times.append(spent)

        threads = [threading.Thread(target=run, args=(n,)) for n in range(CLIENTS)]
        start = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return time.perf_counter() - start, times

    def get_ready(self, name, work):
        """Members scan first and tap later: the scan is measured by itself."""
        if name != "members":
            return work
        self.opened = getattr(self, "opened", [])
        ready = []
        for sid in work:
            phone = Phone(self.base, {"session_id": sid})
            _status, token, spent = phone.open(self.code())
            self.opened.append(spent)
            ready.append((phone, token))
        return ready

    def ask_core(self, client, barcode):
        params = {
            "model": "event.registration",
            "method": "register_attendee",
            "args": [],
            "kwargs": {"barcode": barcode, "event_id": self.events[0]},
        }
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        phone = Phone(self.base, {"session_id": self.desks[client]})
        path = "/web/dataset/call_kw/event.registration/register_attendee"
        status, text, spent = phone.ask("POST", path, body, JSON)
        return (status if "confirmed_registration" in text else text[:200]), spent

    def ask_steward(self, client, barcode, devices=None):
        cookie = (devices or self.devices)[client]
        phone = Phone(self.base, {"community_gate": cookie}, {"X-Community-Gate": "1"})
        body = json.dumps({"nonce": draw_nonce(), "at": time.time(), "text": barcode})
        status, text, spent = phone.ask("POST", "/checkin/gate/scan", body, JSON)
        return (status if '"allow"' in text else text[:200]), spent

    def ask_crowd(self, client, barcode):
        return self.ask_steward(client, barcode, self.crowd_devices)

    def ask_members(self, _client, ready):
        phone, token = ready
        status, tone, spent = phone.confirm(token)
        return (status if tone in ("success", "warning") else tone), spent

    def admit_crowd(self):
        """:return: seconds for everybody"""
        seconds, self.crowd_times = self.scan_all("crowd", self.crowd, 0)
        return seconds

    def hold_rate(self):
        """:return: whether the steady rate was held"""
        steady = Steady(self.base, self.steady_devices, self.steady)
        steady.run()
        with open_env() as env:
            return steady.report(env, self.steady_event)

    def count_attended(self):
        with open_env() as env:
            env.cr.execute(
                "SELECT count(*) FROM event_registration"
                " WHERE event_id = ANY(%s) AND state = 'done'",
                [self.events],
            )
            print(f"Answers: {dict(self.statuses)}")
            return env.cr.fetchone()[0]


def summarize(times, seconds, opened):
    cuts = statistics.quantiles(times, n=100)
    return {
        "rate": len(times) / seconds,
        "p50": cuts[49],
        "p99": cuts[98],
        "opened": statistics.median(opened) if opened else 0,
    }


def report(figures, minutes):
    core = figures["core register_attendee"]["rate"]
    print_table(
        f"Check-in over HTTP, {machine()}, {WORKERS} workers, {CLIENTS} phones",
        ["way", "per second", "times core", "p50 ms", "p99 ms"],
        [
            [
                way,
                f"{found['rate']:.1f}",
                f"{found['rate'] / core:.2f}",
                f"{1000 * found['p50']:.0f}",
                f"{1000 * found['p99']:.0f}",
            ]
            for way, found in figures.items()
        ],
    )
    opened = 1000 * figures["member's tap"]["opened"]
    print(f"\nOpening the page after the scan, before the tap: {opened:.0f} ms (p50).")
    print(f"{CROWD} people by {CLIENTS} phones: {minutes:.1f} minutes (limit 6).")


if __name__ == "__main__":
    sys.exit(main())
