"""A season of events: those that were, one that is on now, and what comes."""

from datetime import timedelta

from odoo import Command

from .event_data import COMING, PAST, TRAININGS, TYPES, VENUES
from .event_making import book, choose, make_event
from .event_scans import scan
from .event_tonight import make_tonight
from .world import World

STAGE = "event.event_stage_%s"
CHEATS = ("screenshot", "from_home", "for_friends", "other_event", "forged", "copied")


def make_events(world: World, members) -> None:
    _give_rights(world)
    _make_venues(world)
    _make_types(world)
    active = members.filtered("is_member").sorted("id")
    swimmers = active.filtered(lambda member: member.lang == "ka_GE")
    people = {world.club: active - swimmers, world.pool: swimmers}
    for name, row in PAST.items():
        _let_pass(world, make_event(world, name, row), people, row[-1])
    make_tonight(world, people[world.club])
    for name, row in COMING.items():
        event = make_event(world, name, row, stage_id=world.id_of(STAGE % "booked"))
        book(world, event, people[event.company_id][: row[-1]], days_before=20)
    _make_sold_out(world, people[world.club])
    _make_trainings(world, people[world.club])


def _give_rights(world):
    """The manager organises; the receptionist scans at the door."""
    rights = {
        "demo_user_manager": "manager",
        "demo_user_receptionist": "registration_desk",
    }
    for name, group in rights.items():
        group_id = world[f"event.group_event_{group}"].id
        world[name].group_ids = [Command.link(group_id)]


def _make_venues(world):
    rows = {
        name: {
            "name": label,
            "is_company": True,
            "street": street,
            "city": city,
            "state_id": world.id_of(state),
            "country_id": world.id_of(country),
            "partner_latitude": latitude,
            "partner_longitude": longitude,
        }
        for name, (label, street, city, state, country, latitude, longitude) in (
            VENUES.items()
        )
    }
    world.load("res.partner", rows)


def _make_types(world):
    rows = {
        name: {
            "name": label,
            "event_type_mail_ids": [],
            "default_timezone": "Asia/Tbilisi"
            if name == "event_type_swim"
            else "Europe/Istanbul",
            "checkin_policy_id": world.id_of(
                f"community_events.community_checkin_policy_{policy}"
            ),
            **values,
        }
        for name, (label, values, policy) in TYPES.items()
    }
    world.load("event.type", rows)


def _arrival(world, event):
    """Most come in the half hour around the beginning."""
    minutes = world.chance.triangular(-35, 45, 2)
    return event.date_begin + timedelta(minutes=minutes, seconds=world.chance.random())


def _let_pass(world, event, people, count):
    """An event that was: who came, who did not, who tried without coming."""
    crowd = people[event.company_id]
    guests = choose(world, crowd, count)
    seats = book(world, event, guests, days_before=25)
    absent = []
    for number, seat in enumerate(seats):
        if number >= 3 and world.chance.random() < 0.14:
            absent.append(seat)
            continue
        scan(world, event, seat.member_id, _arrival(world, event), seat=seat)
    for seat, case in zip(absent, world.chance.sample(CHEATS, 2), strict=False):
        scan(world, event, seat.member_id, _arrival(world, event), case=case, seat=seat)
    others = crowd - guests
    for partner in others[:3] if event.checkin_walk_in else others.browse():
        scan(world, event, partner, _arrival(world, event))
    if hasattr(event, "_close"):
        event._close()


def _make_sold_out(world, people):
    """Every seat is taken; who wants one waits."""
    row = (
        "Film Première: Riders of the Bosphorus",
        "event_type_evening",
        "venue_caddebostan",
        5,
        16,
        3,
        24,
    )
    values = {"seats_limited": True, "seats_max": 24}
    values["stage_id"] = world.id_of(STAGE % "announced")
    event = make_event(world, "event_premiere", row, **values)
    book(world, event, people[10:34], days_before=12, helpers=1)
    waiting = world.env["community.event.waiting"]._with_pen()
    waiting.create(
        [{"event_id": event.id, "partner_id": member.id} for member in people[40:46]]
    )


def _make_trainings(world, people):
    """Every week the same, as a series."""
    row = ("Slow Riding Training", "event_type_ride", "venue_clubhouse", 4, 15, 2, 8)
    event = make_event(world, "event_training", row, seats_limited=True, seats_max=12)
    weekday = event.date_begin.strftime("%a").lower()
    series = world.load(
        "community.event.series",
        {
            "event_series_training": {
                "name": event.name,
                "company_id": event.company_id.id,
                weekday: True,
                "count": TRAININGS,
            }
        },
    )
    series._generate(event).is_published = True
    book(world, event, people[20:28], days_before=6)
