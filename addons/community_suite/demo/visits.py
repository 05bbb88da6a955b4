"""On-site services of the club's technician: done, waiting for a word, and planned."""

import base64
import io
from datetime import datetime, time, timedelta

from PIL import Image, ImageDraw

from odoo import Command

from .visit_data import ANSWERS, CLOSED_BEFORE, TASKS, TYPES, VISITS
from .world import World


def make_visits(world: World) -> None:
    _make_types(world)
    forms = _make_forms(world)
    for form, (days, *_what, answer) in zip(forms, VISITS, strict=True):
        if form.result:
            _send(form)
            _answer(form, days, answer)
    _make_rhythm(world)


def _make_types(world):
    product = world.load(
        "product.product",
        {
            "visit_product": {
                "name": "Service on Site",
                "type": "service",
                "list_price": 1800.0,
                "company_id": world.club.id,
            }
        },
        company=world.club,
    )
    statuses = world.env["community.service.status"]
    world.load(
        "community.service.type",
        {
            name: {
                "name": label,
                "company_id": world.club.id,
                "status_id": statuses.search([("name", "=", status)], limit=1).id,
                "fee": fee,
                "product_id": product.id,
                "question_ids": [
                    Command.create(
                        {
                            "name": asked,
                            "kind": kind,
                            "is_required": required,
                            "choices": choices,
                        }
                    )
                    for asked, kind, required, choices in questions
                ],
            }
            for name, (label, status, fee, questions) in TYPES.items()
        },
        company=world.club,
    )


def _make_forms(world):
    rows = {}
    for place, (days, hour, firm, kind, serial, fee, result, _said) in enumerate(
        VISITS
    ):
        start = datetime.combine(world.day(days=-days), time(hour))
        stop = start + timedelta(minutes=75)
        rows[f"visit_{place:02}"] = {
            "partner_id": world[firm].commercial_partner_id.id,
            "company_id": world.club.id,
            "user_id": world["demo_user_agent"].id,
            "type_id": world[kind].id,
            "serial": serial,
            "fee": fee,
            "result": result,
            "date_from": start,
            "date_to": stop,
            "arrived_at": start - timedelta(minutes=5) if result else False,
            "departed_at": stop + timedelta(minutes=5) if result else False,
            "travel_km": 8 + place,
            "authorised_name": "Selin Acar" if "marmara" in firm else "Okan Tunç",
            "email": f"office@{firm.replace('_', '-')}.example.com",
            "state": "draft" if result else "planned",
            "task": False if result else TASKS[kind],
        }
    return world.load("community.service.form", rows, company=world.club)


def _send(form):
    for answer in form.answer_ids:
        answer.value = ANSWERS.get(answer.question_id.name, "")
    form.write(
        {"signature": _draw_signature(form.id), "signed_by": form.authorised_name}
    )
    form._send()
    version = form.version_ids[:1]._with_pen()
    # The addresses are nobody's: nothing leaves.
    version.write({"mailed_at": form.date_to, "sent_at": form.date_to})


def _answer(form, days, said):
    version = form.version_ids[:1]
    if isinstance(said, str):
        version._object(said)
    elif said:
        version._approve(said)
        if days > CLOSED_BEFORE:
            form._close()


def _draw_signature(seed):
    """A line that runs up and down like a name; another one for each form."""
    picture = Image.new("RGB", (480, 160), "white")
    points = [
        (40 + step * 18, 80 + ((step * (seed % 7 + 3)) % 5 - 2) * 16)
        for step in range(22)
    ]
    ImageDraw.Draw(picture).line(points, fill="#1b2a6b", width=4, joint="curve")
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return base64.b64encode(stream.getvalue())


def _make_rhythm(world):
    world.load(
        "community.service.visit.plan",
        {
            "visit_plan_boiler": {
                "partner_id": world["firm_marmara"].commercial_partner_id.id,
                "company_id": world.club.id,
                "type_id": world["visit_type_boiler"].id,
                "user_id": world["demo_user_agent"].id,
                "every": 2,
                "unit": "week",
                "date_start": world.day(days=8),
                "hour": 10.0,
                "task": "Pressure, leaks, filter.",
            }
        },
        company=world.club,
    )._make_visits()
