"""What happens to contracts: holds, changes, notices, saved cards."""

from datetime import datetime, time

from odoo import Command

from .world import World


def let_live(world: World, contracts) -> None:
    """Works on contracts that are in order; the others have troubles enough."""
    calm = contracts.filtered(lambda contract: contract.state == "active")
    monthly = _of_plan(world, calm, "plan_rider_month")
    swimming = _of_plan(world, calm, "plan_swim_month")
    _hold(world, monthly[:2] | swimming[:2])
    _change(world, monthly[2:5], swimming[2:4])
    _give_notice(world, monthly[5:7] | swimming[4:5])
    _save_cards(world, contracts)
    _refuse_cards(world, contracts)
    _plan_new_price(world)
    _meet(world, contracts)
    _grow(world)


def _of_plan(world, contracts, plan):
    return contracts.filtered(lambda contract: contract.plan_id == world[plan])


def _hold(world, contracts):
    reasons = ("Broken wrist", "Abroad for work", "New baby", "Surgery on the knee")
    for place, (contract, reason) in enumerate(zip(contracts, reasons, strict=False)):
        begins = world.day(days=(-6, 4, -3, 9)[place])
        contract._hold("manual", begins, world.day(days=24 + 5 * place), reason=reason)


def _change(world, riders, swimmers):
    for contract in riders[:2]:
        contract._change_plan(world["plan_rider_year"], reason="Asked at the desk")
    for contract in riders[2:]:
        contract._change_plan(
            world["plan_rider_year"],
            date=world.day(months=2, day=world.due_day),
            reason="By mail",
        )
    for contract in swimmers:
        contract._change_plan(
            world["plan_swim_visits"], reason="Comes less often in winter"
        )


def _give_notice(world, contracts):
    reasons = world["reason_moved"] | world["reason_sold"] | world["reason_costs"]
    for contract, reason in zip(contracts, reasons, strict=False):
        contract._close(reason=reason, by="member")


def cards_in_play(env):
    """Cards of the demonstration provider alone: no other one may be charged."""
    return env["payment.token"].search(
        [("provider_ref", "like", "demo-"), ("provider_id.code", "=", "demo")]
    )


def _save_cards(world, contracts):
    for token in cards_in_play(world.env):
        own = contracts.filtered(
            lambda contract, token=token: (
                contract.payer_id == token.partner_id
                and contract.company_id == token.provider_id.company_id
            )
        )
        for contract in own:
            contract._set_payment_token(token, consent=True)


def _refuse_cards(world, contracts):
    """Two cards had not enough on them; they are tried again by themselves."""
    saved = cards_in_play(world.env).filtered_domain(
        [("provider_ref", "=", "demo-demo_member_001")]
    )
    late = contracts.filtered(
        lambda contract: contract.state == "grace" and contract.company_id == world.club
    )
    for digits, contract in zip(("4417", "0935"), late if saved else (), strict=False):
        token = saved.copy(
            {
                "partner_id": contract.payer_id.id,
                "payment_details": f"•••• {digits}",
                "provider_ref": f"demo-{contract.name}",
            }
        )
        contract._set_payment_token(token, consent=True)
        bill = contract.period_ids.move_id.filtered("amount_residual")[:1]
        world.env["community.charge"]._open(bill)._settle_failed("Insufficient funds")


def _plan_new_price(world):
    campaign = (
        world.env["community.price.campaign"]
        .with_company(world.club)
        .create(
            {
                "name": f"Dues of {world.day(months=2).year}",
                "company_id": world.club.id,
                "plan_ids": [Command.set(world["plan_rider_month"].ids)],
                "date": world.day(months=2, day=world.due_day),
                "mode": "percent",
                "value": 12.0,
            }
        )
    )
    campaign.action_preview()


def _meet(world, contracts):
    """A talk about the fleet contract, in the calendar of the treasurer."""
    fleet = _of_plan(world, contracts, "plan_corporate")[:1]
    start = datetime.combine(world.day(days=2), time(11, 0))
    world.env["calendar.event"].create(
        {
            "name": "Seats of the next season",
            "start": start,
            "stop": start.replace(hour=12),
            "user_id": world.id_of("demo_user_treasurer"),
            "partner_ids": [Command.set(world["demo_user_treasurer"].partner_id.ids)],
            "community_contract_id": fleet.id,
        }
    )


def _grow(world):
    """More of the firm's people ride along from today."""
    fleet = world["contract_firm_marmara"]
    people = world.env["res.partner"].search(
        [("id", "child_of", fleet.partner_id.id), ("unit_type", "=", "employee")],
        limit=4,
    )
    free = people - fleet.seat_ids.partner_id
    world.env["community.contract.seat"].create(
        [
            {
                "contract_id": fleet.id,
                "partner_id": person.id,
                "date_from": world.today,
            }
            for person in free
        ]
    )
