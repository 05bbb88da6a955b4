"""What both clubs sell: plans with their products, inclusions and rules."""

from odoo import Command

from .world import World

PRODUCTS = {
    "product_dues_month": ("Membership Dues, One Month", 250.0),
    "product_dues_year": ("Membership Dues, One Year", 2600.0),
    "product_dues_family": ("Family Dues, One Year", 4200.0),
    "product_dues_family_month": ("Family Dues, One Month", 390.0),
    "product_dues_junior": ("Junior Dues, One Month", 90.0),
    "product_seat": ("Seat on Corporate Riding Days, Three Months", 540.0),
    "product_roadside": ("Roadside Help, One Month", 45.0),
    "product_joining": ("Joining Fee", 750.0),
    "product_swim_month": ("Swimming, One Month", 160.0),
    "product_swim_visits": ("Twelve Visits a Month", 110.0),
    "product_swim_family": ("Family Swimming, One Month", 320.0),
    "product_swim_season": ("Summer Season, Three Months", 420.0),
    "product_lane_month": ("Lane Rental, One Month", 1350.0),
    "product_hold_fee": ("Fee for a Hold", 15.0),
}
TERMS = (
    "The member pays the dues for each period in advance. Who gives notice in time "
    "pays to the end of the notice period and nothing after it. A hold moves the end "
    "of the term by its days. The rules of the club are part of this contract."
)
FOR_FIRMS = ("plan_corporate", "plan_lane")
MONTHLY = {"interval_number": 1, "interval_unit": "month"}
YEARLY = {"interval_number": 1, "interval_unit": "year"}
# name: (label, company, product, what it includes, values, description)
PLANS = {
    "plan_rider_month": (
        "Rider, Monthly",
        "club",
        "product_dues_month",
        {"guests": 2, "support": 0},
        MONTHLY
        | {"anchor": "calendar", "notice_number": 1, "hold_by_member": True}
        | {"joining_product_id": "product_joining", "joining_price": 750},
        "All rides, the clubhouse and the workshop. Pay month by month, leave with one "
        "month's notice.",
    ),
    "plan_rider_year": (
        "Rider, Yearly",
        "club",
        "product_dues_year",
        {"guests": 4, "support": 0, "service_hours": 1},
        YEARLY | {"term_number": 12, "grace_days": 30, "notice_number": 1},
        "A whole year at the price of ten and a half months, with one hour of the "
        "mechanic.",
    ),
    "plan_family": (
        "Family, Yearly in Four Parts",
        "club",
        "product_dues_family",
        {"guests": 4, "support": 0},
        YEARLY
        | {"instalments": 4, "seat_kind": "family", "seat_limit": 5}
        | {"hold_by_member": True},
        "For the household: two riders and their children under 18.",
    ),
    "plan_family_month": (
        "Family, Monthly",
        "club",
        "product_dues_family_month",
        {"guests": 2, "support": 0},
        MONTHLY
        | {"seat_kind": "family", "seat_limit": 5, "hold_by_member": True}
        | {"notice_number": 1},
        "For the household, month by month; leave with one month's notice.",
    ),
    "plan_junior": (
        "Junior, Monthly",
        "club",
        "product_dues_junior",
        {"guests": 1},
        MONTHLY | {"age_min": 12, "age_max": 17, "holder_kind": "person"},
        "For riders of tomorrow, with training on closed tracks.",
    ),
    "plan_corporate": (
        "Corporate Riding Days",
        "club",
        "product_seat",
        {"support": 0, "service_hours": 6},
        {"interval_number": 3, "interval_unit": "month", "anchor": "calendar"}
        | {"holder_kind": "company", "seat_kind": "corporate", "seat_limit": 10}
        | {"billing_mode": "arrears", "grants_membership": False, "by_seat": True},
        "Places for your people on every ride; you pay for the seats in use.",
    ),
    "plan_swim_month": (
        "Swimming, Monthly",
        "pool",
        "product_swim_month",
        {"visits": 0, "support": 0},
        MONTHLY
        | {"hold_by_member": True, "hold_fee_mode": "fee", "hold_fee": 15}
        | {"hold_fee_product_id": "product_hold_fee", "trial_number": 7},
        "Swim as often as you like. The first week is free.",
    ),
    "plan_swim_visits": (
        "Twelve Visits",
        "pool",
        "product_swim_visits",
        {"visits": 12},
        MONTHLY | {"kind": "visits", "grants_membership": False},
        "Twelve visits in a month, whenever you like.",
    ),
    "plan_swim_family": (
        "Family Swimming",
        "pool",
        "product_swim_family",
        {"visits": 0, "guests": 2},
        MONTHLY | {"seat_kind": "family", "seat_limit": 4, "hold_by_member": True},
        "Parents and children, with the small pool on weekends.",
    ),
    "plan_swim_season": (
        "Summer Season",
        "pool",
        "product_swim_season",
        {"visits": 0},
        {"interval_number": 3, "interval_unit": "month"}
        | {"term_number": 3, "renewal": "ask", "renewal_offer_days": 21},
        "Three months for those who swim in the warm half of the year.",
    ),
    "plan_lane": (
        "Lane Rental",
        "pool",
        "product_lane_month",
        {"support": 0},
        MONTHLY
        | {"kind": "usage", "billing_mode": "arrears", "holder_kind": "company"}
        | {"grants_membership": False, "anchor": "calendar"},
        "Your own lane for a team; billed after the month.",
    ),
}
# Who may change to what on the portal
WAYS = {
    "plan_rider_month": ["plan_rider_year"],
    "plan_rider_year": ["plan_rider_month"],
    "plan_family": ["plan_family_month"],
    "plan_family_month": ["plan_family"],
    "plan_swim_month": ["plan_swim_visits", "plan_swim_family"],
    "plan_swim_visits": ["plan_swim_month"],
}


def make_plans(world: World) -> None:
    world.load(
        "product.product", {name: _product(*row) for name, row in PRODUCTS.items()}
    )
    plans = world.load(
        "community.plan",
        {
            name: _plan(world, place, name, row)
            for place, (name, row) in enumerate(PLANS.items(), 1)
        },
    )
    for name, ways in WAYS.items():
        world[name].next_plan_ids = [Command.set([world.id_of(way) for way in ways])]
    return plans


def _product(label, price):
    return {
        "name": label,
        "type": "service",
        "list_price": price,
        "taxes_id": [Command.clear()],
        "supplier_taxes_id": [Command.clear()],
    }


def _plan(world, place, name, row):
    label, company, product, included, values, description = row
    values = dict(values)
    by_seat = values.pop("by_seat", False)
    if name == "plan_rider_month":
        values["anchor_day"] = world.due_day
    for field in ("joining_product_id", "hold_fee_product_id"):
        if field in values:
            values[field] = world.id_of(values[field])
    line = {
        "product_id": world.id_of(product),
        "name": f"{PRODUCTS[product][0].split(',')[0]}, #START# to #END#",
        "price_mode": "fixed",
        "price_unit": PRODUCTS[product][1],
        "by_seat": by_seat,
    }
    # Firms have the terms that were agreed with them; others pay at once.
    term = name not in FOR_FIRMS and "account.account_payment_term_immediate"
    return {
        "name": label,
        "payment_term_id": term and world.id_of(term),
        "sequence": 10 * place,
        "color": place,
        "company_id": getattr(world, company).id,
        "description": description,
        "is_published": True,
        "terms": f"<p>{TERMS}</p>",
        "line_ids": [Command.create(line)],
        "allowance_ids": [
            Command.create(
                {"kind": kind, "quantity": number, "is_unlimited": not number}
            )
            for kind, number in included.items()
        ],
        **values,
    }
