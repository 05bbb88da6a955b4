"""Gates: a band that the owner holds, and a stay that its passage began."""


def band(env, owner):
    medium = env["community.access.medium"].create({"name": owner.marker.text()})
    made = env["community.access.credential"].create(
        {
            "name": owner.marker.text(),
            "note": owner.marker.text(),
            "uid": f"{owner.main:014X}",
            "medium_id": medium.id,
            "company_id": env.company.id,
        }
    )
    return made._issue(env["res.partner"].browse(owner.main))


def gate(env, owner):
    site = env["community.access.site"].create(
        {"name": owner.marker.text(), "company_id": env.company.id}
    )
    zone = env["community.access.zone"].create(
        {"name": owner.marker.text(), "site_id": site.id, "has_reset": False}
    )
    return env["community.access.gate"].create(
        {"name": owner.marker.text(), "zone_id": zone.id}
    )


def passage(env, owner):
    return gate(env, owner)._log_passage("in", band_of(env, owner))


def visit(env, owner):
    event = passage(env, owner)
    return env["community.access.visit"].search([("event_in_id", "=", event.id)])


def band_of(env, owner):
    """The owner's band: one person has one number."""
    found = env["community.access.credential"].search(
        [("partner_id", "=", owner.main), ("state", "=", "issued")], limit=1
    )
    return found or band(env, owner)


def holding(env, owner):
    return band_of(env, owner).holding_ids


def compiled(env, owner):
    return band_of(env, owner).access_pass_ids


def presence(env, owner):
    passage(env, owner)
    return env["community.access.presence"].search(
        [("person", "=", f"p{owner.main}")], limit=1
    )


MAKERS = {
    "community.access.credential": band_of,
    "community.access.event": passage,
    "community.access.gate": gate,
    "community.access.holding": holding,
    "community.access.pass": compiled,
    "community.access.presence": presence,
    "community.access.visit": visit,
}
