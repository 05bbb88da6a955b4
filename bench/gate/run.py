"""A swipe over HTTP with two workers, beside an empty route of Odoo in the same run.

The empty route is core's `version_info`, which asks no database for anything; ours
reads the pass, decides and keeps the decision; afterwards each has to be in the
journal. Both say which database they mean, as a
box does; what it costs not to say so, with the same `dbfilter`, is measured beside.
Then what a box fetches: all passes, and one that changed. Then the box's own decision,
from its file, without a server.
"""

import json
import os
import statistics
import sys
import tempfile
import threading
import time
import urllib.request
import uuid
from pathlib import Path

from bench.common import machine, open_env, peak_memory, print_table, serve_odoo
from bench.gate.box import measure_box
from bench.gate.world import make_club, settle, uid_of

SIZE = int(os.environ.get("BENCH_PASSES", "200000"))
SWIPES = int(os.environ.get("BENCH_SWIPES", "600"))
CLIENTS = (1, 8, 32)
WORKERS = 2
LIMIT = 2.0  # times the empty route's median


def main() -> int:
    with open_env() as env:
        club = make_club(env(su=True), SIZE)
        env.cr.commit()
    settle()
    with (
        tempfile.TemporaryDirectory() as folder,
        serve_odoo(WORKERS, "/web/login", f"--data-dir={folder}") as base,
    ):
        measure(base, club, clients=WORKERS)  # each worker has answered before
        figures = {number: measure(base, club, number) for number in CLIENTS}
        check_journal(club, (1 + len(CLIENTS)) * SWIPES)
        fetched = fetch(base, club)
    ratio = report(figures, fetched)
    with tempfile.TemporaryDirectory() as folder:
        rows = [measure_box(Path(folder), size) for size in (20_000, SIZE)]
    print_table(
        "A box decides alone, from its file",
        ["passes", "p50 ms", "p99 ms", "MB of memory", "MB of file"],
        rows,
    )
    print(machine(), f"peak {peak_memory():.0f} MB")
    return int(ratio > LIMIT)


def measure(base, club, clients):
    """{way: sorted times in ms}, the ways in turns"""
    ways = {"empty route": ask_nothing, "no header": ask_unnamed, "swipe": swipe}
    times = {name: [] for name in ways}
    for _turn in range(3):
        for name, ask in ways.items():
            times[name] += at_once(ask, base, club, clients, SWIPES // 3)
    return {name: sorted(each) for name, each in times.items()}


def check_journal(club, number):
    """:raises AssertionError: not each swipe is in the journal a moment afterwards"""
    end = time.monotonic() + 5
    found = 0
    while found != number and time.monotonic() < end:
        time.sleep(0.1)
        with open_env() as env:
            journal = env["community.access.event"].sudo()
            found = journal.search_count([("company_id", "=", club["company"])])
    assert found == number, f"{found} swipes of {number} are in the journal"
    print(f"All {number} swipes are in the journal.")


def at_once(ask, base, club, clients, number):
    """So many requests by so many clients; each waits for its answer."""
    left, found, lock = iter(range(number)), [], threading.Lock()

    def client():
        while True:
            with lock:
                place = next(left, None)
            if place is None:
                return
            begin = time.perf_counter()
            ask(base, club, place)
            took = (time.perf_counter() - begin) * 1000
            with lock:
                found.append(took)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def post(base, path, values, headers):
    body = json.dumps(values).encode()
    request = urllib.request.Request(
        f"{base}{path}", body, {"Content-Type": "application/json", **headers}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())


def headers_of(club):
    return {
        "Authorization": f"Bearer {club['token']}",
        "X-Community-Box": club["identifier"],
        "X-Odoo-Database": os.environ["BENCH_DATABASE"],
    }


def ask_nothing(base, club, _place):
    return post(base, "/web/webclient/version_info", {"params": {}}, headers_of(club))


def ask_unnamed(base, _club, _place):
    """Without the name of the database: Odoo looks which ones its filter lets."""
    return post(base, "/web/webclient/version_info", {"params": {}}, {})


def swipe(base, club, place):
    values = {
        "uuid": str(uuid.uuid4()),
        "device": "reader",
        "side": "in",
        "uid": uid_of(place * 97 % SIZE + 1),
    }
    answer = post(base, "/community/access/box/swipe", values, headers_of(club))
    assert answer["open"], answer
    return answer


def fetch(base, club):
    """(seconds for all passes, how many, seconds for what changed since)"""
    begin, passes, after, revision = time.perf_counter(), 0, 0, None
    more = True
    while more:
        values = {"revision": None, "after": after, "page": 20_000}
        page = post(base, "/community/access/box/sync", values, headers_of(club))
        passes, after, more = passes + len(page["passes"]), page["after"], page["more"]
        revision = revision or page["revision"]
    whole = time.perf_counter() - begin
    with open_env() as env:
        domain = [("uid", "=", uid_of(7)), ("company_id", "=", club["company"])]
        env["community.access.credential"].sudo().search(domain).action_block()
        env.cr.commit()
    begin = time.perf_counter()
    values = {"revision": revision, "after": 0, "page": 20_000}
    page = post(base, "/community/access/box/sync", values, headers_of(club))
    return whole, passes, time.perf_counter() - begin, len(page["passes"])


def report(figures, fetched):
    rows = []
    for clients, ways in figures.items():
        for name, times in ways.items():
            median = statistics.median(times)
            high = times[int(len(times) * 0.99)]
            ratio = median / statistics.median(ways["empty route"])
            rows.append([clients, name, f"{median:.1f}", f"{high:.1f}", f"{ratio:.2f}"])
    print_table(
        f"A swipe among {SIZE} passes, {WORKERS} workers",
        ["clients", "way", "p50 ms", "p99 ms", "times empty"],
        rows,
    )
    whole, passes, change, changed = fetched
    print(f"All {passes} passes in {whole:.1f} s; {changed} changed in {change:.3f} s.")
    return max(float(row[-1]) for row in rows if row[1] == "swipe")


if __name__ == "__main__":
    sys.exit(main())
