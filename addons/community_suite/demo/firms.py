"""Corporate members with their trees, employees, targets and bank accounts."""

from dateutil.relativedelta import relativedelta

from .firm_data import ADDRESSES, FIRMS
from .people import ascii_of
from .standing import dates_of
from .world import World

STATES = {
    "İstanbul": "base.state_tr_34",
    "Ankara": "base.state_tr_06",
    "İzmir": "base.state_tr_35",
}


def make_firms(world: World):
    firms = world.load(
        "res.partner", {f"firm_{key}": _firm(world, key) for key in FIRMS}
    )
    firms.filtered("member_since")._assign_member_numbers()
    for key, firm in FIRMS.items():
        _make_units(world, world[f"firm_{key}"], firm["units"])
        _make_staff(world, key, firm["people"])
        team = "team_pool" if firm["address"] in ("vake", "saburtalo") else None
        company = world.pool if team else world.club
        record = world[f"firm_{key}"].with_company(company)
        record.member_team_id = world[team or "team_partners"]
    _make_moves(world)
    _make_second_posts(world)
    return firms


def _firm(world, key):
    facts = FIRMS[key]
    sales_volume, headcount, tax_office = facts["facts"]
    categories = [world[name].id for name in facts["categories"]]
    domain = f"{ascii_of(facts['name']).split('.')[0][:18]}.example.com"
    values = {
        "name": facts["name"],
        "is_company": True,
        "in_member_register": True,
        "email": f"info@{domain}",
        "website": f"https://www.{domain}",
        "member_category_id": categories[0],
        "member_category_ids": [(6, 0, categories)],
        "member_sector_ids": [(6, 0, world[facts["sector"]].ids)],
        "member_region_id": world[facts["region"]].id,
        "sales_volume": sales_volume,
        "headcount": headcount,
        "user_id": world["demo_user_manager"].id,
        "supplier_rank": "category_supplier" in facts["categories"],
        **_address(world, facts["address"]),
        **dates_of(world, facts["standing"], years_at_least=4),
    }
    if tax_office:
        values["tax_office"] = tax_office
        values["vat"] = turkish_tax_number(world)
        values["trade_registry_number"] = f"{world.chance.randint(100000, 899999)}-0"
    if categories[0] == world["category_sponsor"].id:
        season = world.today.year
        values["member_properties"] = {
            "logo_place": world.chance.choice(["vest", "website", "banner"]),
            "season": f"{season}-{season + 1}",
        }
    return values


def _address(world, key):
    street, district, code, city, country = ADDRESSES[key]
    digit = world.chance.randint
    if country == "TR":
        area = {"İstanbul": "212", "Ankara": "312", "İzmir": "232"}[city]
        phone = f"+90 {area} 555 {digit(10, 99)} {digit(10, 99)}"
    else:
        phone = f"+995 32 2{digit(10, 99)} {digit(10, 99)} {digit(10, 99)}"
    return {
        "street": street,
        "street2": district,
        "zip": code,
        "city": city,
        "state_id": world.id_of(STATES.get(city)),
        "country_id": world.id_of("base.tr" if country == "TR" else "base.ge"),
        "lang": "tr_TR" if country == "TR" else "ka_GE",
        "phone": phone,
    }


def _make_units(world, parent, units):
    for key, name, unit_type, address, below in units:
        values = {
            "name": name,
            "parent_id": parent.id,
            "unit_type": unit_type,
            "is_company": unit_type == "subsidiary",
            "type": "other",
            "email": f"{ascii_of(key)}@{parent.email.split('@')[1]}",
            "user_id": world["demo_user_receptionist"].id,
            "comment": f"<p>{name}: open 9:00 to 18:30, closed on Sunday.</p>",
            **_address(world, address),
        }
        unit = world.load("res.partner", {f"unit_{key}": values})
        _make_units(world, unit, below)


def _make_staff(world, firm_key, people):
    domain = world[f"firm_{firm_key}"].email.split("@")[1]
    for key, name, role, unit_key, months, rights in people:
        unit = world[f"unit_{unit_key}"]
        person = world.load(
            "res.partner",
            {
                f"staff_{key}": {
                    "name": name,
                    "email": f"{ascii_of(name.split()[0])}@{domain}",
                    "mobile": f"+90 533 {world.chance.randint(200, 999)} 40 12",
                    "lang": unit.lang,
                    "parent_id": unit.id,
                    "unit_type": "employee",
                }
            },
        )
        is_department = unit.unit_type == "department"
        _assign(
            world,
            key,
            person_id=person.id,
            unit_id=unit.parent_id.id if is_department else unit.id,
            department_id=is_department and unit.id,
            function=role,
            date_from=world.day(months=-months),
            **dict.fromkeys(rights.split(), True),
        )
        if unit.unit_type == "branch" and not unit.unit_manager_id:
            unit.unit_manager_id = person


def _assign(world, key, **values):
    return world.load("community.member.assignment", {f"assignment_{key}": values})


def _make_moves(world):
    """History: one who left, and one who came from another showroom."""
    past = world.load(
        "res.partner",
        {
            "staff_tarik": {
                "name": "Tarık Ünal",
                "email": "tarik.unal@example.com",
                "mobile": "+90 535 410 22 71",
                "lang": "tr_TR",
            }
        },
    )
    _assign(
        world,
        "tarik",
        person_id=past.id,
        unit_id=world["unit_kadikoy"].id,
        function="Showroom Manager",
        date_from=world.day(years=-5),
        left_on=world.day(months=-31),
        can_order=True,
    )
    _assign(
        world,
        "hakan_before",
        person_id=world["staff_hakan"].id,
        unit_id=world["unit_kadikoy"].id,
        function="Sales Adviser",
        date_from=world.day(years=-3),
        left_on=world.day(months=-9),
        can_see_orders=True,
    )


def _make_second_posts(world):
    """Rights belong to one company: who works for a subsidiary too has them there."""
    _assign(
        world,
        "burak_servis",
        person_id=world["staff_burak"].id,
        unit_id=world["unit_servis"].id,
        function="Purchasing Manager",
        date_from=world.day(months=-40),
        can_see_orders=True,
        can_see_invoices=True,
    )


def turkish_tax_number(world):
    """Ten digits with the right check digit, so that validation accepts them."""
    digits = [world.chance.randint(1, 9) for _place in range(9)]
    total = 0
    for place, digit in enumerate(digits):
        step = (digit + 9 - place) % 10
        power = step * 2 ** (9 - place) % 9
        total += 9 if step and not power else power
    return "".join(map(str, [*digits, (10 - total % 10) % 10]))


def make_targets(world: World) -> None:
    """One target for the running half-year, for members and for their branches."""
    first = world.today.replace(month=1 if world.today.month < 7 else 7, day=1)
    last = first + relativedelta(months=6, days=-1)
    amounts = {
        "firm_marmara": 420_000,
        "unit_servis": 160_000,
        "unit_anadolu": 150_000,
        "unit_kadikoy": 90_000,
        "unit_atasehir": 60_000,
        "firm_galata": 80_000,
        "unit_moda_cafe": 30_000,
        "unit_galata_cafe": 30_000,
        "firm_poyraz": 120_000,
    }
    world.load(
        "community.member.target",
        {
            f"target_{name}": {
                "partner_id": world[name].id,
                "company_id": world.club.id,
                "date_from": first,
                "date_to": last,
                "amount": amount,
                "note": "Agreed at the yearly meeting.",
            }
            for name, amount in amounts.items()
        },
        company=world.club,
    )
