"""1,000 applications over HTTP, eight at a time, while three officers decide.

Every tenth form is sent twice at the same moment, as by a double click. The officers
pick from the same inbox in any order, so that they meet over the same application.
Afterwards the database is asked: none lost, none double, no answer of 500 or more.
"""

import os
import queue
import random
import re
import statistics
import sys
import threading
import time
from collections import Counter

import requests

from bench.common import answer, machine, open_env, print_table, run_part, serve_odoo
from bench.people import city_of, name_of

SIZE = int(os.environ.get("BENCH_APPLICATIONS", "1000"))
CLIENTS, OFFICERS, WORKERS = 8, 3, 4
EVERY_DOUBLE, EVERY_REJECTED = 10, 5
PATIENCE = 60  # seconds without progress
DOMAIN = "apply.example.org"


def prepared():
    """A club that takes applications, without the limits that stop floods."""
    with open_env() as env:
        for kind in ("ip", "email"):
            env["ir.config_parameter"].sudo().set_param(
                f"community_members.application_limit_{kind}", 0
            )
        category = env["community.member.category"].create(
            {"name": "Bench", "application_open": True, "application_photo": "no"}
        )
        group = env.ref("community_members.group_member_admission")
        env["res.users"].with_context(no_reset_password=True).create(
            [
                {
                    "name": f"Officer {number}",
                    "login": f"officer{number}",
                    "password": f"officer{number}",
                    "group_ids": [(4, group.id)],
                }
                for number in range(OFFICERS)
            ]
        )
        env.cr.commit()
        answer(category=category.id)


class Storm:
    """What the threads share."""

    def __init__(self, base, category):
        self.base, self.category = base, category
        self.forms, self.letters = queue.Queue(), queue.Queue()
        for number in range(SIZE):
            self.forms.put(number)
        self.statuses, self.times, self.refused = Counter(), [], Counter()
        self.confirmed = self.decided = 0
        self.lock, self.is_over = threading.Lock(), threading.Event()

    def ask(self, session, method, path, **options):
        start = time.perf_counter()
        reply = session.request(method, self.base + path, timeout=120, **options)
        with self.lock:
            self.times.append(time.perf_counter() - start)
            self.statuses[reply.status_code] += 1
        return reply

    # ------------------------------------------------------------
    # APPLICANTS
    # ------------------------------------------------------------

    def apply(self):
        while not self.is_over.is_set():
            try:
                number = self.forms.get_nowait()
            except queue.Empty:
                return
            session = requests.Session()
            page = self.ask(session, "GET", "/membership/apply").text
            data = {
                name: re.search(f'name="{name}" value="([^"]+)"', page)[1]
                for name in ("csrf_token", "form_key")
            }
            data |= {
                "category_id": str(self.category),
                "is_company": "0",
                "name": f"{name_of(number)} {number}",
                "email": f"a{number}@{DOMAIN}",
                "phone": f"+90 532 {1000000 + number}",
                "city": city_of(number),
                "agree": "1",
            }
            times = 2 if number % EVERY_DOUBLE == 0 else 1
            clicks = [
                threading.Thread(target=self.send, args=(session, data))
                for _click in range(times)
            ]
            for click in clicks:
                click.start()
            for click in clicks:
                click.join()

    def send(self, session, data):
        self.ask(session, "POST", "/membership/apply", data=data, allow_redirects=False)

    def confirm(self):
        """Whoever gets the letter opens it and presses the button."""
        while not self.is_over.is_set():
            try:
                path = self.letters.get(timeout=0.2)
            except queue.Empty:
                continue
            session = requests.Session()
            page = self.ask(session, "GET", path).text
            found = re.search('name="csrf_token" value="([^"]+)"', page)
            data = {"csrf_token": found[1]}
            self.ask(session, "POST", path, data=data, allow_redirects=False)
            with self.lock:
                self.confirmed += 1

    # ------------------------------------------------------------
    # OFFICERS
    # ------------------------------------------------------------

    def decide(self, officer):
        session, chance = requests.Session(), random.Random(officer)
        self.call(session, "/web/session/authenticate", self.login(officer))
        while not self.is_over.is_set():
            domain = [["state", "=", "pending"], ["email", "like", DOMAIN]]
            rows = self.method(session, "search_read", [domain, ["name"], 0, 12])
            if not rows:
                time.sleep(0.3)
                continue
            row = chance.choice(rows)
            # As the button does: look at the register again, then say who it is.
            self.method(session, "action_open_accept", [[row["id"]]])
            found = self.method(session, "read", [[row["id"]], ["needs_choice"]])
            if found and found[0]["needs_choice"]:
                self.method(session, "action_choose_new", [[row["id"]]])
            is_rejected = row["id"] % EVERY_REJECTED == 0
            name = "action_reject" if is_rejected else "action_accept"
            if self.method(session, name, [[row["id"]]]):
                with self.lock:
                    self.decided += 1

    def login(self, officer):
        name = f"officer{officer}"
        return {"db": os.environ["BENCH_DATABASE"], "login": name, "password": name}

    def method(self, session, name, args):
        path = f"/web/dataset/call_kw/community.application/{name}"
        params = {"model": "community.application", "method": name, "args": args}
        return self.call(session, path, params | {"kwargs": {}})

    def call(self, session, path, params):
        body = {"jsonrpc": "2.0", "method": "call", "params": params}
        reply = self.ask(session, "POST", path, json=body).json()
        if "error" in reply:
            with self.lock:
                self.refused[reply["error"]["data"]["name"]] += 1
        return reply.get("result")


def stormed(base, category):
    storm = Storm(base, int(category))
    people = [threading.Thread(target=storm.apply) for _one in range(CLIENTS)]
    people += [threading.Thread(target=storm.confirm) for _one in range(2)]
    people += [
        threading.Thread(target=storm.decide, args=(number,))
        for number in range(OFFICERS)
    ]
    start = time.perf_counter()
    for person in people:
        person.start()
    with open_env() as env:
        _carry_letters(env, storm)
        spent = time.perf_counter() - start
        storm.is_over.set()
        for person in people:
            person.join()
        env.cr.rollback()
        answer(
            seconds=spent,
            statuses={str(code): count for code, count in storm.statuses.items()},
            refused=dict(storm.refused),
            median=statistics.median(storm.times),
            slowest=max(storm.times),
            found=_count(env),
        )


def _carry_letters(env, storm):
    """The post: each letter that asks for confirmation reaches its mailbox once."""
    carried, last, waited = set(), None, time.perf_counter()
    while storm.decided < SIZE:
        applications = env["community.application"].sudo()
        fresh = applications.search(
            [
                ("state", "=", "unconfirmed"),
                ("email", "like", DOMAIN),
                ("id", "not in", list(carried)),
            ]
        )
        for application in fresh:
            storm.letters.put("/" + application._get_confirm_url().split("/", 3)[3])
        carried |= set(fresh.ids)
        env.cr.rollback()
        env.invalidate_all()
        progress = (len(carried), storm.confirmed, storm.decided)
        if progress != last:
            last, waited = progress, time.perf_counter()
        if time.perf_counter() - waited > PATIENCE:
            return
        time.sleep(0.2)


def _count(env):
    """What the database knows afterwards."""
    cr = env.cr
    cr.execute(
        """
        SELECT COUNT(*) AS kept,
               COUNT(DISTINCT email) AS people,
               COUNT(*) FILTER (WHERE state = 'accepted') AS accepted,
               COUNT(*) FILTER (WHERE state = 'rejected') AS rejected,
               COUNT(DISTINCT partner_id) AS members
          FROM community_application WHERE email LIKE %s
        """,
        [f"%@{DOMAIN}"],
    )
    found = cr.dictfetchone()
    cr.execute(
        """
        SELECT COUNT(*) AS contacts, COUNT(DISTINCT member_number) AS numbers,
               (SELECT COUNT(*) FROM community_member_card card
                  JOIN res_partner holder ON holder.id = card.partner_id
                 WHERE holder.email LIKE %s AND card.state = 'active') AS cards,
               (SELECT COUNT(*) FROM res_users WHERE login LIKE %s) AS accounts,
               (SELECT COUNT(*) FROM community_notice_delivery delivery
                  JOIN community_notice notice ON notice.id = delivery.notice_id
                 WHERE delivery.address LIKE %s
                   AND notice.code IN ('application_accepted', 'application_rejected'))
               AS letters
          FROM res_partner WHERE email LIKE %s
        """,
        [f"%@{DOMAIN}"] * 4,
    )
    return found | cr.dictfetchone()


def main():
    ready = run_part(__file__, "prepared")
    with serve_odoo(WORKERS, "/membership/apply") as base:
        figures = run_part(__file__, "stormed", base, str(ready["category"]))
    found = figures["found"]
    broken = sum(n for code, n in figures["statuses"].items() if int(code) >= 500)
    expected = {
        "applications kept, of those sent": (found["kept"], SIZE),
        "people among them": (found["people"], SIZE),
        "decided": (found["accepted"] + found["rejected"], SIZE),
        "members, for those accepted": (found["members"], found["accepted"]),
        "contacts with such an address": (found["contacts"], found["accepted"]),
        "member numbers": (found["numbers"], found["accepted"]),
        "active cards": (found["cards"], found["accepted"]),
        "portal accounts": (found["accounts"], found["accepted"]),
        "letters of decision": (found["letters"], SIZE),
        "answers of 500 and more": (broken, 0),
    }
    seconds = figures["seconds"]
    print(f"{SIZE:,} applications in {seconds:.0f} s: {SIZE / seconds:.1f} a second")
    print(
        f"{machine()}, {WORKERS} workers, {CLIENTS} applicants and {OFFICERS} officers"
    )
    print_table(
        "What is there afterwards",
        ["", "found", "expected"],
        [[name, *pair] for name, pair in expected.items()],
    )
    answers = sorted(figures["statuses"].items())
    rows = [[f"answers {code}", count] for code, count in answers]
    rows += [[f"refused: {name}", n] for name, n in sorted(figures["refused"].items())]
    rows.append(["median answer, ms", f"{figures['median'] * 1000:.0f}"])
    rows.append(["slowest answer, ms", f"{figures['slowest'] * 1000:.0f}"])
    print_table("On the way", ["", ""], rows)
    return int(any(got != wanted for got, wanted in expected.values()))


if __name__ == "__main__":
    parts = {"prepared": prepared, "stormed": stormed}
    sys.exit(parts[sys.argv[1]](*sys.argv[2:]) if len(sys.argv) > 1 else main())
