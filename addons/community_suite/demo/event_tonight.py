"""The event that is on now: half of them are in, and some things to look at."""

from datetime import UTC, timedelta

from odoo import fields

from odoo.addons.community_members.tools.decision import Reason, allow, deny

from .event_desk import call_roll, hand_out_badges
from .event_making import book, choose, make_event
from .event_scans import scan
from .world import World

WELCOME, GONE = allow(), allow(Reason("left"))


def make_tonight(world: World, people) -> None:
    """Gates, walk-ins, hints, refusals, badges and a roll call."""
    row = (
        "Autumn Gathering and Film Night",
        "event_type_evening",
        "venue_clubhouse",
        0,
        0,
        4,
        62,
    )
    begin = fields.Datetime.now().replace(second=0) - timedelta(minutes=40)
    event = make_event(
        world,
        "event_tonight",
        row,
        date_begin=begin,
        # It is still on for whoever looks the next day, or copied a prepared database.
        date_end=begin + timedelta(days=2),
        seats_limited=True,
        seats_max=90,
        stage_id=world.id_of("event.event_stage_announced"),
        place_radius=150,
        checkin_policy_id=world.id_of(
            "community_events.community_checkin_policy_middle"
        ),
    )
    gates = _make_gates(world, event)
    guests = choose(world, people, 62)
    # Whoever logs in as the member has the check-in still before her.
    guests = guests[1:] + guests[:1]
    seats = book(world, event, guests, days_before=18)
    _let_arrive(world, event, seats[:34], gates)
    _let_go(event, seats[8:11], gates[1])
    for partner in (people - guests)[:4]:
        scan(world, event, partner, _moment_ago(world, 5, 30))
    _let_try(world, event, seats[34:], people - guests)
    hand_out_badges(world, event, seats[11:29])
    call_roll(world, event)


def _make_gates(world, event):
    return world.load(
        "community.checkin.gate",
        {
            "event_tonight_gate_sea": {"name": "Sea Gate", "event_id": event.id},
            "event_tonight_gate_garden": {
                "name": "Garden Gate",
                "event_id": event.id,
                "direction": "both",
                "sequence": 20,
            },
        },
    )


def _moment_ago(world, at_least, at_most):
    seconds = world.chance.randint(at_least * 60, at_most * 60)
    return fields.Datetime.now() - timedelta(seconds=seconds)


def _let_arrive(world, event, seats, gates):
    """Two of three with the code of the screen, the others with their ticket."""
    for number, seat in enumerate(seats):
        at = _moment_ago(world, 3, 75)
        if number % 3:
            scan(world, event, seat.member_id, at, seat=seat)
            continue
        seat._admit(moment=at)
        _post_ticket(event, seat, gates[number % 2], at)


def _let_go(event, seats, gate):
    for number, seat in enumerate(seats):
        at = fields.Datetime.now() - timedelta(minutes=2 + number)
        seat._leave(at)
        _post_ticket(event, seat, gate, at, decision=GONE, direction="out")


def _post_ticket(event, seat, gate, at, *, decision=WELCOME, direction="in"):
    return event.env["community.checkin.attempt"]._post(
        {
            "event_id": event.id,
            "registration_id": seat.id,
            "partner_id": seat.member_id.id,
            "kind": "ticket",
            "direction": direction,
            "gate_id": gate.id,
            "nonce": f"demo:{direction}:{seat.id}:{decision.verdict}",
            "moment": at.replace(tzinfo=UTC).timestamp(),
            "received_at": at,
        },
        decision,
    )


def _let_try(world, event, seats, strangers):
    """What the organiser sees live: hints, refusals, one of them judged already."""
    scan(
        world,
        event,
        seats[0].member_id,
        _moment_ago(world, 1, 3),
        case="around_the_corner",
        seat=seats[0],
    )
    cases = ("screenshot", "from_home", "for_friends", "other_event")
    tries = [
        scan(
            world,
            event,
            seat.member_id,
            _moment_ago(world, 2, 20),
            case=case,
            seat=seat,
        )
        for seat, case in zip(seats[1:5], cases, strict=True)
    ]
    _post_ticket(
        event,
        seats[5],
        event.gate_ids[:1],
        _moment_ago(world, 4, 9),
        decision=deny("unpaid", "pay"),
    )
    scan(world, event, strangers[-1], _moment_ago(world, 6, 12), case="copied")
    tries[0]._judge("confirmed", "Stands at the bar; the phone was slow.")
