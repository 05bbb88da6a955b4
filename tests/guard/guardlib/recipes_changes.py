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


def seat_end(env, owner):
    """Of a seat that is over, so that the open one stays the only one."""
    values = seat(env, owner) | {"date_to": owner.marker.day()}
    return {
        "contract_id": values["contract_id"],
        "seat_id": env["community.contract.seat"].create(values).id,
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


def line(env, owner):
    product = env["product.product"].search([("sale_ok", "=", True)], limit=1)
    product = product or env["product.product"].create({"name": "Dues"})
    return of_contract(env, owner) | {"product_id": product.id, "display_type": False}


def change(env, owner):
    return of_contract(env, owner) | {"kind": "line", "date": owner.marker.day()}


def bill_run_line(env, owner):
    run = env["community.bill.run"].create({"company_id": env.company.id})
    values = {"run_id": run.id, "currency_id": env.company.currency_id.id}
    return of_contract(env, owner) | values


def campaign_line(env, owner):
    marker = owner.marker
    values = {"name": marker.text(), "date": marker.day(), "value": 5.0}
    parent = env["community.price.campaign"].create(campaign(env, owner) | values)
    return of_contract(env, owner) | {"campaign_id": parent.id}


def period(env, owner):
    """A billed row, so that the reports on what was billed have one, too."""
    contract, day = contract_of(env, owner), owner.marker.day()
    return (
        env["community.contract.period"]
        ._with_pen()
        .create(
            {
                "contract_id": contract.id,
                "company_id": contract.company_id.id,
                "currency_id": contract.currency_id.id,
                "origin": f"{owner.marker.text()} billed",
                "date_from": day,
                "date_to": day,
                "bill_date": day,
                "state": "billed",
                "move_id": owner.invoice,
                "amount_untaxed": owner.marker.amount(),
            }
        )
    )


MAKERS = {"community.contract.period": period}
RECIPES = {
    "community.bill.run.line": bill_run_line,
    "community.contract.change": change,
    "community.contract.line": line,
    "community.contract.close": of_contract,
    "community.contract.hold": hold,
    "community.contract.hold.make": of_contract,
    "community.contract.plan.change": of_contract,
    "community.contract.renew": of_contract,
    "community.contract.seat": seat,
    "community.contract.seat.end": seat_end,
    "community.mass.hold": mass_hold,
    "community.price.campaign": campaign,
    "community.price.campaign.line": campaign_line,
}
