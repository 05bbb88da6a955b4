"""A muster whose list holds the owner, who was ticked."""


def muster(env, owner):
    site = env["community.access.site"].create(
        {"name": owner.marker.text(), "company_id": env.company.id}
    )
    zone = env["community.access.zone"].create(
        {"name": owner.marker.text(), "site_id": site.id, "has_reset": False}
    )
    env["community.access.visit"]._with_pen().create(
        {
            "company_id": env.company.id,
            "zone_id": zone.id,
            "partner_id": owner.main,
            "person": f"p{owner.main}",
            "date_in": env.cr.now(),
        }
    )
    made = env["community.access.muster"]._start(site)
    made.line_ids._tick(True)
    return made


def line(env, owner):
    return muster(env, owner).line_ids


def tick(env, owner):
    return line(env, owner).tick_ids


MAKERS = {
    "community.access.muster": muster,
    "community.access.muster.line": line,
    "community.access.muster.tick": tick,
}
