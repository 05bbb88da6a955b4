"""Applications for membership: an inbox with something to decide, and a past year."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta

from . import words
from .faces import face
from .people import ascii_of
from .world import World

OPEN = {
    "category_rider": {
        "application_intro": "You ride regularly and have had a full licence for two "
        "years. 1,200 ₺ a year; the first ride is free.",
        "application_photo": "required",
        "application_steps": "<p>Come to the <strong>induction ride</strong> on the "
        "first Sunday of the month, 10:00, at the club house in Bebek.</p>",
        "application_cooldown_days": 90,
    },
    "category_youth": {
        "application_intro": "From 12 to 17 years, together with a parent who is a "
        "member. Free of charge.",
    },
    "category_swimmer": {
        "application_intro": "Swimming in Batumi and Tbilisi, from 60 ₾ a month.",
    },
    "category_sponsor": {
        "application_intro": "Firms that support the season. We call you.",
        "application_photo": "no",
        "application_referee": "no",
        "application_birthdate": "no",
        "application_identity": "optional",
    },
}
TERMS = """
<p><strong>What you agree to.</strong> The statutes of the club apply to every member.
Membership runs for a year and goes on when you renew it. On rides the ride leader's
word counts; you ride at your own risk and with your own insurance.</p>
<p><strong>Your data.</strong> We keep what you write here to decide on your application
and, if you become a member, to run the membership. If we cannot accept you, everything
is erased after two years. You can ask us at any time what we know about you.</p>
"""
MESSAGES = [
    "I have been on two of your Sunday rides as a guest and would love to belong.",
    "My brother has been a member since 2019. I ride mostly on the Asian side.",
    "I moved here from Ankara in spring and am looking for people to ride with.",
    "Beginner, but careful. I passed the safety training in June.",
    "I would like to help with the youth training as well.",
    "",
]
INTERNAL = [
    "Spoke to the referee on the phone, all good.",
    "Came to the open evening.",
    "Board agreed on Tuesday.",
]


def make_applications(world: World, members) -> None:
    for name, values in OPEN.items():
        world[name].write({"application_open": True, **values})
    world.load(
        "community.application.terms",
        {
            "application_terms": {
                "name": "2026-01",
                "text": TERMS,
                "date_from": world.day(months=-14),
            }
        },
    )
    _make_past(world, members)
    _make_refused(world)
    _make_inbox(world, members)


def _load(world, name, values):
    return world.load("community.application", {name: values}, world.club)


def _someone(world, gender, number):
    names = words.TURKISH_WOMEN if gender == "female" else words.TURKISH_MEN
    surnames = words.TURKISH_SURNAMES
    name = f"{names[-1 - number % len(names)]} {surnames[-1 - number % len(surnames)]}"
    prefix, digit = world.chance.choice(["532", "541", "555"]), world.chance.randint
    return {
        "name": name,
        "email": f"{ascii_of(name).lower()}@example.com",
        "phone": f"+90 {prefix} {digit(200, 999)} {digit(10, 99)} {digit(10, 99)}",
        "city": world.chance.choice(["İstanbul", "İstanbul", "İzmir", "Ankara"]),
        "country_id": world.id_of("base.tr"),
        "lang": "tr_TR",
        "company_id": world.club.id,
        "category_id": world["category_rider"].id,
        "birthdate_date": world.days_ago(30, 360) - relativedelta(years=digit(20, 55)),
        "terms_id": world["application_terms"].id,
        "marketing_mail": world.chance.random() < 0.5,
        "message": world.chance.choice(MESSAGES) or False,
        "application_properties": {
            "motorcycle_brand": world.chance.choice(words.BRANDS),
            "engine_size": world.chance.choice([300, 500, 650, 900]),
        },
    }


def _times(world, sent, *, confirmed=True, decided=None):
    """Hours between the steps as people need them."""
    values = {"sent_at": sent, "consent_at": sent, "confirmed_at": False}
    if confirmed:
        values["confirmed_at"] = sent + timedelta(minutes=world.chance.randint(4, 600))
    if decided is not None:
        values["decided_at"] = values["confirmed_at"] + timedelta(
            days=decided, minutes=world.chance.randint(20, 300)
        )
        officer = world.chance.choice(["manager", "manager", "approver"])
        values["decided_by_id"] = world[f"demo_user_{officer}"].id
    return values


def _make_past(world, members):
    """How the members of the last year came in; deciding became faster."""
    newest = members.filtered(
        lambda member: (
            member.member_since and member.member_since > world.day(months=-12)
        )
    ).sorted("member_since")
    for number, member in enumerate(newest, 1):
        age = (world.today - member.member_since).days
        wait = max(age // 40 + world.chance.randint(1, 4), 1)
        sent = world.moment(days=-age - wait)
        values = _times(world, sent, decided=wait) | {
            "name": member.name,
            "email": member.email,
            "phone": member.mobile,
            "city": member.city,
            "country_id": member.country_id.id,
            "lang": member.lang,
            "birthdate_date": member.birthdate_date,
            "category_id": member.member_category_id.id,
            "terms_id": world["application_terms"].id,
            "company_id": world.club.id,
            "state": "accepted",
            "partner_id": member.id,
            "decision_note": world.chance.choice([False, *INTERNAL]),
        }
        _load(world, f"demo_application_past_{number:02}", values)


def _make_refused(world):
    reasons = ["conditions", "full", "incomplete", "conditions", "board", "full"]
    for number, reason in enumerate(reasons, 1):
        found = world[f"community_members.application_reason_{reason}"]
        sent = world.moment(days=-45 * number - 12)
        values = _someone(world, "male" if number % 2 else "female", 10 + number)
        values |= _times(world, sent, decided=world.chance.randint(2, 9)) | {
            "state": "rejected",
            "reason_id": found.id,
            "decision_text": found.text,
        }
        _load(world, f"demo_application_refused_{number}", values)
    for number, state in enumerate(["withdrawn", "expired", "unconfirmed"], 1):
        values = _someone(world, "female", 20 + number)
        sent = world.moment(days=-20 * (3 - number) - 2)
        values |= _times(world, sent, confirmed=state == "withdrawn")
        _load(world, f"demo_application_{state}", values | {"state": state})


def _make_inbox(world, members):
    """Six to decide (one of them known already), one asked, two who wait."""
    riders = members.filtered(
        lambda member: member.member_category_id == world["category_rider"]
    )
    known = riders.filtered(lambda member: not member.is_member)[:1] or riders[:1]
    for number in range(1, 10):
        gender = "female" if number % 2 else "male"
        values = _someone(world, gender, number)
        values |= _times(world, world.moment(days=-number - number // 3))
        values["image_1920"] = face(world.chance, gender, 25 + 4 * number)
        if number in (2, 5):
            referee = riders[number]
            values |= {"referee": referee.name, "referee_id": referee.id}
        if number == 3:
            values |= {"name": known.name, "phone": known.mobile, "referee": "Volkan"}
        if number == 6:
            values |= _ask(values)
        if number > 7:
            values |= {"state": "waiting", "waiting_since": values["confirmed_at"]}
        if number % 3:
            values["user_id"] = world["demo_user_manager"].id
        _load(world, f"demo_application_inbox_{number}", values)


def _ask(values):
    return {
        "state": "more_info",
        "decision_text": "Please send us a photo of your driving licence (both sides).",
        "message": values["message"] or MESSAGES[3],
    }
