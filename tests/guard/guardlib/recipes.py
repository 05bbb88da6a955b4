"""What the filler cannot guess: values for models whose rules it does not know.

A new model that the filler fails on gets an entry here. Each entry is a function of
the environment and the owner (``main`` and ``helper`` are ids of partners of theirs).
"""


def assignment(env, owner):
    return {"person_id": owner.helper, "unit_id": owner.main, "department_id": False}


def card(env, owner):
    return {"partner_id": owner.main, "holder_id": False}


def points_entry(env, owner):
    return env["community.points.entry"]._post(
        [
            {
                "partner_id": owner.main,
                "amount": 1,
                "reason": owner.marker.text(),
                "origin_key": f"guard:{owner.main}",
            }
        ]
    )


def points_balance(env, owner):
    points_entry(env, owner)
    domain = [("partner_id", "=", owner.main)]
    return env["community.points.balance"].search(domain, limit=1)


def rank_history(env, owner):
    values = {"partner_id": owner.main, "kind": "raised", "date": owner.marker.day()}
    history = env["community.rank.history"]._with_pen()
    return history.create(values | {"reason": owner.marker.text()})


def activity_snapshot(env, owner):
    snapshot = env["community.activity.snapshot"]._with_pen()
    return snapshot.create({"partner_id": owner.main, "month": owner.marker.day()})


def change_request(env, owner):
    areas = env["community.approval.area"]
    area = areas.search([], limit=1) or areas.create({"name": "Guarded"})
    requests = env["community.change.request"]
    line = {"field_name": "ref", "field_type": "char", "after": owner.marker.text()}
    with requests._own_hand():
        return requests.create(
            {
                "area_id": area.id,
                "operation": "write",
                "res_model": "res.partner",
                "res_id": owner.main,
                "res_name": owner.marker.text(),
                "reason": owner.marker.text(),
                "maker_id": env.uid,
                "company_id": env.company.id,
                "state": "cancelled",  # what waits has a step of somebody's
                "line_ids": [(0, 0, line)],
            }
        )


def change_request_line(env, owner):
    return change_request(env, owner).line_ids


def approval_decision(env, owner):
    log = env["community.approval.decision"]
    return log._append(change_request(env, owner), "asked", owner.marker.text())


# Ledgers refuse to be created like this; each has its own way in.
MAKERS = {
    "community.activity.snapshot": activity_snapshot,
    "community.approval.decision": approval_decision,
    "community.change.request": change_request,
    "community.change.request.line": change_request_line,
    "community.points.balance": points_balance,
    "community.points.entry": points_entry,
    "community.rank.history": rank_history,
}


def application(env, owner):
    """In the inbox: neither confirmed by nobody nor decided by nobody."""
    return {"match_choice": False, "match_partner_id": False, "state": "pending"}


RECIPES = {
    "community.application": application,
    "community.member.assignment": assignment,
    "community.member.card": card,
}
