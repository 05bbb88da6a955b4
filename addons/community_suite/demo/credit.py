"""Credit terms, bank accounts and saved payment cards."""

from .world import World

# limit, terms, late interest, risk, note
TERMS = {
    "firm_marmara": (150_000, "30days", 3.5, "low", "Pays by transfer on Fridays."),
    "firm_poyraz": (60_000, "30days", 3.5, "low", None),
    "firm_kartal": (40_000, "15days", 4.0, "medium", None),
    "firm_galata": (
        30_000,
        "15days",
        4.0,
        "medium",
        "Ask the owner, not the branches.",
    ),
    "firm_rumeli": (10_000, "immediate", 4.5, "high", "Advance payment only."),
}
BANKS = {
    "firm_marmara": ("TR", "0006200017600006291844", "Garanti"),
    "unit_servis": ("TR", "0006400000112340056789", "İş"),
    "firm_poyraz": ("TR", "0001001745880012345001", "Ziraat"),
    "firm_kartal": ("TR", "0004600123888000012345", "Akbank"),
    "firm_mtkvari": ("GE", "BG0000000541367100", "Bank of Georgia"),
    "firm_kazbegi": ("GE", "TB7194436080100003", "TBC"),
    "demo_member_001": ("TR", "0006700100000005512340", "Yapı Kredi"),
}
CARDS = {"firm_marmara": "4211", "demo_member_001": "1008"}
POOL_CARDS = {"firm_kazbegi": "7730"}


def make_credit(world: World) -> None:
    for name, (limit, terms, interest, risk, note) in TERMS.items():
        term = {
            "30days": "account.account_payment_term_30days",
            "15days": "account.account_payment_term_15days",
            "immediate": "account.account_payment_term_immediate",
        }[terms]
        world[name].with_company(world.club).write(
            {
                "credit_limit": limit,
                "property_payment_term_id": world[term].id,
                "late_interest_rate": interest,
                "credit_risk_class": risk,
                "credit_note": note,
            }
        )
    (world.club | world.pool).account_use_credit_limit = True
    _make_banks(world)
    _make_saved_cards(world)


def iban(country, account):
    """The account with its check digits (ISO 13616)."""
    letters = "".join(str(int(char, 36)) for char in f"{account}{country}00")
    return f"{country}{98 - int(letters) % 97:02}{account}"


def _make_banks(world):
    rows = {}
    for name, (country, account, bank) in BANKS.items():
        rows[f"bank_of_{name}"] = {
            "partner_id": world[name].id,
            "acc_number": iban(country, account),
            "bank_id": _bank(world, bank, country).id,
        }
    world.load("res.partner.bank", rows)


def _bank(world, name, country):
    key = f"bank_{country}_{name.replace(' ', '_')}"
    values = {"name": name, "country": world.id_of(f"base.{country.lower()}")}
    return world.load("res.bank", {key: values})


def _make_saved_cards(world):
    """Tokens of the payment provider: last digits only, as everywhere.

    Where Odoo's demonstration provider is there (``./community up`` brings it), cards
    are charged in play; elsewhere they are only shown.
    """
    playing = world.env["payment.provider"].search(
        [
            ("code", "=", "demo"),
            ("company_id", "=", world.env.ref("base.main_company").id),
        ],
        limit=1,
    )
    method = world.env.ref("payment_demo.payment_method_demo", False)
    provider = playing or world.env.ref("payment.payment_provider_stripe", False)
    method = method if playing else world.env.ref("payment.payment_method_card", False)
    if not provider or not method:
        return
    for company in (world.club, world.pool):
        own = provider.copy({"name": "Card Payment", "company_id": company.id})
        if playing:
            own.write({"state": "test", "is_published": True})
        world.load("payment.token", _tokens(world, own, method, company))


def _tokens(world, provider, method, company):
    cards = POOL_CARDS if company == world.pool else CARDS
    return {
        f"token_{name}": {
            "provider_id": provider.id,
            "payment_method_id": method.id,
            "partner_id": world[name].id,
            # Only other providers show that digits are hidden.
            "payment_details": f"•••• {digits}" if provider.code == "demo" else digits,
            "provider_ref": f"demo-{name}",
            # Without it each charge in play fails.
            **({"demo_simulated_state": "done"} if provider.code == "demo" else {}),
        }
        for name, digits in cards.items()
    }
