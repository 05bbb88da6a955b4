"""The individual members: families first, then single people."""

import unicodedata

from dateutil.relativedelta import relativedelta

from odoo.addons.community_members.tools.search_text import romanise

from . import words
from .standing import STANDINGS, dates_of
from .world import World

PEOPLE = 120
FAMILIES = 10
GEORGIANS = 32
PORTAL_FAMILY = ("Ayşe", "Mehmet", "Zeynep")


def make_members(world: World):
    """120 people, numbered in the order in which they joined."""
    families = [_family(world, number) for number in range(FAMILIES)]
    rows = [row for family in families for row in family]
    singles = PEOPLE - len(rows)
    rows += [_single(world, number < GEORGIANS) for number in range(singles)]
    others = list(STANDINGS)
    world.chance.shuffle(others)
    # The person who logs in on the portal and her family are members today.
    standings = ["current"] * len(PORTAL_FAMILY) + others
    for row, standing in zip(rows, standings, strict=True):
        row.update(dates_of(world, standing))
    members = world.load(
        "res.partner", {f"demo_member_{n:03}": row for n, row in enumerate(rows, 1)}
    )
    members.filtered("member_since").sorted("member_since")._assign_member_numbers()
    first = 0
    for family in families:
        world.families.append(members[first : first + len(family)])
        first += len(family)
    swimmers = members.filtered(lambda member: member.lang == "ka_GE")
    swimmers.with_company(world.pool).member_team_id = world["team_pool"]
    riders = members - swimmers
    riders.with_company(world.club).member_team_id = world["team_service"]
    return members


def ascii_of(text: str) -> str:
    """For e-mail addresses and host names: Turkish and Georgian letters in ASCII."""
    plain = unicodedata.normalize("NFKD", romanise(text.replace("ı", "i")))
    return plain.encode("ascii", "ignore").decode().replace(" ", "")


def _family(world, number):
    """A couple and one or two children at one address; the Demirs come first."""
    surname = words.TURKISH_SURNAMES[number - 1] if number else "Demir"
    genders = ["female", "male", world.chance.choice(["female", "male"])]
    if number % 3 == 2:
        genders.append("male")
    names = PORTAL_FAMILY if not number else [_first_name(world, g) for g in genders]
    regions = words.TURKISH_REGIONS if number else ["region_asia"]
    address = _address(world, regions)
    family = []
    for position, (first_name, gender) in enumerate(zip(names, genders, strict=False)):
        person = _person(world, first_name, surname, gender, is_child=position > 1)
        person["marital_status"] = "single" if position > 1 else "married"
        family.append(person | address)
    return family


def _single(world, is_georgian):
    gender = world.chance.choice(["female", "male"])
    if is_georgian:
        surname = world.chance.choice(words.GEORGIAN_SURNAMES)
        regions = words.GEORGIAN_REGIONS
    else:
        surname = world.chance.choice(words.TURKISH_SURNAMES)
        regions = words.TURKISH_REGIONS
    first_name = _first_name(world, gender, is_georgian)
    person = _person(world, first_name, surname, gender, is_georgian=is_georgian)
    person["marital_status"] = world.chance.choice(["single", "married", "divorced"])
    return person | _address(world, regions)


def _first_name(world, gender, is_georgian=False):
    if is_georgian:
        names = words.GEORGIAN_WOMEN if gender == "female" else words.GEORGIAN_MEN
    else:
        names = words.TURKISH_WOMEN if gender == "female" else words.TURKISH_MEN
    return world.chance.choice(names)


def _person(world, first_name, surname, gender, *, is_georgian=False, is_child=False):
    country = "GE" if is_georgian else "TR"
    born = _birth_date(world, is_child)
    values = {
        "name": f"{first_name} {surname}",
        "in_member_register": True,
        "email": f"{ascii_of(first_name)}.{ascii_of(surname)}@example.com",
        "mobile": _mobile(world, is_georgian),
        "lang": "ka_GE" if is_georgian else "tr_TR",
        "gender": gender,
        "birthdate_date": born,
        "birth_place": world.chance.choice(words.BIRTH_PLACES[country]),
        "nationality_id": world.id_of("base.ge" if is_georgian else "base.tr"),
        "user_id": _representative(world, is_georgian).id,
        **_category(world, is_georgian, is_child, born < world.day(years=-67)),
    }
    if not is_child:
        values |= {
            "profession": world.chance.choice(words.PROFESSIONS),
            "education_level": world.chance.choice(["secondary", "bachelor", "master"]),
            "school": world.chance.choice(words.SCHOOLS[country]),
        }
    return values


def _birth_date(world, is_child):
    age = world.chance.randint(12, 17) if is_child else world.chance.randint(19, 71)
    return world.days_ago(5, 360) - relativedelta(years=age)


def _representative(world, is_georgian):
    if is_georgian:
        return world["demo_user_manager"]
    names = ["demo_user_manager", "demo_user_receptionist", "demo_user_receptionist"]
    return world[world.chance.choice(names)]


def _mobile(world, is_georgian):
    digit = world.chance.randint
    if is_georgian:
        parts = [f"{digit(10, 99)}" for _part in range(3)]
        return (
            f"+995 5{world.chance.choice(['55', '77', '93', '99'])} {' '.join(parts)}"
        )
    prefix = world.chance.choice(["532", "533", "535", "542", "544", "505", "506"])
    return f"+90 {prefix} {digit(200, 999)} {digit(10, 99)} {digit(10, 99)}"


def _category(world, is_georgian, is_child, is_old):
    pick = world.chance.choice
    if is_georgian:
        extra = {"level": pick(["beginner", "intermediate", "advanced"])}
        return _values_of(world, "category_swimmer", extra)
    if is_child:
        return _values_of(world, "category_youth", {"school_year": pick("789")})
    if is_old:
        return _values_of(world, "category_honorary", {})
    extra = {
        "motorcycle_brand": pick(words.BRANDS),
        "engine_size": pick([250, 300, 400, 650, 750, 900, 1000, 1250]),
        "plate": _plate(world),
        "ride_leader": world.chance.random() < 0.2,
    }
    return _values_of(world, "category_rider", extra)


def _values_of(world, category, extra):
    return {
        "member_category_id": world[category].id,
        "member_properties": extra,
    }


def _plate(world):
    letters = "".join(world.chance.choice("ABCDEFGHKLMNPRSTVYZ") for _letter in "12")
    city = world.chance.choice(["34", "34", "06", "35"])
    return f"{city} {letters} {world.chance.randint(100, 999)}"


def _address(world, regions):
    region = world.chance.choice(regions)
    places, streets = words.PLACES[region]
    district, code = world.chance.choice(places)
    city, state = words.CITIES.get(region, ("Tbilisi", None))
    number, flat = world.chance.randint(3, 190), world.chance.randint(1, 24)
    is_turkish = bool(state)
    return {
        "street": f"{world.chance.choice(streets)} {number}"
        if not is_turkish
        else f"{world.chance.choice(streets)} No: {number} D: {flat}",
        "street2": district,
        "zip": code,
        "city": city,
        "state_id": world.id_of(state),
        "country_id": world.id_of("base.tr" if is_turkish else "base.ge"),
        "member_region_id": world[region].id,
    }
