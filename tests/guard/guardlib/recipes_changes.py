"""Holds, seats and price revisions of contracts."""

from .recipes_reports import contract_of


def hold(env, owner):
    day = owner.marker.day()
    return {
        "contract_id": contract_of(env, owner).id,
        "date_from": day,
        "date_to": day,
        "is_cancelled": False,
        "kind": "manual",
    }


def seat(env, owner):
    """The member's own seat, in a plan that has seats."""
    contract = contract_of(env, owner)
    contract.plan_id.write({"seat_kind": "family", "seat_limit": 9})
    return {
        "contract_id": contract.id,
        "partner_id": owner.main,
        "date_from": owner.marker.day(),
        "date_to": False,
    }


def campaign(env, owner):
    return {"company_id": env.company.id, "mode": "percent", "state": "draft"}


def mass_hold(env, owner):
    """Not begun, so that no contract rests because of a guard."""
    day = owner.marker.day()
    return {
        "company_id": env.company.id,
        "date_from": day,
        "date_to": day,
        "state": "draft",
    }


def of_contract(env, owner):
    return {"contract_id": contract_of(env, owner).id}


RECIPES = {
    "community.contract.close": of_contract,
    "community.contract.hold": hold,
    "community.contract.hold.make": of_contract,
    "community.contract.plan.change": of_contract,
    "community.contract.renew": of_contract,
    "community.contract.seat": seat,
    "community.mass.hold": mass_hold,
    "community.price.campaign": campaign,
}
