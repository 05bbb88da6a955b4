"""Service time of the owner: a saved record, its stretch, and a correction of it."""

from datetime import timedelta


def of_company(env, owner):
    """Words of one company; those of no company are everybody's."""
    return {"name": owner.marker.text(), "company_id": env.company.id}


def record(env, owner):
    made = (
        env["community.service.record"]
        .with_context(service_without_clock=True)
        .create(
            {
                "partner_id": owner.main,
                "company_id": env.company.id,
                "authorised_name": owner.marker.text(),
                "intervention": owner.marker.text(),
                "status_id": env["community.service.status"]
                .create(of_company(env, owner))
                .id,
            }
        )
    )
    now = env.cr.now().replace(microsecond=0)
    times = (now - timedelta(hours=2), now - timedelta(hours=1))
    empty = env["community.service.interval"]
    made._correct_time(empty, times, owner.marker.text())
    return made


def interval(env, owner):
    return record(env, owner).interval_ids


def correction(env, owner):
    return record(env, owner).correction_ids


MAKERS = {
    "community.service.record": record,
    "community.service.interval": interval,
    "community.service.correction": correction,
}
RECIPES = {
    "community.service.status": of_company,
    "community.service.user.status": of_company,
}
