"""The gates of the demo: bands that people hold, two weeks of visits, who is inside."""

from datetime import UTC, datetime, time, timedelta

from odoo import fields

from .gate_data import make_lockers, make_places, make_rules
from .world import World

HOLDERS = {"club": 60, "pool": 45}
DAYS = 14


def make_gates(world: World) -> None:
    make_places(world)
    make_rules(world)
    for company, site in (("club", "site_clubhouse"), ("pool", "site_pool")):
        holders = _choose_holders(world, getattr(world, company), HOLDERS[company])
        holders.access_site_id = world[site]
        bands = _give_bands(world, company, holders)
        _fill_wallets(world, company, bands)
        _let_visit(world, company, bands)
        _let_be_inside(world, company, bands)
    make_lockers(world)
    _take_lockers(world)
    _lose_some(world)


def _choose_holders(world, company, most):
    """Who has a contract, or a seat in one, and so a reason for a band."""
    contracts = world.env["community.contract"].search(
        [("company_id", "=", company.id), ("state", "!=", "draft")], order="id"
    )
    people = contracts.partner_id | contracts.seat_ids.partner_id
    people = people.filtered(lambda person: not person.is_company)
    return people.sorted("id")[:most]


def _give_bands(world, company, holders):
    media = {"club": ["medium_card"], "pool": ["medium_band", "medium_sauna"]}[company]
    rows = {}
    for place, _person in enumerate(holders):
        medium = world[media[place % len(media)]]
        rows[f"band_{company}_{place}"] = {
            "uid": f"04{world.chance.getrandbits(48):012X}",
            "name": f"{'K' if company == 'club' else 'B'}-{place + 101}",
            "medium_id": medium.id,
            "company_id": getattr(world, company).id,
        }
    bands = world.load("community.access.credential", rows)
    for band, person in zip(bands, holders, strict=True):
        band._issue(person, deposit=band.medium_id.deposit)
        _take_deposit(world, band)
    stock = {
        f"band_{company}_stock_{place}": {
            "uid": f"04{world.chance.getrandbits(48):012X}",
            "name": f"{'K' if company == 'club' else 'B'}-{place + 301}",
            "medium_id": world[media[0]].id,
            "company_id": getattr(world, company).id,
        }
        for place in range(6)
    }
    world.load("community.access.credential", stock)
    return bands


def _take_deposit(world, band):
    """At the till, as it is at a desk."""
    till = _get_till(world, band.company_id)
    band.holding_ids.money_ids.move_id._pay_at_desk(till)


def _get_till(world, company):
    journals = world.env["account.journal"]
    return journals.search(
        [("type", "in", ("cash", "bank")), ("company_id", "=", company.id)],
        order="type DESC, id",
        limit=1,
    )


def _fill_wallets(world, company, bands):
    """Some pay at the bar with the band; the treasurer sees that the books tie."""
    house = getattr(world, company)
    till = _get_till(world, house)
    for place, band in enumerate(bands[:14]):
        wallet = band.partner_id._get_wallet(house, create=True)
        amount = world.chance.choice((100, 200, 250, 500))
        wallet._top_up(amount, till, f"demo:{band.id}:top-up")
        for round_ in range(place % 4):
            price = world.chance.choice((12.5, 20, 35, 48))
            wallet._spend(min(price, amount / 4), f"demo:{band.id}:{round_}")


def _let_visit(world, company, bands):
    """Two weeks of evenings, some busier than others."""
    gate = world["gate_door" if company == "club" else "gate_pool_1"]
    for day in range(DAYS, 0, -1):
        date = world.day(days=-day)
        busy = 9 if date.weekday() >= 4 else 5
        for band in world.chance.sample(list(bands), busy):
            begin = datetime.combine(date, time(world.chance.randint(6, 15)))
            begin += timedelta(minutes=world.chance.randint(0, 59))
            _visit(world, gate, band, begin, world.chance.randint(35, 115))


def _visit(world, gate, band, begin, minutes):
    answer = gate._swipe(band.uid, "in", at=_seconds(begin))
    if answer["open"]:
        gate._log_passage("in", band, begin)
        gate._log_passage("out", band, begin + timedelta(minutes=minutes))


def _let_be_inside(world, company, bands):
    """Who is in the house while somebody looks, and who was just refused."""
    gate = world["gate_door" if company == "club" else "gate_pool_2"]
    now = fields.Datetime.now().replace(microsecond=0)
    came = 0
    for place, band in enumerate(bands):
        begin = now - timedelta(minutes=5 + (place * 7) % 110)
        answer = gate._swipe(band.uid, "in", at=_seconds(begin))
        if answer["open"]:
            gate._log_passage("in", band, begin)
            came += 1
        if came >= 14:
            break
    gate._swipe("04DEADBEEF0001", "in", at=_seconds(now - timedelta(minutes=3)))


def _take_lockers(world):
    """Most of those who are inside have one."""
    visits = world.env["community.access.visit"]
    for name in ("lockers_club", "lockers_pool"):
        bank = world[name]
        inside = visits.search(
            [("zone_id", "=", bank.zone_id.id), ("date_out", "=", False)], order="id"
        )
        doors = bank.locker_ids.filtered(lambda door: not door.is_out_of_order)
        chosen = world.chance.sample(list(doors), min(len(inside), 9))
        for visit, door in zip(inside, chosen, strict=False):
            bank.with_company(bank.company_id)._band(visit.credential_id, door)


def _lose_some(world):
    """A lost band, a blocked one, and a member whom the desk wants to see."""
    world["band_pool_20"].action_lost()
    world["band_club_30"].action_block()
    person = world["band_club_31"].partner_id
    person.write(
        {"access_stop": True, "access_stop_reason": "Please come to the desk first."}
    )


def _seconds(moment):
    return int(moment.replace(tzinfo=UTC).timestamp())
