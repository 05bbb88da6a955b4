"""Members with sessions, codes of the screen, and phones that scan over HTTP.

Used by the benchmark and by the tests of races: both drive a running server.
"""

import http.client
import re
import secrets
import threading
import time
from collections.abc import Callable
from urllib.parse import urlencode, urlparse


def make_event(env, name, **values):
    """An event that is on now, of the user's company, without letters to anybody."""
    from datetime import timedelta

    from odoo import fields

    begin = fields.Datetime.now() - timedelta(hours=1)
    return env["event.event"].create(
        {
            "name": name,
            "date_begin": begin,
            "date_end": begin + timedelta(hours=12),
            "date_tz": "UTC",
            "event_mail_ids": [],
            "question_ids": [],
            "is_published": True,
            **values,
        }
    )


def make_members(env, number, prefix):
    """Partners with a portal user each; :return: users"""
    group = env.ref("base.group_portal")
    users = env["res.users"].with_context(no_reset_password=True)
    return users.create(
        [
            {
                "name": f"{prefix} {turn}",
                "login": f"{prefix}-{turn}",
                "email": f"{prefix}-{turn}@example.com",
                "group_ids": [(6, 0, group.ids)],
            }
            for turn in range(number)
        ]
    )


def make_seats(env, event, partners):
    """A seat each, as a registration on the website makes it."""
    return env["event.registration"].create(
        [
            {
                "event_id": event.id,
                "partner_id": partner.id,
                "member_id": partner.id,
                "name": partner.name,
            }
            for partner in partners
        ]
    )


def sign_in(users, folder):
    """Sessions of these users in a server's data directory.

    Logging in 500 people would measure the hashing of passwords.

    :return: list of session ids, in the order of `users`
    """
    from odoo import http
    from odoo.service import security

    store = http.FilesystemSessionStore(str(folder), session_class=http.Session)
    found = []
    for user in users:
        session = store.new()
        session.update(http.get_default_session(), db=user.env.cr.dbname)
        session.uid, session.login = user.id, user.login
        session.session_token = security.compute_session_token(
            session, user.env(user=user.id)
        )
        session.context = {"lang": "en_US"}
        store.save(session)
        found.append(session.sid)
    return found


def make_code_maker(env, event) -> Callable[[], str]:
    """A function that gives the code which the screen shows in this moment."""
    from odoo.addons.community_events.tools import venue_code

    key = env["community.checkin.secret"]._get_for(event)._get_key()
    event_id = event.id
    return lambda: venue_code.make_code(
        key, event_id, venue_code.step_of(time.time()), 1
    )


class Phone:
    """One browser: cookies, and the time of each answer."""

    def __init__(self, base, cookies=None, headers=None):
        self.host = urlparse(base).netloc
        self.cookies, self.headers = dict(cookies or {}), dict(headers or {})

    def ask(self, method, path, body=None, kind="application/x-www-form-urlencoded"):
        """:return: (status, text, seconds)"""
        headers = dict(self.headers)
        if self.cookies:
            pairs = self.cookies.items()
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in pairs)
        if body is not None:
            headers["Content-Type"] = kind
        start = time.perf_counter()
        connection = http.client.HTTPConnection(self.host, timeout=120)
        connection.request(method, path, body, headers)
        reply = connection.getresponse()
        text = reply.read().decode()
        spent = time.perf_counter() - start
        for name, value in reply.getheaders():
            if name.lower() == "set-cookie":
                key, _equals, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        connection.close()
        return reply.status, text, spent

    def open(self, code):
        """Scan: :return: (status, the form's token, seconds)"""
        status, text, spent = self.ask("GET", f"/checkin/{code}")
        found = re.search(r'name="csrf_token" value="([^"]+)"', text)
        return status, found and found.group(1), spent

    def confirm(self, token):
        """The tap: :return: (status, verdict, seconds)"""
        form = urlencode({"csrf_token": token or "", "clock": time.time()})
        status, text, spent = self.ask("POST", "/checkin/confirm", form)
        found = re.search(r'<body class="answer (\w+)"', text)
        return status, found and found.group(1), spent


def all_at_once(jobs: list[Callable[[], object]]) -> list[object]:
    """Run each job in a thread of its own; all of them begin in one moment."""
    gate = threading.Barrier(len(jobs))
    answers: list[object] = [None] * len(jobs)

    def run(place, job):
        gate.wait()
        try:
            answers[place] = job()
        except OSError as error:
            answers[place] = (599, repr(error))

    threads = [
        threading.Thread(target=run, args=(place, job))
        for place, job in enumerate(jobs)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def draw_nonce() -> str:
    return secrets.token_urlsafe(12)
