"""Wallets, whose rows only their operations write."""


def wallet(env, owner):
    found = env["res.partner"].browse(owner.main)._get_wallet(env.company, create=True)
    found.note = found.note or owner.marker.text()
    return found


def wallet_entry(env, owner):
    """A row that waits for the journal entry of its day."""
    company = env.company._ensure_wallet_accounts()
    text = owner.marker.text()
    account = company.wallet_income_account_id
    made = wallet(env, owner)
    made._lock()
    return made._append("top_up", 5.0, text, note=text, account_id=account.id)


def wallet_act(env, owner):
    return {
        "wallet_id": wallet(env, owner).id,
        "journal_id": False,
        "to_partner_id": False,
    }


def wallet_reverse(env, owner):
    return {"entry_id": wallet_entry(env, owner).id}


def wallet_pay_line(env, owner):
    return {"move_id": owner.invoice}


def access_pay(env, owner):
    """The till's window, with nothing to take."""
    return {
        "partner_id": owner.main,
        "company_id": env.company.id,
        "journal_id": False,
        "surcharge_id": False,
    }


MAKERS = {
    "community.wallet": wallet,
    "community.wallet.entry": wallet_entry,
}
RECIPES = {
    "community.access.pay": access_pay,
    "community.wallet.act": wallet_act,
    "community.wallet.pay.line": wallet_pay_line,
    "community.wallet.reverse": wallet_reverse,
}
