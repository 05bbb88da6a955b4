"""Boxes that swipe and report at the same moment, over HTTP, at two workers."""

import json
import random
import time
import urllib.request
import uuid

import pytest

from bench.checkin.crowd import all_at_once

AT_ONCE, TURNS = 8, 12
PATIENCE = 10


@pytest.fixture(scope="module")
def server(start_odoo, odoo_db, _odoo_in_process):
    """Two workers, as in the house."""
    return start_odoo(odoo_db, "--workers=2", "--max-cron-threads=0", "--gevent-port=0")


@pytest.fixture(scope="module")
def boxes(odoo_db, server):
    """A gate, and a paired box with a reader, for each of those who swipe."""
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry

    first = 0x04000000000000 + random.SystemRandom().randrange(1 << 40)
    made = []
    with Registry(odoo_db).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
        site = env["community.access.site"].create({"name": "Race", "tz": "UTC"})
        zone = {"name": "Race", "site_id": site.id, "has_reset": False}
        zone = env["community.access.zone"].create(zone)
        medium = env["community.access.medium"].create({"name": "Race"})
        for number in range(AT_ONCE):
            box = env["community.access.box"].create({"name": f"Race {number}"})
            box.action_pair()
            box._bind(f"race-box-{uuid.uuid4()}")
            gate = {"name": f"Race {number}", "zone_id": zone.id}
            env["community.access.gate"].create(
                {**gate, "box_id": box.id, "device_in": "reader"}
            )
            uid = f"{first + number:014X}"
            band = {"uid": uid, "medium_id": medium.id}
            partner = env["res.partner"].create({"name": f"Race {number}"})
            env["community.access.credential"].create(band)._issue(partner)
            made.append((box.identifier, box._get_token(), uid))
    return made


def ask(url, database, box, what, values):
    """:return: the answer; an error of the server is raised"""
    identifier, token, _uid = box
    headers = {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {token}",
        "X-Community-Box": identifier,
        "X-Odoo-Database": database,
    }
    request = urllib.request.Request(
        f"{url}/community/access/box/{what}", json.dumps(values).encode(), headers
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())


def swipe_and_tell(url, database, box):
    """Each swipe is told at once: before the journal has it, or while it gets it.

    :return: numbers of the swipes
    """
    numbers = []
    for turn in range(TURNS):
        number = str(uuid.uuid4())
        values = {"uuid": number, "device": "reader", "side": "in", "uid": box[2]}
        answer = ask(url, database, box, "swipe", values)
        time.sleep(random.choice((0, 0.05, 0.1, 0.15)))
        report = {
            **values,
            "seq": turn + 1,
            "kind": "swipe",
            "at": time.time(),
            "verdict": answer["verdict"],
            "reasons": answer["reasons"],
            "origin": "server",
        }
        told = ask(url, database, box, "events", {"epoch": "race", "events": [report]})
        assert told["acked"] == turn + 1
        numbers.append(number)
    return numbers


def read_journal(odoo_db, numbers):
    """:return: {number: (facts, place in the box's journal)}, and how many wait"""
    from odoo.modules.registry import Registry

    with Registry(odoo_db).cursor() as cr:
        cr.execute(
            "SELECT uuid, facts, box_ref FROM community_access_event"
            " WHERE uuid = ANY(%s)",
            [numbers],
        )
        found = {number: tuple(rest) for number, *rest in cr.fetchall()}
        cr.execute("SELECT count(*) FROM community_access_inbox")
        return found, cr.fetchone()[0]


def test_reports_that_come_first_lose_no_facts(server, odoo_db, boxes):
    """F38: each swipe is in the journal once, with what the server decided by and its
    place in the box's journal, whoever wrote first; nothing stays behind.
    """
    told = all_at_once(
        [lambda box=box: swipe_and_tell(server.url, odoo_db, box) for box in boxes]
    )
    numbers = [number for of_box in told for number in of_box]
    found, waiting = read_journal(odoo_db, numbers)
    assert (len(found), waiting) == (AT_ONCE * TURNS, 0)
    for facts, box_ref in found.values():
        assert box_ref
        assert json.loads(facts)["setting"], facts


def test_the_thread_takes_up_what_no_box_tells(server, odoo_db, boxes):
    """F38: a swipe is in the journal a moment after the answer, without a report."""
    number = str(uuid.uuid4())
    values = {"uuid": number, "device": "reader", "side": "in", "uid": boxes[0][2]}
    ask(server.url, odoo_db, boxes[0], "swipe", values)
    end = time.monotonic() + PATIENCE
    found = {}
    while number not in found and time.monotonic() < end:
        time.sleep(0.05)
        found, _waiting = read_journal(odoo_db, [number])
    assert found[number][1] is None
