"""Series, calendars and the windows about one event."""


def event_of(env, owner):
    """An event of the club that is over; made when it is asked for first."""
    events = env["event.event"]
    name = f"Guarded event of {owner.key}"
    day = owner.marker.day()
    return events.search([("name", "=", name)], limit=1) or events.create(
        {
            "name": name,
            "company_id": env.company.id,
            "date_begin": f"{day} 10:00:00",
            "date_end": f"{day} 12:00:00",
        }
    )


def of_event(env, owner):
    return {"event_id": event_of(env, owner).id}


def series(env, owner):
    return {"company_id": env.company.id, "every": 1, "count": 1}


def feed(env, owner):
    """A user of its own, because each has one calendar."""
    user = env["res.users"].create(
        {
            "name": "Guard calendar",
            "login": f"guard_calendar_{owner.key.lower()}",
            "group_ids": [(6, 0, env.ref("base.group_portal").ids)],
        }
    )
    return {"user_id": user.id, "salt": owner.marker.text()}


RECIPES = {
    "community.event.close": of_event,
    "community.event.feed": feed,
    "community.event.follow": of_event,
    "community.event.repeat": of_event,
    "community.event.series": series,
}
