"""Charts of accounts, products, invoices and payments of both companies."""

from odoo import Command

from .world import World

PRODUCTS = {
    "product_dues": ("Annual Membership Dues", 2400.0),
    "product_family": ("Family Dues", 4200.0),
    "product_sponsor": ("Sponsorship Package", 45000.0),
    "product_fleet": ("Corporate Riding Days", 18500.0),
    "product_stand": ("Stand at the Season Opening", 12000.0),
    "product_pool": ("Pool Pass, Three Months", 420.0),
    "product_lane": ("Lane Rental, One Month", 1350.0),
}
# Who buys what of the club: product, price, days since the invoice, how it stands.
FIRM_INVOICES = [
    ("firm_marmara", "product_sponsor", 45000, 210, "paid"),
    ("unit_purchasing", "product_fleet", 37000, 95, "paid"),
    ("unit_kadikoy", "product_stand", 36000, 70, "paid"),
    ("unit_kadikoy", "product_fleet", 18500, 52, "overdue"),
    ("unit_atasehir", "product_stand", 24000, 38, "partial"),
    ("unit_bayrampasa", "product_fleet", 55500, 61, "paid"),
    ("unit_parts", "product_stand", 12000, 12, "open"),
    ("firm_poyraz", "product_sponsor", 45000, 120, "paid"),
    ("unit_izmir", "product_stand", 12000, 44, "overdue"),
    ("unit_istanbul", "product_fleet", 18500, 20, "open"),
    ("firm_galata", "product_stand", 12000, 150, "paid"),
    ("unit_moda_cafe", "product_stand", 12000, 48, "paid"),
    ("unit_galata_cafe", "product_fleet", 18500, 66, "overdue"),
    ("firm_rumeli", "product_fleet", 18500, 140, "overdue"),
    ("firm_kartal", "product_stand", 12000, 33, "paid"),
]
POOL_FIRM_INVOICES = [
    ("firm_kazbegi", "product_lane", 4050, 41, "paid"),
    ("unit_lodge", "product_lane", 2700, 26, "open"),
    ("unit_hotels", "product_lane", 2700, 75, "overdue"),
]
STANDINGS = ["paid"] * 13 + ["open"] * 4 + ["overdue"] * 3


def make_money(world: World, members) -> None:
    _make_books(world, world.club, "base.TRY")
    _make_books(world, world.pool, "base.GEL")
    _make_products(world)
    paying = members.filtered("is_member").sorted("id")
    riders = paying.filtered(lambda member: member.lang != "ka_GE")
    riders = riders.filtered(lambda rider: rider.age >= 18)
    dues = [("demo_member_001", "product_family", 4200, 24, "open")]
    dues += [("demo_member_001", "product_dues", 2400, 389, "paid")]
    dues += _plan(world, riders[1:30], "product_dues", 2400)
    _invoice(world, world.club, dues + FIRM_INVOICES)
    passes = _plan(
        world, (paying - riders).filtered("profession")[:10], "product_pool", 420
    )
    _invoice(world, world.pool, passes + POOL_FIRM_INVOICES)


def _make_books(world, company, currency):
    """The generic chart of accounts; it comes with dollars, the club does not."""
    # Not try_loading: it warns before all modules are loaded, which matters for
    # charts that bring modules of their own; the generic one does not.
    charts = world.env["account.chart.template"]
    charts._load("generic_coa", company, install_demo=False)
    company.currency_id = world[currency]


def _make_products(world):
    world.load(
        "product.product",
        {
            name: {
                "name": label,
                "type": "service",
                "list_price": price,
                "taxes_id": [Command.clear()],
                "supplier_taxes_id": [Command.clear()],
            }
            for name, (label, price) in PRODUCTS.items()
        },
    )


def _plan(world, members, product, price):
    """One invoice each; how old it is follows from how it stands."""
    ages = {"paid": (35, 330), "open": (2, 12), "overdue": (25, 110)}
    plan = []
    for member in members:
        standing = world.chance.choice(STANDINGS)
        plan.append(
            (member, product, price, world.chance.randint(*ages[standing]), standing)
        )
    return plan


def _invoice(world, company, plan):
    plan = sorted(plan, key=lambda row: -row[3])
    moves = world.env["account.move"].with_company(company)
    invoices = moves.create([_values(world, company, row) for row in plan])
    invoices.action_post()
    by_payment = {}
    for invoice, (_partner, _product, _price, _age, standing) in zip(
        invoices, plan, strict=True
    ):
        if standing in ("paid", "partial"):
            month = invoice.invoice_date_due.strftime("%Y-%m")
            key = (standing, month if standing == "paid" else invoice.id)
            by_payment[key] = by_payment.get(key, moves) | invoice
    for (standing, _key), paid in by_payment.items():
        pay(world, paid, standing)


def _values(world, company, row):
    partner, product, price, age, _standing = row
    member = world[partner] if isinstance(partner, str) else partner
    product = world[product]
    day = world.day(days=-age)
    return {
        "move_type": "out_invoice",
        "company_id": company.id,
        "partner_id": member.id,
        "invoice_date": day,
        "invoice_date_due": world.day(days=-age + (15 if member.is_company else 30)),
        "invoice_payment_term_id": False,
        "invoice_line_ids": [
            Command.create(
                {
                    "product_id": product.id,
                    "name": product.name,
                    "quantity": 1,
                    "price_unit": price,
                    "tax_ids": [Command.clear()],
                }
            )
        ],
    }


def pay(world, invoices, standing):
    day = min(max(invoices.mapped("invoice_date_due")), world.today)
    register = (
        world.env["account.payment.register"]
        .with_company(invoices.company_id)
        .with_context(active_model="account.move", active_ids=invoices.ids)
    )
    values = {"payment_date": day, "group_payment": False}
    if standing == "partial":
        values["amount"] = invoices.amount_total / 3
    register.create(values)._create_payments()
