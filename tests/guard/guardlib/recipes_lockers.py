"""Lockers: who has one, and who opened one by master, is written by the suite alone."""


def band(env, owner):
    values = {"name": owner.marker.text(), "company_id": env.company.id}
    medium = env["community.access.medium"].create(values)
    bands = env["community.access.credential"]
    found = bands.create(
        {
            "uid": f"04{owner.main:012X}",
            "medium_id": medium.id,
            "company_id": env.company.id,
        }
    )
    return found._issue(env["res.partner"].browse(owner.main))


def locker(env, owner):
    values = {"name": owner.marker.text(), "company_id": env.company.id}
    bank = env["community.locker.bank"].create(values)
    return env["community.locker"].create({"bank_id": bank.id, "number": 1})


def locker_use(env, owner):
    held = band(env, owner)
    uses = env["community.locker.use"]._with_pen()
    return uses.create(
        {
            "locker_id": locker(env, owner).id,
            "credential_id": held.id,
            "partner_id": owner.main,
            "kind": "free",
            "taken_at": f"{owner.marker.day()} 10:00:00",
        }
    )


def locker_opening(env, owner):
    openings = env["community.locker.opening"]._with_pen()
    return openings.create(
        {
            "locker_id": locker(env, owner).id,
            "reason": owner.marker.text(),
            "asked_by_id": env.uid,
            "asked_at": f"{owner.marker.day()} 10:00:00",
        }
    )


MAKERS = {
    "community.locker.opening": locker_opening,
    "community.locker.use": locker_use,
}
