"""Getting paid: links and tries to charge, which only the system writes."""

from .recipes_reports import contract_of


def pay_attempt(env, owner):
    return env["community.pay.attempt"].create({"key": owner.marker.text()})


def charge(env, owner):
    """A try that failed: nothing is sent, nothing is tried again."""
    return {
        "contract_id": contract_of(env, owner).id,
        "move_id": owner.invoice,
        "date": owner.marker.day(),
        "partner_id": owner.main,
        "company_id": env.company.id,
        "currency_id": env.company.currency_id.id,
        "state": "failed",
        "transaction_id": False,
        "next_try_at": False,
    }


def pay_link(env, owner):
    return {
        "kind": "open",
        "contract_id": contract_of(env, owner).id,
        "move_id": False,
        "partner_id": owner.main,
        "company_id": env.company.id,
        "token_hash": owner.marker.text(),
        "expires_at": "2099-01-01 00:00:00",
    }


def charge_policy(env, owner):
    return {"offsets": "0, 3", "month_days": "", "announce_days": 2}


MAKERS = {"community.pay.attempt": pay_attempt}
RECIPES = {
    "community.charge": charge,
    "community.charge.policy": charge_policy,
    "community.pay.link": pay_link,
}
