"""Quotations, orders, offers, opportunities, projects and analyses."""

from datetime import timedelta

from odoo import Command

from .world import World

# partner, product, price, days ago, ordered
SALES = [
    ("unit_kadikoy", "product_fleet", 18500, 55, True),
    ("unit_bayrampasa", "product_fleet", 55500, 64, True),
    ("firm_marmara", "product_sponsor", 47500, 6, False),
    ("unit_parts", "product_stand", 12000, 15, True),
    ("unit_atasehir", "product_stand", 24000, 3, False),
    ("unit_istanbul", "product_fleet", 18500, 22, True),
    ("firm_galata", "product_stand", 12000, 9, False),
    ("firm_yakamoz", "product_sponsor", 45000, 4, False),
    ("demo_member_001", "product_family", 4200, 26, True),
    ("demo_member_004", "product_dues", 2400, 2, False),
]
PURCHASES = [
    ("unit_depo", "Front Tyres for the Training Fleet", 8, 2850, 40, True),
    ("unit_depo", "Rim Repair", 3, 1900, 5, False),
    ("firm_kartal", "Winter Tyres", 12, 3100, 2, False),
    ("firm_marmara", "Service of the Training Fleet", 6, 4200, 33, True),
    ("unit_servis", "Spare Keys", 4, 350, 8, False),
]
POOL_PURCHASES = [
    ("unit_mtkvari_vake", "Kickboards", 40, 22, 18, True),
    ("firm_mtkvari", "Lane Ropes", 6, 240, 3, False),
]
# partner, name, revenue, probability stage
OPPORTUNITIES = [
    ("firm_yakamoz", "Hotel Partner for the Aegean Tour", 90_000, "crm.stage_lead3"),
    ("unit_kadikoy", "Test Riding Days in Autumn", 60_000, "crm.stage_lead2"),
    ("unit_servis", "Service Tent at the Season Opening", 25_000, "crm.stage_lead1"),
    ("firm_poyraz", "Group Accident Cover for Riders", 120_000, "crm.stage_lead3"),
    ("firm_galata", "Members' Breakfast on Sundays", 18_000, "crm.stage_lead2"),
    ("demo_member_006", "Photo Book of the Season", 6_500, "crm.stage_lead1"),
]
PROJECTS = [
    (
        "unit_kadikoy",
        "Season Opening at Kadıköy",
        ["Permit of the municipality", "Stage and sound", "Route marshals"],
    ),
    (
        "firm_marmara",
        "Training Fleet Renewal",
        ["Choose six motorcycles", "Insurance", "Stickers with the sponsor's logo"],
    ),
    ("demo_member_001", "Women Riders' Weekend", ["Book the lodge", "Route to Kaş"]),
]


def make_dealings(world: World) -> None:
    _make_sales(world)
    _make_purchases(world, world.club, PURCHASES)
    _make_purchases(world, world.pool, POOL_PURCHASES)
    _make_opportunities(world)
    _make_projects(world)
    _make_analyses(world)


def _make_sales(world):
    orders = world.env["sale.order"].with_company(world.club)
    for partner, product, price, age, is_ordered in SALES:
        order = orders.create(
            {
                "partner_id": world[partner].id,
                "company_id": world.club.id,
                "user_id": world["demo_user_manager"].id,
                "date_order": world.moment(days=-age),
                "validity_date": world.day(days=30 - age % 25),
                "order_line": [
                    Command.create(
                        {
                            "product_id": world[product].id,
                            "price_unit": price,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
        )
        if is_ordered:
            order.action_confirm()
            order.date_order = world.moment(days=-age)
        else:
            order.state = "sent"


def _make_purchases(world, company, rows):
    orders = world.env["purchase.order"].with_company(company)
    for partner, label, quantity, price, age, is_ordered in rows:
        product = world.load(
            "product.product",
            {
                f"bought_{label.lower().replace(' ', '_')}": {
                    "name": label,
                    "type": "consu",
                    "sale_ok": False,
                    "taxes_id": [Command.clear()],
                    "supplier_taxes_id": [Command.clear()],
                }
            },
        )
        line = {
            "product_id": product.id,
            "product_qty": quantity,
            "price_unit": price,
            "date_planned": world.day(days=14 - age),
            "tax_ids": [Command.clear()],
        }
        order = orders.create(
            {
                "partner_id": world[partner].id,
                "company_id": company.id,
                "user_id": world["demo_user_manager"].id,
                "date_order": world.moment(days=-age),
                "order_line": [Command.create(line)],
            }
        )
        if is_ordered:
            order.button_confirm()


def _make_opportunities(world):
    world.load(
        "crm.lead",
        {
            f"lead_{number}": {
                "name": name,
                "type": "opportunity",
                "partner_id": world[partner].id,
                "expected_revenue": revenue,
                "stage_id": world[stage].id,
                "user_id": world["demo_user_manager"].id,
                "company_id": world.club.id,
                "date_deadline": world.day(days=12 * number),
            }
            for number, (partner, name, revenue, stage) in enumerate(OPPORTUNITIES, 1)
        },
        company=world.club,
    )


def _make_projects(world):
    for number, (partner, name, tasks) in enumerate(PROJECTS, 1):
        project = world.load(
            "project.project",
            {
                f"project_{number}": {
                    "name": name,
                    "partner_id": world[partner].id,
                    "company_id": world.club.id,
                    "user_id": world["demo_user_manager"].id,
                    "date_start": world.day(days=-20),
                    "date": world.day(days=30 * number),
                    "type_ids": [
                        Command.create({"name": label})
                        for label in ("To Do", "In Progress", "Done")
                    ],
                }
            },
            company=world.club,
        )
        world.env["project.task"].create(
            [
                {
                    "name": task,
                    "project_id": project.id,
                    "stage_id": project.type_ids[place % 3].id,
                    "user_ids": [Command.set(world["demo_user_manager"].ids)],
                    "date_deadline": world.day(days=7 * (place + 1)),
                }
                for place, task in enumerate(tasks)
            ]
        )


# partner, form, days ago, how good (0 worst, 1 best)
ANALYSES = [
    ("firm_marmara", "financial", 370, 0.5),
    ("firm_marmara", "financial", 20, 1.0),
    ("firm_galata", "financial", 90, 0.5),
    ("firm_rumeli", "financial", 60, 0.0),
    ("unit_moda_cafe", "infrastructure", 45, 1.0),
    ("unit_kadikoy", "infrastructure", 75, 0.5),
    ("unit_lodge", "infrastructure", 30, 0.5),
    ("demo_member_001", "financial", 15, 1.0),
]


def _make_analyses(world):
    for partner, form, age, quality in ANALYSES:
        survey = world[f"community_survey.survey_{form}"]
        answer = survey._create_answer(partner=world[partner], check_attempts=False)
        answer.staff_user_id = world["demo_user_receptionist"]
        for question in survey.question_ids.filtered("suggested_answer_ids"):
            choices = question.suggested_answer_ids.sorted("answer_score")
            chosen = choices[round(quality * (len(choices) - 1))]
            answer._save_lines(question, str(chosen.id))
        answer._mark_done()
        end = world.moment(days=-age)
        start = end - timedelta(minutes=12)
        answer.write({"start_datetime": start, "end_datetime": end})
