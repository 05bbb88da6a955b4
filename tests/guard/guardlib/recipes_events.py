"""Events: a seat of the owner, and a try to come in that only the doors write."""


def event_of(env, owner):
    """An event of the owner's company that began today and is not over."""
    now = env.cr.now()
    begin = now.replace(microsecond=0)
    return env["event.event"].create(
        {
            "name": owner.marker.text(),
            "company_id": env.company.id,
            "date_begin": begin,
            "date_end": begin.replace(year=begin.year + 1, day=1),
            "event_mail_ids": [],
            "question_ids": [],
            "is_published": True,
        }
    )


def template(env, owner):
    return env["event.type"].create({"name": owner.marker.text()})


def ticket(env, owner):
    event = event_of(env, owner)
    values = {"event_id": event.id, "name": owner.marker.text()}
    return env["event.event.ticket"].create(values)


def of_event(env, owner):
    return {"event_id": event_of(env, owner).id}


def gate(env, owner):
    values = {"name": owner.marker.text(), **of_event(env, owner)}
    return env["community.checkin.gate"].create(values)


def hand_out(env, owner):
    values = {"name": owner.marker.text(), **of_event(env, owner)}
    return env["community.event.hand.out"].create(values)


def device(env, owner):
    values = {"name": owner.marker.text(), "gate_id": gate(env, owner).id}
    return env["community.checkin.device"].create(values)


def claim(env, owner):
    return {
        **of_event(env, owner),
        "token_hash": owner.marker.text(),
        "challenge": owner.marker.text(),
        "verdict": "genuine",
        "proven_id": owner.main,
    }


def key(env, owner):
    """A browser that was used once: whoever may see the try may see it."""
    from odoo.addons.community_members.tools.decision import allow

    text = owner.marker.text()
    values = {"partner_id": owner.main, "fingerprint": text, "public_key": text}
    found = env["community.checkin.key"].create(values)
    env["community.checkin.attempt"]._post(
        {
            "event_id": event_of(env, owner).id,
            "partner_id": owner.main,
            "kind": "code",
            "key_id": found.id,
            "nonce": text,
        },
        allow(),
    )
    return found


def screen(env, owner):
    return {**of_event(env, owner), "number": 1}


def secret(env, owner):
    text = owner.marker.text()
    return {
        **of_event(env, owner),
        "secret": text,
        "private_key": text,
        "public_key": text,
    }


def seat(env, owner):
    return env["event.registration"].create(
        {
            "event_id": event_of(env, owner).id,
            "partner_id": owner.main,
            "member_id": owner.main,
            "name": owner.marker.text(),
            "email": False,
        }
    )


def attempt(env, owner):
    from odoo.addons.community_members.tools.decision import deny

    place = seat(env, owner)
    return env["community.checkin.attempt"]._post(
        {
            "event_id": place.event_id.id,
            "registration_id": place.id,
            "partner_id": owner.main,
            "kind": "code",
            "nonce": owner.marker.text(),
            "note": owner.marker.text(),
        },
        deny("expired", "scan_again", seconds=90),
        {"code": {"verdict": owner.marker.text()}},
    )


def report_row(env, owner):
    tried = attempt(env, owner)
    env.flush_all()
    return env["community.checkin.report"].search([("attempt_id", "=", tried.id)])


def attendance_row(env, owner):
    place = seat(env, owner)
    env.flush_all()
    report = env["community.event.attendance.report"]
    return report.search([("registration_id", "=", place.id)])


def judge(env, owner):
    return {
        "attempt_ids": [(6, 0, attempt(env, owner).ids)],
        "kind": "annulled",
        "note": owner.marker.text(),
    }


def waiting(env, owner):
    rows = env["community.event.waiting"]._with_pen()
    values = {"event_id": event_of(env, owner).id, "partner_id": owner.main}
    return rows.create(values)


def roll(env, owner):
    """A roll call that asks for the owner, as code draws it."""
    tried = attempt(env, owner)
    return tried.event_id._keep_roll([(tried.id, "chance")], 1)


def roll_line(env, owner):
    return roll(env, owner).line_ids


MAKERS = {
    "community.checkin.attempt": attempt,
    "community.checkin.device": device,
    "community.checkin.gate": gate,
    "community.checkin.key": key,
    "community.checkin.report": report_row,
    "community.checkin.roll": roll,
    "community.checkin.roll.line": roll_line,
    "community.event.attendance.report": attendance_row,
    "community.event.hand.out": hand_out,
    "community.event.waiting": waiting,
}
RECIPES = {
    "community.checkin.claim": claim,
    "community.checkin.judge": judge,
    "community.checkin.roll.draw": of_event,
    "community.checkin.screen": screen,
    "community.checkin.secret": secret,
    "community.checkin.trial": of_event,
}
CORE_MAKERS = {
    "event.event": event_of,
    "event.event.ticket": ticket,
    "event.registration": seat,
    "event.type": template,
}
