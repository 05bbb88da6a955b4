"""Ranks of a motorcycle club, and a year in which its members earned them."""

from dateutil.relativedelta import relativedelta

from odoo import Command, fields

from .world import World

RULES = {
    # name: (label, trigger, values)
    "points_ride": (
        "Ride or Event Attended",
        "event_attendance",
        {"amount": 20, "cap_per_day": 40, "expiry_months": 12},
    ),
    "points_organise": ("Ride Organised", "event_organised", {"amount": 60}),
    "points_dues": ("Dues Paid on Time", "dues_paid", {"amount": 50}),
    "points_referral": ("New Member Referred", "referral", {"amount": 100}),
    "points_help": (
        "Helping Hands",
        "volunteering",
        {
            "amount": 10,
            "per_unit": True,
            "cap_per_day": 60,
            "full_count": 6,
            "period_days": 30,
        },
    ),
    "points_year": ("Anniversary of the Membership", "anniversary", {"amount": 25}),
    "points_no_show": ("Registered and Not Come", "no_show", {"amount": -10}),
}
RANKS = {
    # name: (label, points, of the last days, months, colour, benefits)
    "rank_prospect": ("Prospect", 0, 0, 0, 4, "Rides along with a mentor."),
    "rank_rider": ("Rider", 80, 0, 3, 10, "Votes in the meeting; 5 % in the shop."),
    "rank_wingman": (
        "Wingman",
        220,
        365,
        6,
        3,
        "Secures crossings on tours; 10 % in the shop.",
    ),
    "rank_captain": (
        "Road Captain",
        380,
        365,
        12,
        2,
        "Leads groups on tours; books track days two weeks before the others.",
    ),
    "rank_legend": ("Legend", 700, 0, 36, 5, "A place on the board; rides for free."),
}
RIDES = (
    "Sunday ride to Şile",
    "Breakfast ride to Polonezköy",
    "Track day at İstanbul Park",
    "Ride to the Bolu lakes",
    "Night ride along the Bosphorus",
    "Safety training",
    "Charity ride for the children's hospital",
    "Season opening",
    "Weekend tour to Assos",
    "Meeting at the clubhouse",
)
SWIMS = ("Open water swim", "Swimming gala", "Morning swim", "Batumi bay crossing")
HELP = ("Set up the season opening", "Painted the clubhouse", "Marshal at the track")


def make_rules(world: World) -> None:
    """Before the books are made: dues that are paid on time earn by them."""
    world.load(
        "community.points.rule",
        {
            name: {"name": label, "trigger": trigger, "sequence": 10 * place, **values}
            for place, (name, (label, trigger, values)) in enumerate(RULES.items(), 1)
        },
    )


def make_recognition(world: World, members) -> None:
    active = members.filtered("is_member").sorted("id")
    swimmers = active.filtered(lambda member: member.lang == "ka_GE")
    _earn(world, world.club, active - swimmers, RIDES)
    _earn(world, world.pool, swimmers, SWIMS)
    _make_ranks(world)
    _let_the_year_pass(world, active)
    _thank(world, active)
    agreed = active[:1] | active.browse(world.chance.sample(active[1:].ids, 24))
    agreed.write({"leaderboard_agreed_on": world.day(months=-2)})


def _earn(world, company, members, events):
    """Some come to everything, most now and then, some have not been seen lately."""
    entries = world.env["community.points.entry"].with_company(company)
    facts = {"event_attendance": [], "event_organised": [], "volunteering": []}
    facts["no_show"] = []
    zeal = {
        member: world.chance.choice([0.05, 0.2, 0.4, 0.6, 0.9]) for member in members
    }
    if members:
        zeal[members[0]] = 0.6
    silent = set(world.chance.sample(members.ids, len(members) // 5)) - {members[:1].id}
    for week in range(1, 53):
        day = world.day(days=-7 * week + 2)
        name = world.chance.choice(events)
        for member in members:
            missing = member.id in silent and week < 12
            if missing or day < (member.member_since or world.today):
                continue
            if world.chance.random() < zeal[member]:
                trigger = "event_attendance"
            elif world.chance.random() < 0.01:
                trigger = "no_show"
            else:
                continue
            facts[trigger].append(_fact(member, week, day, name))
        if members and week % 4 == 0:
            host = world.chance.choice(members)
            facts["event_organised"].append(_fact(host, f"host{week}", day, name))
            helper = world.chance.choice(members)
            fact = _fact(helper, f"help{week}", day, world.chance.choice(HELP))
            facts["volunteering"].append(
                fact | {"quantity": world.chance.randint(2, 8)}
            )
    for trigger, happened in facts.items():
        entries._post_for_trigger(trigger, happened, company)


def _fact(member, key, day, reason):
    return {
        "partner": member,
        "key": f"demo:{member.id}:{key}",
        "date": day,
        "reason": reason,
    }


def _make_ranks(world):
    rows = {}
    overdue = world["community_members.community_rank_criterion_overdue"]
    for place, (name, row) in enumerate(RANKS.items(), 1):
        label, points, window, months, color, benefits = row
        rows[name] = {
            "name": label,
            "sequence": 10 * place,
            "threshold": points,
            "window_days": window,
            "min_months": months,
            "color": color,
            "benefits": benefits,
            "grace_days": 14,
            "criterion_ids": [Command.set(overdue.ids if place > 2 else [])],
        }
    world.load("community.rank", rows)


def _let_the_year_pass(world, members):
    """Ranks and scores as they were at the end of each month, and today."""
    partners = world.env["res.partner"]
    world.env["community.points.entry"]._expire()
    first = world.today.replace(day=1)
    for months in range(11, -1, -1):
        day = first - relativedelta(months=months) - relativedelta(days=1)
        members._refresh_ranks(day)
        if months < 7:
            partners._refresh_activity(day)
    members._refresh_ranks()
    partners._refresh_activity()


def _thank(world, members):
    """One thank-you by hand, and a founder who keeps his rank whatever he earns."""
    grant = world.env["community.points.grant"].create(
        {
            "reason": "Built the stage of the season opening",
            "partner_ids": [Command.set(members[3:7].ids)],
            "amount": 40,
            "date": fields.Date.to_string(world.day(days=-20)),
            "company_id": world.club.id,
        }
    )
    grant.action_grant()
    founder = members.sorted("member_since")[0]
    founder.rank_id = world["rank_legend"]
