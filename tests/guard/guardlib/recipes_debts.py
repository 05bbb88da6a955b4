"""Debts: reminders and ledgers that only their own jobs write."""


def open_item(env, owner):
    """The receivable item of the owner's invoice."""
    return (
        env["account.move"]
        .browse(owner.invoice)
        .line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )[:1]
    )


def dunning(env, owner):
    """A reminder is made by its job alone."""
    policy = env["community.dunning.policy"].create(
        {
            "name": owner.marker.text(),
            "company_id": env.company.id,
            "level_ids": [(0, 0, {"name": owner.marker.text()})],
        }
    )
    item = open_item(env, owner)
    line = {"invoice_name": owner.marker.text(), "date_due": owner.marker.day()}
    line |= {"move_line_id": item.id, "currency_id": env.company.currency_id.id}
    return env["community.dunning"].create(
        {
            "name": owner.marker.text(),
            "partner_id": owner.main,
            "company_id": env.company.id,
            "currency_id": env.company.currency_id.id,
            "policy_id": policy.id,
            "level_id": policy.level_ids.id,
            "level": 1,
            "date": owner.marker.day(),
            "line_ids": [(0, 0, line)],
        }
    )


def dunning_line(env, owner):
    """Of the reminder that is there: a payer has one of each level."""
    known = owner.records.get("community.dunning")
    made = env["community.dunning"].browse(known) if known else dunning(env, owner)
    return made.line_ids


def interest_rate(env, owner):
    return {"company_id": env.company.id, "date_from": owner.marker.day(), "rate": 9.0}


def interest_entry(env, owner):
    day = owner.marker.day()
    values = {"origin": owner.marker.text(), "date_from": day, "date_to": day}
    return (
        env["community.interest.entry"]
        ._with_pen()
        .create(
            values
            | {
                "move_line_id": open_item(env, owner).id,
                "invoice_name": owner.marker.text(),
                "partner_id": owner.main,
                "company_id": env.company.id,
                "currency_id": env.company.currency_id.id,
            }
        )
    )


def debtor(env, owner):
    domain = [("partner_id", "=", owner.main)]
    return env["community.debtor"].search(domain, limit=1)


def debtor_item(env, owner):
    domain = [("partner_id", "=", owner.main)]
    return env["community.debtor.item"].search(domain, limit=1)


def promise(env, owner):
    """In a company of the owner's; a later day than any."""
    return {"partner_id": owner.main, "amount": 1, "date": "2099-01-01"}


MAKERS = {
    "community.debtor": debtor,
    "community.debtor.item": debtor_item,
    "community.dunning": dunning,
    "community.dunning.line": dunning_line,
    "community.interest.entry": interest_entry,
}
RECIPES = {
    "community.interest.rate": interest_rate,
    "community.payment.promise": promise,
}
