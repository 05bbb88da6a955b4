"""On-site forms of the owner: sent, with all their rows and the frozen version."""

from datetime import timedelta


def service_type(env, owner):
    """A type of one company; those of no company are everybody's."""
    statuses = env["community.service.status"]
    status = statuses.create(
        {"name": owner.marker.text(), "company_id": env.company.id}
    )
    return {
        "name": owner.marker.text(),
        "company_id": env.company.id,
        "status_id": status.id,
        "needs_signature": False,
        "product_id": False,
    }


def question(env, owner):
    made = env["community.service.type"].create(service_type(env, owner))
    return {
        "name": owner.marker.text(),
        "type_id": made.id,
        "kind": "text",
        "choices": False,
    }


def form(env, owner):
    """A form that was sent, with an answer and a part."""
    asked = env["community.service.question"].create(question(env, owner))
    now = env.cr.now().replace(microsecond=0)
    made = env["community.service.form"].create(
        {
            "partner_id": owner.main,
            "company_id": env.company.id,
            "type_id": asked.type_id.id,
            "email": "guarded@example.org",
            "authorised_name": owner.marker.text(),
            "date_from": now - timedelta(hours=1),
            "date_to": now,
            "result": owner.marker.text(),
            "contract_id": False,
        }
    )
    made.answer_ids.value = owner.marker.text()
    made.write({"part_ids": [(0, 0, {"name": owner.marker.text()})]})
    made._send()
    return made


def answer(env, owner):
    return form(env, owner).answer_ids


def part(env, owner):
    return form(env, owner).part_ids


def version(env, owner):
    return form(env, owner).version_ids


def photo(env, owner):
    return {"form_id": form(env, owner).id}


def visit_plan(env, owner):
    made = env["community.service.type"].create(service_type(env, owner))
    return {
        "partner_id": owner.main,
        "company_id": env.company.id,
        "type_id": made.id,
        "user_id": False,
        "every": 1,
        "date_end": False,
        "hour": 9.0,
        "duration": 1.0,
        "task": owner.marker.text(),
    }


MAKERS = {
    "community.service.form": form,
    "community.service.answer": answer,
    "community.service.part": part,
    "community.service.version": version,
}
RECIPES = {
    "community.service.type": service_type,
    "community.service.question": question,
    "community.service.photo": photo,
    "community.service.visit.plan": visit_plan,
}
