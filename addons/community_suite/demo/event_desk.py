"""Inside the event that is on now: badges are handed out, and a roll was called."""

from datetime import UTC, timedelta

from odoo import fields

from odoo.addons.community_members.tools.decision import Reason, allow, deny

from .world import World

ANSWERS = ("here", "here", "here", "missing", "here", "home")


def hand_out_badges(world: World, event, seats) -> None:
    """A desk behind the entrance; one tries to get a second one."""
    badge = world.load(
        "community.event.hand.out",
        {
            "event_tonight_badge": {
                "name": "Badge and Welcome Drink",
                "event_id": event.id,
                "after_entry": True,
            }
        },
    )
    desk = world.load(
        "community.checkin.gate",
        {
            "event_tonight_gate_badge": {
                "name": "Welcome Desk",
                "event_id": event.id,
                "hand_out_id": badge.id,
                "sequence": 30,
            }
        },
    )
    for number, seat in enumerate(seats):
        at = fields.Datetime.now() - timedelta(minutes=2 + number % 30)
        seat._give(badge, _seconds(at))
        _keep(seat, desk, badge, at, allow(Reason("handed_out")))
    _count, given_at = seats[0].given[str(badge.id)]
    again = fields.Datetime.now() - timedelta(minutes=1)
    _keep(seats[0], desk, badge, again, deny("given", at=given_at))


def _keep(seat, desk, badge, at, decision):
    seat.env["community.checkin.attempt"]._post(
        {
            "event_id": seat.event_id.id,
            "registration_id": seat.id,
            "partner_id": seat.member_id.id,
            "kind": "ticket",
            "gate_id": desk.id,
            "hand_out_id": badge.id,
            "nonce": f"demo:badge:{seat.id}:{decision.verdict}",
            "moment": _seconds(at),
            "received_at": at,
        },
        decision,
    )


def _seconds(moment):
    return moment.replace(tzinfo=UTC).timestamp()


def call_roll(world: World, event) -> None:
    """The manager looked for eight people; two names are still open."""
    manager = world["demo_user_manager"]
    roll = event.with_user(manager)._draw_roll(len(ANSWERS) + 2)
    for line, answer in zip(roll.line_ids, ANSWERS, strict=False):
        line._answer(answer)
