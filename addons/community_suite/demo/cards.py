"""Cards of the members: most are active, some were lost, blocked or replaced."""

from dateutil.relativedelta import relativedelta

from .world import World


def make_cards(world: World, members) -> None:
    holders = members.filtered("is_member").sorted("member_since")
    cards = world.load(
        "community.member.card",
        {
            f"demo_card_{n:03}": _card(world, member)
            for n, member in enumerate(holders, 1)
        },
    )
    trouble = world.chance.sample(list(cards[3:]), 9)
    _replace(world, trouble[:4], "lost")
    _replace(world, trouble[4:6], "replaced")
    for card in trouble[6:]:
        card.state = "blocked"
    _give_to_others(world)


def _card(world, member):
    issued = min(member.member_since + relativedelta(days=4), world.today)
    company = world.pool if member.lang == "ka_GE" else world.club
    return {
        "partner_id": member.id,
        "company_id": company.id,
        "issued_on": issued,
    }


def _replace(world, cards, state):
    for card in cards:
        card.state = state
    world.env.flush_all()  # the database allows one active card at a time
    for card in cards:
        values = _card(world, card.partner_id) | {"issued_on": world.days_ago(3, 60)}
        values["issued_on"] = max(values["issued_on"], card.issued_on)
        world.load("community.member.card", {f"demo_card_again_{card.id}": values})


def _give_to_others(world):
    """Additional holders: a family without own memberships, staff of a sponsor."""
    mother = world["demo_member_001"]
    aunt = world.load(
        "res.partner",
        {
            "demo_holder": {
                "name": "Nermin Demir",
                "mobile": "+90 532 604 18 27",
                "city": mother.city,
                "country_id": mother.country_id.id,
            }
        },
    )
    sponsor = world["firm_marmara"]
    staff = sponsor.member_staff_ids.filtered("is_current").person_id[:2]
    given = [(mother, aunt)] + [(sponsor, person) for person in staff]
    for number, (member, holder) in enumerate(given, 1):
        values = {"partner_id": member.id, "holder_id": holder.id}
        values |= {"company_id": world.club.id, "issued_on": world.days_ago(20, 90)}
        world.load("community.member.card", {f"demo_card_extra_{number}": values})
