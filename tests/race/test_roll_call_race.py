"""Two organisers with a phone each call the roll of one event in the same moment."""

import threading
from collections import Counter
from datetime import datetime, timedelta

PEOPLE = 12
ORGANIZERS = 3
ANSWERS = ("action_here", "action_not_here", "action_went_home")


def _prepare(env):
    """An event that is on, with people who came by code, and its organisers."""
    from odoo.addons.community_members.tools.decision import allow

    begin = datetime.now().replace(microsecond=0) - timedelta(hours=1)
    event = env["event.event"].create(
        {
            "name": "Roll",
            "date_begin": begin,
            "date_end": begin + timedelta(hours=5),
            "event_mail_ids": [],
        }
    )
    for number in range(PEOPLE):
        partner = env["res.partner"].create({"name": f"Guest {number}"})
        seat = env["event.registration"].create(
            {"event_id": event.id, "partner_id": partner.id, "member_id": partner.id}
        )
        seat._admit()
        env["community.checkin.attempt"]._post(
            {
                "event_id": event.id,
                "registration_id": seat.id,
                "partner_id": partner.id,
                "kind": "code",
                "nonce": f"race:{number}",
            },
            allow(),
        )
    users = env["res.users"].create(
        [
            {
                "name": f"Organiser {number}",
                "login": f"roll_race_{number}",
                "group_ids": [(4, env.ref("event.group_event_user").id)],
            }
            for number in range(ORGANIZERS)
        ]
    )
    return event.id, users.ids


def _all_at_once(registry, steps):
    """Each (user, step) with a connection of its own.

    :return: Counter of "done" and "told", and what the second ones were told
    """
    from odoo import api
    from odoo.exceptions import UserError
    from odoo.service.model import retrying

    outcome, texts, gate = Counter(), [], threading.Barrier(len(steps))

    def run(user_id, step):
        with registry.cursor() as cr:
            env = api.Environment(cr, user_id, {})
            gate.wait()
            try:
                retrying(lambda: step(env), env)
                outcome["done"] += 1
            except UserError as error:
                texts.append(str(error))
                outcome["told"] += 1

    threads = [threading.Thread(target=run, args=step) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcome, texts


def test_two_organisers_call_the_roll(odoo_db, _odoo_in_process):
    """G33, G37: nobody is asked twice; each name is answered once, others read it."""
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry

    registry = Registry(odoo_db)
    with registry.cursor() as cr:
        event_id, user_ids = _prepare(api.Environment(cr, SUPERUSER_ID, {}))

    def draw(env):
        return env["event.event"].browse(event_id)._draw_roll(PEOPLE // ORGANIZERS)

    outcome, texts = _all_at_once(registry, [(user, draw) for user in user_ids])
    assert outcome == {"done": ORGANIZERS}, texts
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        rolls = env["event.event"].browse(event_id).roll_ids
        assert len(rolls.line_ids.partner_id) == len(rolls.line_ids) == PEOPLE
        line_ids = rolls.line_ids.ids

    for line_id in line_ids:
        answers = zip(user_ids, ANSWERS, strict=True)
        steps = [(user, _answer(line_id, name)) for user, name in answers]
        outcome, texts = _all_at_once(registry, steps)
        assert outcome == {"done": 1, "told": ORGANIZERS - 1}, texts
        assert all("has answered for" in text for text in texts), texts
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        for line in env["community.checkin.roll.line"].browse(line_ids):
            words = line.attempt_id.corrected_by_ids.mapped("kind")
            wanted = {"here": ["confirmed"], "missing": ["annulled"], "home": []}
            assert words == wanted[line.answer]
            assert line.registration_id.is_inside == (line.answer == "here")


def _answer(line_id, name):
    return lambda env: getattr(
        env["community.checkin.roll.line"].browse(line_id), name
    )()
