"""Rows of the reports on contracts: views, which show what lies below them."""


def contract_of(env, owner):
    """The owner's contract; made here when nothing has made it yet."""
    contracts = env["community.contract"]
    if known := owner.records.get("community.contract"):
        return contracts.browse(known)
    # Its end must not end the membership that other pages are asked with.
    values = {"name": owner.marker.text(), "grants_membership": False}
    plan = env["community.plan"].create(values | {"company_id": env.company.id})
    return contracts.create(
        {
            "plan_id": plan.id,
            "partner_id": owner.main,
            "payer_id": owner.main,
            "company_id": env.company.id,
        }
    )


def row_of(env, model, contract):
    env.flush_all()
    return env[model].search([("contract_id", "=", contract.id)], limit=1)


def subscriber_payment(env, owner):
    contract = contract_of(env, owner)
    day = owner.marker.day()
    env["community.contract.period"]._with_pen().create(
        {
            "contract_id": contract.id,
            "company_id": contract.company_id.id,
            "currency_id": contract.currency_id.id,
            "origin": owner.marker.text(),
            "date_from": day,
            "date_to": day,
            "bill_date": day,
        }
    )
    return row_of(env, "community.subscriber.payment", contract)


def change(env, owner):
    contract = contract_of(env, owner)
    env["community.contract.change"].create(
        {
            "contract_id": contract.id,
            "date": owner.marker.day(),
            "kind": "new",
            "movement": "new",
            "state": "done",
            "reason": owner.marker.text(),
        }
    )
    return contract


def movement(env, owner):
    return row_of(env, "community.contract.movement", change(env, owner))


def cohort(env, owner):
    return row_of(env, "community.contract.cohort", change(env, owner))


def profit(env, owner):
    contract = contract_of(env, owner)
    plan = env.ref("community_subscription.analytic_plan_contracts")
    account = env["account.analytic.account"].create(
        {"name": owner.marker.text(), "plan_id": plan.id}
    )
    contract.analytic_account_id = account
    env["account.analytic.line"].create(
        {
            "name": owner.marker.text(),
            plan._column_name(): account.id,
            "amount": -1,
            "company_id": contract.company_id.id,
        }
    )
    return row_of(env, "community.contract.profit", contract)


MAKERS = {
    "community.contract.cohort": cohort,
    "community.contract.movement": movement,
    "community.contract.profit": profit,
    "community.subscriber.payment": subscriber_payment,
}
