"""A free seat of a full event, wanted by many in the same moment."""

import threading
from collections import Counter
from datetime import datetime, timedelta

SEATS = 4
WAITING = 8


def _prepare(env):
    """A full event, and more people on its waiting list than it has seats."""
    category = env["community.member.category"].create(
        {"name": "Sailor", "term_length": 1, "term_unit": "years"}
    )
    people = env["res.partner"].create(
        [
            {
                "name": f"Sailor {number}",
                "email": f"sailor{number}@race.example.com",
                "in_member_register": True,
                "member_category_id": category.id,
            }
            for number in range(SEATS + WAITING)
        ]
    )
    people._admit_members()
    begin = datetime.now().replace(microsecond=0) + timedelta(days=9)
    event = env["event.event"].create(
        {
            "name": "Regatta",
            "date_begin": begin,
            "date_end": begin + timedelta(hours=3),
            "seats_limited": True,
            "seats_max": SEATS,
            "event_mail_ids": [],
        }
    )
    seats = env["event.registration"].create(
        [
            {"event_id": event.id, "partner_id": partner.id, "state": "open"}
            for partner in people[:SEATS]
        ]
    )
    env["community.event.waiting"]._with_pen().create(
        [{"event_id": event.id, "partner_id": partner.id} for partner in people[SEATS:]]
    )
    return event, seats


def _all_at_once(registry, steps):
    """Each step with a connection of its own; :return: what became of them"""
    from odoo import SUPERUSER_ID, api
    from odoo.exceptions import UserError
    from odoo.service.model import retrying

    outcome, gate = Counter(), threading.Barrier(len(steps))

    def run(step):
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            gate.wait()
            try:
                retrying(lambda: step(env), env)
                outcome["done"] += 1
            except UserError:
                cr.rollback()  # as the end of a request that was refused
                outcome["told"] += 1

    threads = [threading.Thread(target=run, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcome


def test_one_offer_for_each_free_seat(odoo_db, _odoo_in_process):
    """All give back at once, all accept twice at once: every seat goes round once."""
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry

    registry = Registry(odoo_db)
    with registry.cursor() as cr:
        event, seats = _prepare(api.Environment(cr, SUPERUSER_ID, {}))
        event_id, seat_ids = event.id, seats.ids

    def give_back(seat_id):
        return lambda env: env["event.registration"].browse(seat_id)._cancel_by_member()

    def accept(row_id):
        return lambda env: env["community.event.waiting"].browse(row_id)._accept()

    def book(env):
        env["event.registration"].create({"event_id": event_id, "state": "open"})

    outcome = _all_at_once(registry, [give_back(seat_id) for seat_id in seat_ids])
    assert outcome == {"done": SEATS}, outcome
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        rows = env["event.event"].browse(event_id).waiting_ids.sorted("id")
        assert rows.mapped("state") == ["offered"] * SEATS + ["waiting"] * (
            WAITING - SEATS
        )
        offered = rows[:SEATS].ids
    twice = [accept(row_id) for row_id in offered for _twice in range(2)]
    outcome = _all_at_once(registry, [*twice, book, book])
    assert outcome == {"done": 2 * SEATS, "told": 2}, outcome
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        event = env["event.event"].browse(event_id)
        taken = event.registration_ids.filtered(lambda seat: seat.state == "open")
        assert len(taken) == SEATS
        assert taken.member_id == event.waiting_ids.browse(offered).partner_id
        assert event.seats_available == 0
