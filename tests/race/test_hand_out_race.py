"""One ticket at two desks that hand out the same, in the same moment, over HTTP."""

import json
from collections import Counter

import pytest

from bench.checkin.crowd import Phone, all_at_once, draw_nonce, make_event, make_seats

HEADERS = {"X-Community-Gate": "1"}
TICKETS = 16


@pytest.fixture(scope="module")
def server(start_odoo, odoo_db, _odoo_in_process):
    """Two workers, as in the house."""
    return start_odoo(odoo_db, "--workers=2", "--max-cron-threads=0", "--gevent-port=0")


def make_desks(env):
    """:return: (id of the thing, cookies of two phones, bar codes)"""
    event = make_event(env, "Two Desks")
    people = env["res.partner"].create([{"name": f"Guest {n}"} for n in range(TICKETS)])
    seats = make_seats(env, event, people)
    thing = env["community.event.hand.out"].create(
        {"name": "T-shirt", "event_id": event.id}
    )
    gates = env["community.checkin.gate"].create(
        [
            {"name": name, "event_id": event.id, "hand_out_id": thing.id}
            for name in ("North", "South")
        ]
    )
    devices = env["community.checkin.device"].create(
        [{"name": gate.name, "gate_id": gate.id} for gate in gates]
    )
    return thing.id, [device._enrol() for device in devices], seats.mapped("barcode")


def scan(url, cookie, barcode):
    phone = Phone(url, {"community_gate": cookie}, HEADERS)
    body = json.dumps({"nonce": draw_nonce(), "at": 0, "text": barcode})
    path = "/checkin/gate/scan"
    status, text, _spent = phone.ask("POST", path, body, "application/json")
    return status, json.loads(text).get("code") if status == 200 else text


def test_same_thing_at_two_desks(server, odoo_db):
    """G36: each ticket gets it once, whichever desk was first; nobody is counted in."""
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry

    with Registry(odoo_db).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
        thing_id, cookies, barcodes = make_desks(env)
    answers = Counter(
        all_at_once(
            [
                lambda cookie=cookie, code=code: scan(server.url, cookie, code)
                for code in barcodes
                for cookie in cookies
            ]
        )
    )
    assert answers == {(200, "handed_out"): TICKETS, (200, "given"): TICKETS}, answers
    with Registry(odoo_db).cursor() as cr:
        cr.execute(
            "SELECT count(*), sum(seat.entries) FROM community_checkin_attempt tried"
            " JOIN event_registration seat ON seat.id = tried.registration_id"
            " WHERE tried.hand_out_id = %s AND tried.verdict = 'allow'",
            [thing_id],
        )
        assert cr.fetchone() in ((TICKETS, 0), (TICKETS, None))
