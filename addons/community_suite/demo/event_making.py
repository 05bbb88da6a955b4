"""Events and their seats, as the season and tonight both make them."""

from datetime import datetime, time, timedelta

from .event_data import ABOUT, VENUES


def make_event(world, name, row, **values):
    label, kind, venue, days, hour, hours, _seats = row
    begin = datetime.combine(world.day(days=days), time(hour, 0))
    is_georgian = VENUES[venue][4] == "base.ge"
    company = world.pool if is_georgian else world.club
    rows = {
        name: {
            "name": label,
            "event_type_id": world.id_of(kind),
            "company_id": company.id,
            "organizer_id": company.partner_id.id,
            "address_id": world.id_of(venue),
            "user_id": world["demo_user_manager"].id,
            "date_begin": begin,
            "date_end": begin + timedelta(hours=hours),
            "date_tz": "Asia/Tbilisi" if is_georgian else "Europe/Istanbul",
            "use_place": True,
            "is_published": True,
            "description": ABOUT[kind],
            "event_mail_ids": [],
            **values,
        }
    }
    return world.load("event.event", rows, company=company)


def book(world, event, people, *, days_before, helpers=3):
    """Seats; the first of them organises, the next help."""
    roles = ["organizer"] + ["volunteer"] * (helpers - 1)
    name = event.get_external_id()[event.id].partition(".")[2]
    booked_on = event.date_begin - timedelta(days=days_before)
    rows = {
        f"{name}_seat_{number:02}": {
            "event_id": event.id,
            "partner_id": partner.id,
            "member_id": partner.id,
            "name": partner.name,
            "email": partner.email,
            "phone": partner.mobile,
            "role": roles[number] if number < len(roles) else "attendee",
            "create_date": booked_on + timedelta(hours=7 * number % 300),
        }
        for number, partner in enumerate(people)
    }
    return world.load("event.registration", rows, company=event.company_id)


def choose(world, people, count):
    """That many people, the first of the club among them."""
    others = world.chance.sample(people[1:].ids, min(count, len(people)) - 1)
    return people[:1] + people.browse(others)
