"""Houses, zones, gates, bands and rules of the demo's two clubs."""

from .world import World

# name: (name, company, kind, material, chip, waterproof, sauna-proof, °C, deposit, fee)
MEDIA = {
    "medium_card": ("Club Card", "club", "card", "plastic", "mifare_classic")
    + (False, False, 60, 0, 75),
    "medium_fob": ("Workshop Fob", "club", "fob", "leather", "em4100")
    + (False, False, 60, 50, 150),
    "medium_band": ("Pool Band, Blue", "pool", "band", "silicone", "mifare_ultralight")
    + (True, False, 70, 10, 20),
    "medium_sauna": ("Sauna Band, Black", "pool", "band", "silicone", "iso15693")
    + (True, True, 120, 15, 30),
    "medium_wood": ("Locker Tag, Wood", "pool", "band", "wood", "ntag")
    + (False, True, 100, 5, 10),
}
SITES = {
    "site_clubhouse": ("Clubhouse Karaköy", "club", "Europe/Istanbul"),
    "site_pool": ("Pool on the Mtkvari", "pool", "Asia/Tbilisi"),
}
HOURS = {
    "hours_pool": ("Pool Hours", "pool", "Asia/Tbilisi", 6, 24, range(7)),
    "hours_morning": ("Morning Swim", "pool", "Asia/Tbilisi", 7, 12, range(5)),
}
# name: (name, site, parent, hours, values)
ZONES = {
    "zone_clubhouse": ("Clubhouse", "site_clubhouse", None, None)
    + ({"capacity": 120, "passback": "soft"},),
    "zone_workshop": ("Workshop", "site_clubhouse", "zone_clubhouse", None)
    + ({"capacity": 8},),
    "zone_pool": ("Pool Hall", "site_pool", None, "hours_pool")
    + ({"capacity": 80, "settle_at_exit": True, "needs_escort": True},),
    "zone_sauna": ("Sauna", "site_pool", "zone_pool", None)
    + ({"capacity": 14, "passback": "off"},),
}
# name: (name, zone, values)
GATES = {
    "gate_door": ("Front Door", "zone_clubhouse", {"kind": "door"}),
    "gate_workshop": ("Workshop Door", "zone_workshop", {"kind": "door"}),
    "gate_pool_1": ("Turnstile 1", "zone_pool", {}),
    "gate_pool_2": ("Turnstile 2", "zone_pool", {}),
    "gate_sauna": ("Sauna Door", "zone_sauna", {"kind": "door"}),
}


# Made by members themselves, on the portal.
SOFT_MEDIA = {
    "medium_qr": ("Code on the Phone", "qr"),
    "medium_pin": ("Number at the Door", "pin"),
}
# name: (name, zone, prefix, place, doors)
BANKS = {
    "lockers_club": ("Lockers", "zone_clubhouse", "L", "Left of the entrance", 16),
    "lockers_pool": ("Changing Room", "zone_pool", "P", "Before the showers", 40),
}


def make_places(world: World) -> None:
    _make_media(world)
    world.load(
        "community.access.site",
        {
            name: {"name": label, "company_id": getattr(world, company).id, "tz": tz}
            for name, (label, company, tz) in SITES.items()
        },
    )
    for name, row in HOURS.items():
        _make_hours(world, name, row)
    for name, (label, site, parent, hours, values) in ZONES.items():
        row = {
            "name": label,
            "site_id": world.id_of(site),
            "parent_id": world.id_of(parent),
            "hours_id": world.id_of(hours),
            **values,
        }
        world.load("community.access.zone", {name: row})
    world.load(
        "community.access.gate",
        {
            name: {"name": label, "zone_id": world.id_of(zone), **values}
            for name, (label, zone, values) in GATES.items()
        },
    )


def _make_media(world):
    keys = ("name", "company_id", "kind", "material", "technology", "is_waterproof")
    keys += ("is_sauna_proof", "temperature_max", "deposit", "loss_fee")
    rows = {}
    for place, (name, row) in enumerate(MEDIA.items()):
        values = dict(zip(keys, row, strict=True))
        values["company_id"] = getattr(world, row[1]).id
        rows[name] = {**values, "color": place + 1}
    for name, (label, kind) in SOFT_MEDIA.items():
        rows[name] = {"name": label, "kind": kind, "company_id": world.club.id}
    world.load("community.access.medium", rows)


def make_lockers(world: World) -> None:
    """Banks with their doors; one of each is out of order."""
    for name, (label, zone, prefix, place, doors) in BANKS.items():
        company = world[zone].company_id
        values = {
            "name": label,
            "zone_id": world.id_of(zone),
            "prefix": prefix,
            "place": place,
            "company_id": company.id,
            "user_id": world.id_of("demo_user_manager"),
        }
        bank = world.load("community.locker.bank", {name: values})
        numbers = world.env["community.locker.number"].with_company(company)
        numbers.create({"bank_id": bank.id, "first": 1, "last": doors}).action_create()
        bank.locker_ids[-1:].is_out_of_order = True


def _make_hours(world, name, row):
    label, company, tz, opens, closes, days = row
    lines = [
        (
            0,
            0,
            {
                "name": label,
                "dayofweek": str(day),
                "hour_from": opens,
                "hour_to": closes,
                "day_period": "morning" if closes <= 12 else "full_day",
            },
        )
        for day in days
    ]
    values = {
        "name": label,
        "company_id": getattr(world, company).id,
        "tz": tz,
        "attendance_ids": [(5,), *lines],
    }
    world.load("resource.calendar", {name: values})


def make_rules(world: World) -> None:
    """Who comes in where; what a longer stay costs."""
    _make_tariff(world)
    pool, club = world.pool.id, world.club.id
    visits = [world.id_of("plan_swim_visits")]
    world.load(
        "community.access.rule",
        {
            "rule_members": {
                "name": "Members: the clubhouse",
                "company_id": club,
                "zone_ids": [(6, 0, [world.id_of("zone_clubhouse")])],
            },
            "rule_workshop": {
                "name": "Adult members: the workshop",
                "company_id": club,
                "age_min": 18,
                "zone_ids": [(6, 0, [world.id_of("zone_workshop")])],
            },
            "rule_swim": {
                "name": "Swimmers: pool and sauna",
                "company_id": pool,
            },
            "rule_pack": {
                "name": "Visit packs: two hours each",
                "company_id": pool,
                "sequence": 5,
                "plan_ids": [(6, 0, visits)],
                "use_allowance": True,
                "minutes": 120,
                "tariff_id": world.id_of("tariff_pool"),
                "zone_ids": [(6, 0, [world.id_of("zone_pool")])],
            },
        },
    )
    # Who has a visit pack comes by that rule alone.
    others = world.env["community.plan"].search(
        [("company_id", "=", pool), ("id", "not in", visits)]
    )
    world["rule_swim"].plan_ids = others


def _make_tariff(world):
    world.load(
        "community.access.tariff",
        {
            "tariff_pool": {
                "name": "Longer Than Two Hours",
                "company_id": world.pool.id,
                "courtesy_minutes": 15,
                "step_minutes": 30,
                "step_price": 6.0,
                "price_max": 40.0,
            }
        },
    )
