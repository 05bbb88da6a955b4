"""Many people at one door in the same moment, over HTTP against a running server."""

import json
import time
from collections import Counter
from itertools import chain

import pytest

from bench.checkin.crowd import (
    Phone,
    all_at_once,
    draw_nonce,
    make_code_maker,
    make_event,
    make_members,
    make_seats,
    sign_in,
)

AT_ONCE = 32
ONE_CODE = 500
HEADERS = {"X-Community-Gate": "1"}


@pytest.fixture(scope="module")
def server(start_odoo, odoo_db, _odoo_in_process):
    """Two workers, as in the house."""
    return start_odoo(odoo_db, "--workers=2", "--max-cron-threads=0", "--gevent-port=0")


@pytest.fixture(scope="module")
def folder(server):
    return server.log.parent / "sessions"


def _open(odoo_db):
    from odoo.modules.registry import Registry

    return Registry(odoo_db).cursor()


def _environment(cr):
    from odoo import SUPERUSER_ID, api

    return api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})


def _count_seats(odoo_db, event_id):
    """:return: (attended seats, entries) as the database has them"""
    with _open(odoo_db) as cr:
        cr.execute(
            "SELECT count(*), sum(entries) FROM event_registration"
            " WHERE event_id = %s AND state = 'done'",
            [event_id],
        )
        return cr.fetchone()


def _come_in(base, sid, code):
    phone = Phone(base, {"session_id": sid})
    opened, token, _spent = phone.open(code)
    if opened != 200:
        return opened, None
    status, tone, _spent = phone.confirm(token)
    return status, tone


@pytest.mark.parametrize("seats", [1, 7])
def test_last_seats(server, odoo_db, folder, seats):
    """G30, G36: 32 want the last seats; as many come in as there are seats."""
    with _open(odoo_db) as cr:
        env = _environment(cr)
        event = make_event(env, "Last Seats", seats_limited=True, seats_max=seats)
        users = make_members(env, AT_ONCE, f"seat{seats}")
        code = make_code_maker(env, event)
        sids, event_id = sign_in(users, folder), event.id
    shown = code()
    answers = Counter(
        all_at_once([lambda sid=sid: _come_in(server.url, sid, shown) for sid in sids])
    )
    assert not [status for status, _tone in answers if status >= 500], answers
    assert answers[200, "success"] + answers[200, "warning"] == seats, answers
    assert _count_seats(odoo_db, event_id) == (seats, seats)


def test_one_code_for_five_hundred(server, odoo_db, folder):
    """G30: one code, 500 people within its life; each comes in once."""
    with _open(odoo_db) as cr:
        env = _environment(cr)
        event = make_event(env, "Big Evening")
        users = make_members(env, ONE_CODE, "crowd")
        make_seats(env, event, users.partner_id)
        code = make_code_maker(env, event)
        sids, event_id = sign_in(users, folder), event.id
    shown = code()
    groups = [sids[start::25] for start in range(25)]
    phones = {sid: Phone(server.url, {"session_id": sid}) for sid in sids}
    tokens, statuses = {}, Counter()

    def scan(group):
        for sid in group:
            status, tokens[sid], _spent = phones[sid].open(shown)
            statuses[status] += 1

    def tap(group):
        for sid in group:
            status, tone, _spent = phones[sid].confirm(tokens[sid])
            statuses[status, tone] += 1

    all_at_once([lambda group=group: scan(group) for group in groups])
    all_at_once([lambda group=group: tap(group) for group in groups])
    assert statuses[200] == ONE_CODE, statuses
    came = statuses[200, "success"] + statuses[200, "warning"]
    late = statuses[200, "danger"]
    assert came + late == ONE_CODE, statuses
    # Whoever reached the server after the code's life is refused, nobody else.
    assert _count_seats(odoo_db, event_id) == (came, came)
    assert came == _count_in_time(odoo_db, event_id)


def _count_in_time(odoo_db, event_id):
    with _open(odoo_db) as cr:
        cr.execute(
            "SELECT count(*) FROM community_checkin_claim"
            " WHERE event_id = %s AND opened_at - shown_at <= 25",
            [event_id],
        )
        return cr.fetchone()[0]


def test_same_member_twice_at_once(server, odoo_db, folder):
    """G30: one member with two phones, not registered: one seat, one entry."""
    with _open(odoo_db) as cr:
        env = _environment(cr)
        event = make_event(env, "Two Phones")
        users = make_members(env, 6, "twice")
        code = make_code_maker(env, event)
        sids = [sign_in(users, folder) for _phone in range(2)]
        event_id = event.id
    shown = code()
    answers = all_at_once(
        [lambda sid=sid: _come_in(server.url, sid, shown) for sid in chain(*sids)]
    )
    assert all(status == 200 for status, _tone in answers), answers
    assert _count_seats(odoo_db, event_id) == (6, 6)


def test_one_tap_twice_at_once(server, odoo_db, folder):
    """G30: the same scan confirmed twice at once: one try, both get its answer."""
    with _open(odoo_db) as cr:
        env = _environment(cr)
        event = make_event(env, "Nervous Thumbs")
        users = make_members(env, 16, "thumb")
        make_seats(env, event, users[:8].partner_id)
        code = make_code_maker(env, event)
        sids, event_id = sign_in(users, folder), event.id
    for sid in sids:
        phone = Phone(server.url, {"session_id": sid})
        _status, token, _spent = phone.open(code())
        twins = [Phone(server.url, phone.cookies) for _tap in range(2)]
        first, second = all_at_once(
            [lambda twin=twin, token=token: twin.confirm(token)[:2] for twin in twins]
        )
        assert first == second, (first, second)
        assert first in ((200, "success"), (200, "warning")), first
    assert _count_seats(odoo_db, event_id) == (16, 16)
    assert _count_tries(odoo_db, event_id) == 16


def _prepare_gates(odoo_db, name, gates, seats):
    """:return: (the event's id, a cookie for each gate, barcodes of the seats)"""
    with _open(odoo_db) as cr:
        env = _environment(cr)
        event = make_event(env, name)
        people = env["res.partner"].create(
            [{"name": f"Rider {turn}"} for turn in range(seats)]
        )
        found = make_seats(env, event, people)
        gates = env["community.checkin.gate"].create(
            [{"name": f"Gate {turn}", "event_id": event.id} for turn in range(gates)]
        )
        devices = env["community.checkin.device"].create(
            [{"name": gate.name, "gate_id": gate.id} for gate in gates]
        )
        cookies = [device._enrol() for device in devices]
        return event.id, cookies, found.mapped("barcode")


def _ask_gate(server, cookie, what, values):
    """:return: (status, what the page gets)"""
    phone = Phone(server.url, {"community_gate": cookie}, HEADERS)
    path, body = f"/checkin/gate/{what}", json.dumps(values)
    status, text, _spent = phone.ask("POST", path, body, "application/json")
    return status, json.loads(text) if status == 200 else text


def _count_tries(odoo_db, event_id):
    with _open(odoo_db) as cr:
        cr.execute(
            "SELECT count(*) FROM community_checkin_attempt WHERE event_id = %s",
            [event_id],
        )
        return cr.fetchone()[0]


def test_same_ticket_at_two_gates(server, odoo_db):
    """G34: each ticket is admitted once, whichever gate was first."""
    event_id, cookies, barcodes = _prepare_gates(odoo_db, "Two Gates", 2, 16)

    def scan(cookie, barcode):
        request = {"nonce": draw_nonce(), "at": 0, "text": barcode}
        status, answer = _ask_gate(server, cookie, "scan", request)
        return status, answer["verdict"] if status == 200 else answer

    answers = Counter(
        all_at_once(
            [
                lambda cookie=cookie, code=code: scan(cookie, code)
                for code in barcodes
                for cookie in cookies
            ]
        )
    )
    assert answers == {(200, "allow"): 16, (200, "deny"): 16}, answers
    assert _count_seats(odoo_db, event_id) == (16, 16)


def test_one_scan_sent_twice_at_once(server, odoo_db):
    """G34: the phone asks again while it is answered: one try, one answer."""
    event_id, [cookie], barcodes = _prepare_gates(odoo_db, "Bad Network", 1, 16)
    for verdict in ("allow", "deny"):  # the first time, and the used ticket
        for text in barcodes:
            request = {"nonce": draw_nonce(), "at": time.time(), "text": text}
            answers = all_at_once(
                [lambda r=request: _ask_gate(server, cookie, "scan", r)] * 2
            )
            assert [status for status, _answer in answers] == [200, 200], answers
            first, second = (answer for _status, answer in answers)
            assert first["verdict"] == verdict, first
            for key in ("status", "verdict", "code", "facts", "name", "row"):
                assert first[key] == second[key], key
    assert _count_seats(odoo_db, event_id) == (16, 16)
    assert _count_tries(odoo_db, event_id) == 32


@pytest.mark.parametrize("verdict", ["allow", "deny"])
def test_one_upload_sent_twice_at_once(server, odoo_db, verdict):
    """checkin.offline: a batch that is sent again before its answer is kept once,
    also while one of its scans is asked about.
    """
    event_id, [cookie], barcodes = _prepare_gates(odoo_db, f"Back {verdict}", 1, 40)
    now = time.time()
    scans = [
        {"nonce": draw_nonce(), "at": now, "text": text, "verdict": verdict}
        for text in barcodes
    ]
    for start in range(0, 40, 8):
        part = scans[start : start + 8]
        batch = {"sent_at": now, "scans": part}
        asked = [("upload", batch), ("upload", batch), ("scan", part[7])]
        answers = all_at_once(
            [
                lambda what=what, values=values: _ask_gate(server, cookie, what, values)
                for what, values in asked[: 3 if verdict == "allow" else 2]
            ]
        )
        assert {status for status, _answer in answers} == {200}, answers
        for _status, answer in answers[:2]:
            assert sorted(answer["done"]) == sorted(one["nonce"] for one in part)
        assert all(answer["verdict"] == "allow" for _status, answer in answers[2:])
    came = (40, 40) if verdict == "allow" else (0, None)
    assert _count_seats(odoo_db, event_id) == came
    assert _count_tries(odoo_db, event_id) == 40
