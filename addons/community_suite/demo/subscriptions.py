"""A year of contracts: begun, billed, paid, late, on hold, changed, ended."""

from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import Command

from .money import pay
from .world import World

MONTHS_BACK = 6
# Chance knows half a year; contracts are spread over more, the last of them new.
STRETCH = 1.65
# Every so many contracts one has not paid its last invoice, or the last three.
LATE_EVERY = 7
# So many in each club are late by days only: the grace of their plan runs.
IN_GRACE = 3
GRACE_DAYS = 13
# What fell due since then waits for whoever bills the month.
UNBILLED_DAYS = 6
# Every so many contracts of a plan one has left, one has another plan since.
LEFT_EVERY = 6
CHANGED_EVERY = 8


def make_contracts(world: World, members):
    chosen = _choose(world, members)
    made = world.env["community.contract"]
    for company in (world.club, world.pool):
        rows = {
            name: values
            for name, values in chosen.items()
            if world[values["plan_id"]].company_id == company
        }
        contracts = _make(world, company, rows)
        _add_seats(world, contracts)
        contracts._confirm()
        _let_pass(world, contracts)
        _bill_and_pay(world, contracts)
        made |= contracts
    _make_offers(world, members)
    return made


def _choose(world, members):
    """Who has which plan since when: {external id: values with names}."""
    active = members.filtered("is_member").sorted("id")
    swimmers = active.filtered(lambda member: member.lang == "ka_GE")
    riders = active - swimmers
    rows = {"contract_demir": _row("plan_family", riders[0], world.day(months=-7))}
    heads = [
        family[0] for family in world.families[1:] if all(family.mapped("is_member"))
    ]
    rows |= _rows(world, "plan_family", heads[:3])
    family = set().union(*[family.ids for family in world.families])
    single = [rider for rider in riders if rider.id not in family and rider.age >= 18]
    rows |= _rows(world, "plan_rider_month", single[:26])
    rows |= _rows(world, "plan_rider_year", single[26:36])
    young = [rider for rider in riders if 13 <= rider.age <= 17]
    rows |= _rows(world, "plan_junior", young[:4])
    grown = [swimmer for swimmer in swimmers if swimmer.age >= 18]
    rows |= _rows(world, "plan_swim_month", grown[:12])
    rows |= _rows(world, "plan_swim_visits", grown[12:18])
    rows |= _rows(world, "plan_swim_season", grown[18:22])
    firms = [("firm_marmara", "plan_corporate"), ("firm_poyraz", "plan_corporate")]
    firms += [("firm_kazbegi", "plan_lane")]
    for firm, plan in firms:
        rows[f"contract_{firm}"] = _row(plan, world[firm], world.day(months=-6, day=1))
    return rows


def _rows(world, plan, members):
    return {
        f"contract_{plan.removeprefix('plan_')}_{place:02}": _row(
            plan, member, _start(world, plan)
        )
        for place, member in enumerate(members, 1)
    }


def _start(world, plan):
    """A first day in the past; seasons are short, and still run."""
    days = (world.today - world.days_ago(20, 30 * MONTHS_BACK)).days
    stretch = 0.45 if plan == "plan_swim_season" else STRETCH
    return world.day(days=-int((days - 20) * stretch) - 4)


def _row(plan, member, start):
    return {"plan_id": plan, "partner_id": member.id, "date_start": start}


def _make(world, company, rows):
    values = {
        name: row
        | {
            "plan_id": world.id_of(row["plan_id"]),
            "company_id": company.id,
            "user_id": world.id_of("demo_user_treasurer"),
            "signed_by": world.env["res.partner"].browse(row["partner_id"]).name,
            "signed_on": row["date_start"],
        }
        for name, row in rows.items()
    }
    return world.load("community.contract", values, company)


def _add_seats(world, contracts):
    seats = []
    for contract in contracts:
        kind = contract.plan_id.seat_kind
        if kind == "family":
            people = contract.partner_id.household_id.member_ids - contract.partner_id
        elif kind == "corporate":
            people = world.env["res.partner"].search(
                [
                    ("id", "child_of", contract.partner_id.id),
                    ("unit_type", "=", "employee"),
                ],
                limit=2,
            )
        else:
            continue
        seats += [
            {
                "contract_id": contract.id,
                "partner_id": person.id,
                "date_from": contract.date_start,
            }
            for person in people[: contract.plan_id.seat_limit - 1]
        ]
    world.env["community.contract.seat"].create(seats)


def _let_pass(world, contracts):
    """Who left and who took another plan in the months before today."""
    reasons = world["reason_costs"] | world["reason_moved"] | world["reason_sold"]
    long_here = contracts.filtered(
        lambda contract: contract.date_start < world.day(days=-110)
    )
    ways = {
        "plan_rider_month": "plan_rider_year",
        "plan_swim_month": "plan_swim_visits",
    }
    for plan, other in ways.items():
        own = long_here.filtered(lambda row, plan=plan: row.plan_id == world[plan])
        for place, contract in enumerate(own, 1):
            if place % LEFT_EVERY == 3:
                day = world.day(days=-95 + 23 * (place // LEFT_EVERY))
                reason = reasons[place % len(reasons)]
                contract._close(date=day, reason=reason, by="club")
            elif place % CHANGED_EVERY == 4:
                months = -2 + place // CHANGED_EVERY
                day = world.day(months=months, day=world.due_day)
                contract._change_plan(world[other], date=day, reason="At the desk")


def _bill_and_pay(world, contracts):
    """Nearly all until today; a few have not paid the last invoices."""
    # The invoices of the past carry the days of the schedule.
    contracts.company_id.community_bill_dating = "planned"
    day = min(contracts.mapped("date_start"))
    last = world.day(days=-UNBILLED_DAYS)
    while day < last:
        day = min(day + relativedelta(months=1), last)
        contracts._bill(day)
    by_month = defaultdict(world.env["account.move"].browse)
    in_grace = 0
    for place, contract in enumerate(contracts):
        bills = contract.period_ids.move_id.filtered("amount_residual").sorted(
            "invoice_date"
        )
        unpaid = 0
        if place % LATE_EVERY == LATE_EVERY - 1:
            unpaid = 1 + 2 * (place % 2)
        elif in_grace < IN_GRACE and _is_fresh(world, contract, bills[-1:]):
            in_grace += 1
            unpaid = 1
        for move in bills[: len(bills) - unpaid]:
            by_month[move.move_type, move.invoice_date_due.strftime("%Y-%m")] |= move
    for _month, moves in sorted(by_month.items()):
        pay(world, moves, "paid")
    contracts._refresh_state()
    # What is billed from now on is dated by the day on which it is made.
    contracts.company_id.community_bill_dating = "today"


def _is_fresh(world, contract, bill):
    """Due a few days ago; not of the member who logs in, whose card is charged."""
    due = bill.invoice_date_due
    if not due or contract.payer_id == world["demo_member_001"]:
        return False
    return world.day(days=-GRACE_DAYS) < due < world.today


def _make_offers(world, members):
    """Drafts that wait for a signature, one of them of somebody who asked today."""
    waiting = members.filtered(lambda member: member.member_state == "applicant")[:3]
    for place, member in enumerate(waiting, 1):
        draft = world.load(
            "community.contract",
            {
                f"contract_offer_{place}": {
                    "plan_id": world.id_of("plan_rider_month"),
                    "partner_id": member.id,
                    "company_id": world.club.id,
                    "date_start": world.day(days=7),
                    "line_ids": [Command.clear()],
                }
            },
            world.club,
        )
        # Shown on the member's portal, where it is read and signed.
        draft.offered_on = world.moment(days=-1)
