"""What corporate members order on the portal themselves, and an employee who does."""

from odoo import Command

from .world import World

CATEGORIES = {"categ_gear": "Riding Gear", "categ_events": "Days and Courses"}
# name, category, price, sold as a service
OFFERED = {
    "order_helmet": ("Club Helmet", "categ_gear", 6450, False),
    "order_gloves": ("Riding Gloves", "categ_gear", 1290, False),
    "order_vest": ("High-Visibility Vest", "categ_gear", 480, False),
    "order_intercom": ("Helmet Intercom, Pair", "categ_gear", 8900, False),
    "order_first_aid": ("First-Aid Kit for Motorcycles", "categ_gear", 760, False),
    "order_course": ("Safety Course, One Place", "categ_events", 3200, True),
    "order_test_day": ("Test Riding Day, Ten Places", "categ_events", 18500, True),
    "order_instructor": ("Instructor for a Day", "categ_events", 5400, True),
}
WAITING = ({"order_vest": 24, "order_first_aid": 12}, "For the crew of the test days.")
AGREED = ({"order_course": 4}, "Our four new sales people.")
REFUSED = ({"order_intercom": 6}, "")


def make_portal_orders(world: World) -> None:
    _make_offer(world)
    world["staff_nazan"].assignment_ids.order_limit = 5000
    # While modules are being installed nothing has put the gates in place yet.
    world.env["community.approval.gate"]._place_gates()
    manager = world["demo_user_corporate"]
    refused = _order(world, REFUSED, "c", days=-19)
    refused.with_user(manager).action_reject("Two pairs are enough; ask me next month.")
    agreed = _order(world, AGREED, "b", days=-6)
    agreed.with_user(manager).action_approve()
    _order(world, WAITING, "a", days=-1)


def _make_offer(world):
    world.load(
        "product.category", {key: {"name": name} for key, name in CATEGORIES.items()}
    )
    world.load(
        "product.product",
        {
            key: {
                "name": name,
                "type": "service" if is_service else "consu",
                "categ_id": world[category].id,
                "list_price": price,
                "portal_orderable": True,
                "taxes_id": [Command.clear()],
                "supplier_taxes_id": [Command.clear()],
            }
            for key, (name, category, price, is_service) in OFFERED.items()
        },
    )


def _order(world, what, key, **age):
    """Send an order as the showroom manager does; the request that came of it."""
    basket, note = what
    user = world["demo_user_employee"]
    person = user.partner_id
    work = person.assignment_ids.filtered("is_current")[:1]
    values = person._prepare_portal_order(
        {world[name].id: pieces for name, pieces in basket.items()},
        work.unit_id,
        work,
        world.club,
    )
    # sudo: as the page does it
    orders = world.env["sale.order"].with_user(user).sudo().with_company(world.club)
    order = orders.create(
        values
        | {
            "portal_note": note,
            "portal_key": key * 32,
            "date_order": world.moment(**age),
            "user_id": world["demo_user_manager"].id,
        }
    )
    order.needs_manager_approval = person._needs_manager_for(order)
    order._submit_to_seller()
    return order._get_portal_requests()[order.id].sudo(False)
