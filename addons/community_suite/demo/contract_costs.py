"""What contracts cost: bills of vendors with the analytic accounts of contracts."""

from odoo import Command

from .world import World

# vendor, what for, plan, price for each contract, how many contracts, months
CLUB_BILLS = [
    ("firm_kartal", "Marshals and insurance", "plan_corporate", 480.0, 2, 3),
    ("unit_servis", "An hour of the mechanic", "plan_rider_year", 780.0, 5, 1),
    ("firm_galata", "Roadside help", "plan_rider_month", 38.0, 14, 2),
]
POOL_BILLS = [
    ("unit_hotels", "Lifeguards of the lane", "plan_lane", 520.0, 1, 3),
    ("unit_hotels", "Towels and lockers", "plan_swim_family", 24.0, 6, 2),
    ("unit_hotels", "Towels and lockers", "plan_swim_month", 19.0, 8, 2),
]


def make_costs(world: World, contracts) -> None:
    for company, rows in ((world.club, CLUB_BILLS), (world.pool, POOL_BILLS)):
        own = contracts.filtered(lambda row, at=company: row.company_id == at)
        values = [
            _bill(world, company, own, row, month)
            for row in rows
            for month in range(row[-1])
        ]
        bills = world.env["account.move"].with_company(company)
        bills = bills.create([value for value in values if value])
        bills.action_post()


def _bill(world, company, contracts, row, month):
    vendor, label, plan, price, count, _months = row
    chosen = contracts.filtered(
        lambda contract: (
            contract.plan_id == world[plan] and contract.analytic_account_id
        )
    )[:count]
    if not chosen:
        return None
    day = world.day(months=-month, days=-9)
    return {
        "move_type": "in_invoice",
        "company_id": company.id,
        "partner_id": world[vendor].id,
        "ref": f"{vendor[5:8].upper()}-{day:%Y%m}-{plan[5:9].upper()}",
        "invoice_date": day,
        "invoice_line_ids": [
            Command.create(
                {
                    "name": f"{label}, {contract.partner_id.name}",
                    "quantity": 1,
                    "price_unit": price,
                    "tax_ids": [Command.clear()],
                    "analytic_distribution": {
                        str(contract.analytic_account_id.id): 100
                    },
                }
            )
            for contract in chosen
        ],
    }
