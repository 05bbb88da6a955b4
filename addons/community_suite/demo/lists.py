"""Categories with their extra fields, sectors, regions, teams and reasons."""

from .world import World

RIDER_FIELDS = [
    {
        "name": "motorcycle_brand",
        "type": "selection",
        "string": "Motorcycle Brand",
        "selection": [
            ["bmw", "BMW"],
            ["honda", "Honda"],
            ["yamaha", "Yamaha"],
            ["triumph", "Triumph"],
            ["kawasaki", "Kawasaki"],
            ["vespa", "Vespa"],
        ],
        "view_in_cards": True,
    },
    {"name": "engine_size", "type": "integer", "string": "Engine Size (cc)"},
    {"name": "plate", "type": "char", "string": "Licence Plate"},
    {"name": "ride_leader", "type": "boolean", "string": "Trained Ride Leader"},
]
SWIMMER_FIELDS = [
    {
        "name": "level",
        "type": "selection",
        "string": "Swimming Level",
        "selection": [
            ["beginner", "Beginner"],
            ["intermediate", "Intermediate"],
            ["advanced", "Advanced"],
        ],
        "view_in_cards": True,
    },
    {"name": "own_towel", "type": "boolean", "string": "Brings Own Towel"},
]
SPONSOR_FIELDS = [
    {
        "name": "logo_place",
        "type": "selection",
        "string": "Logo Appears on",
        "selection": [["vest", "Vest"], ["website", "Website"], ["banner", "Banner"]],
    },
    {"name": "season", "type": "char", "string": "Sponsored Season"},
]

CATEGORIES = {
    "category_rider": {
        "name": "Rider",
        "code": "RID",
        "kind": "individual",
        "color": 4,
        "member_properties_definition": RIDER_FIELDS,
    },
    "category_youth": {
        "name": "Youth",
        "code": "YOU",
        "kind": "individual",
        "color": 10,
        "member_properties_definition": [
            {"name": "school_year", "type": "char", "string": "School Year"}
        ],
    },
    "category_swimmer": {
        "name": "Swimmer",
        "code": "SWI",
        "kind": "individual",
        "role": "subscriber",
        "color": 6,
        "member_properties_definition": SWIMMER_FIELDS,
    },
    "category_honorary": {
        "name": "Honorary Member",
        "code": "HON",
        "kind": "individual",
        "color": 3,
        "term_length": 10,
    },
    "category_sponsor": {
        "name": "Sponsor",
        "code": "SPO",
        "kind": "corporate",
        "role": "partner",
        "color": 2,
        "term_kind": "fixed",
        "member_properties_definition": SPONSOR_FIELDS,
    },
    "category_dealer": {
        "name": "Dealer",
        "code": "DEA",
        "kind": "corporate",
        "role": "channel",
        "channel_type": "dealer",
        "color": 5,
    },
    "category_supplier": {
        "name": "Supplier",
        "code": "SUP",
        "kind": "corporate",
        "role": "supplier",
        "color": 8,
    },
    "category_customer": {
        "name": "Customer",
        "code": "CUS",
        "kind": "any",
        "role": "customer",
        "color": 9,
    },
}
SECTORS = {
    "sector_motor": ("Motorcycles", None),
    "sector_sales": ("Sales and Service", "sector_motor"),
    "sector_parts": ("Tyres and Parts", "sector_motor"),
    "sector_hospitality": ("Hospitality", None),
    "sector_cafe": ("Cafés", "sector_hospitality"),
    "sector_travel": ("Travel", "sector_hospitality"),
    "sector_insurance": ("Insurance", None),
    "sector_media": ("Media", None),
    "sector_sport": ("Sports", None),
}
REGIONS = {
    "region_marmara": ("Marmara", None, "base.tr"),
    "region_europe": ("İstanbul Avrupa", "region_marmara", "base.tr"),
    "region_asia": ("İstanbul Anadolu", "region_marmara", "base.tr"),
    "region_ankara": ("Ankara", None, "base.tr"),
    "region_izmir": ("İzmir", None, "base.tr"),
    "region_tbilisi": ("Tbilisi", None, "base.ge"),
    "region_vake": ("Vake", "region_tbilisi", "base.ge"),
    "region_saburtalo": ("Saburtalo", "region_tbilisi", "base.ge"),
    "region_gldani": ("Gldani", "region_tbilisi", "base.ge"),
}
REASONS = {
    "reason_moved": ("Moved away", "resigned"),
    "reason_sold": ("Sold the motorcycle", "resigned"),
    "reason_costs": ("Costs", "resigned"),
    "reason_dues": ("Dues not paid", "suspended"),
    "reason_conduct": ("Conduct on a ride", "suspended"),
}


def make_lists(world: World) -> None:
    world.load("community.member.category", CATEGORIES)
    _make_tree(world, "community.member.sector", SECTORS)
    for name, (label, parent, country) in REGIONS.items():
        values = {"name": label, "country_id": world.id_of(country)}
        if parent:
            values["parent_id"] = world.id_of(parent)
        world.load("community.member.region", {name: values})
    world.load(
        "community.member.reason",
        {name: {"name": text, "kind": kind} for name, (text, kind) in REASONS.items()},
    )
    _make_teams(world)


def _make_tree(world: World, model: str, entries: dict) -> None:
    for name, (label, parent) in entries.items():
        world.load(model, {name: {"name": label, "parent_id": world.id_of(parent)}})


def _make_teams(world: World) -> None:
    manager, receptionist = world["demo_user_manager"], world["demo_user_receptionist"]
    treasurer = world["demo_user_treasurer"]
    world.load(
        "community.member.team",
        {
            "team_service": {
                "name": "Member Service",
                "company_id": world.club.id,
                "leader_id": manager.id,
                "user_ids": [(6, 0, (manager | receptionist).ids)],
                "email": "uyelik@bogazriders.example.com",
                "phone": "+90 212 555 01 85",
                "color": 4,
            },
            "team_partners": {
                "name": "Sponsors and Partners",
                "company_id": world.club.id,
                "leader_id": manager.id,
                "user_ids": [(6, 0, (manager | treasurer).ids)],
                "email": "sponsor@bogazriders.example.com",
                "phone": "+90 212 555 01 86",
                "color": 2,
            },
            "team_pool": {
                "name": "Pool Desk",
                "company_id": world.pool.id,
                "leader_id": manager.id,
                "user_ids": [(6, 0, manager.ids)],
                "email": "desk@mziuri.example.com",
                "phone": "+995 32 255 01 38",
                "color": 6,
            },
        },
    )
