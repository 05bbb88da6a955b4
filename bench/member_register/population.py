"""200,000 members, written by COPY as the register would hold them."""

import io
from datetime import date, timedelta

from bench.people import city_of, name_of

TODAY = date.today()
COLUMNS = (
    "id",
    "name",
    "complete_name",
    "commercial_partner_id",
    "commercial_company_name",
    "active",
    "type",
    "lang",
    "is_company",
    "partner_share",
    "create_uid",
    "write_uid",
    "create_date",
    "write_date",
    "in_member_register",
    "member_number",
    "member_category_id",
    "member_region_id",
    "email",
    "email_normalized",
    "phone",
    "city",
    "country_id",
    "birthdate_date",
    "membership_applied_on",
    "member_since",
    "membership_start",
    "membership_end",
    "membership_resigned_on",
    "member_search_text",
    "user_id",
)


def populate(env, size):
    """Of 100 members, 5 are firms; one in ten has a card, one in fifty is double.

    States are left to the nightly job.
    """
    lists = _make_lists(env)
    [[first]] = env.execute_query(_sql("SELECT max(id) + 1 FROM res_partner"))
    required = _required_values(env)
    _copy(
        env,
        "res_partner",
        (*COLUMNS, *required),
        ((*row, *required.values()) for row in _members(env, first, size, lists)),
    )
    _copy(
        env,
        "community_member_category_partner_rel",
        ("partner_id", "category_id"),
        ((first + n, lists["categories"][n % 5]) for n in range(size)),
    )
    cards = range(0, size, 10)
    [[card]] = env.execute_query(
        _sql("SELECT COALESCE(max(id), 0) + 1 FROM community_member_card")
    )
    _copy(
        env,
        "community_member_card",
        ("id", "name", "partner_id", "company_id", "state", "issued_on", "serial"),
        (
            (card + i, f"C9{n:06d}", first + n, env.company.id, "active", TODAY, 1)
            for i, n in enumerate(cards)
        ),
    )
    for table, last in (
        ("res_partner", first + size),
        ("community_member_card", card + len(cards)),
    ):
        env.cr.execute(_sql("SELECT setval(%s, %s)", f"{table}_id_seq", last))
    env.cr.commit()
    env.cr.execute(_sql("SET maintenance_work_mem = '256MB'"))
    env.cr.commit()
    env.cr._cnx.autocommit = True
    for table in ("res_partner", "community_member_card"):
        env.cr.execute(f"VACUUM ANALYZE {table}")
    env.cr.execute("VACUUM ANALYZE community_member_category_partner_rel")
    env.cr._cnx.autocommit = False
    env.invalidate_all()
    env.registry.clear_cache()


def _sql(text, *values):
    from odoo.tools import SQL

    return SQL(text, *values)


def _required_values(env):
    """Defaults of the columns that other add-ons require."""
    rows = env.execute_query(
        _sql(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = 'res_partner' AND is_nullable = 'NO'"
            " AND column_default IS NULL"
        )
    )
    names = [name for (name,) in rows if name not in COLUMNS]
    return env["res.partner"].default_get(names)


def _make_lists(env):
    categories = env["community.member.category"].create(
        [{"name": f"Category {n}", "code": f"bench{n}"} for n in range(5)]
    )
    regions = env["community.member.region"].create(
        [{"name": f"Region {n}", "code": f"bench{n}"} for n in range(20)]
    )
    return {
        "categories": categories.ids,
        "regions": regions.ids,
        "countries": (env.ref("base.tr").id, env.ref("base.ge").id),
    }


def _members(env, first, size, lists):
    # Odoo finds its add-ons once it has read its configuration.
    from odoo.addons.community_members.tools.search_text import search_text

    now = f"{TODAY} 08:00:00"
    for number in range(size):
        twin = number - 1 if number % 50 == 49 else number  # the same person again
        firm = number % 100 < 5
        name = name_of(twin) + (" A.Ş." if firm else f" {twin % 211}")
        code = f"R{number:06d}"
        phone = f"+90 532 {twin % 1000:03d} {twin // 1000 % 100:02d} {twin % 97:02d}"
        email = f"member{twin}@example.org"
        birth = None if firm else date(1940, 1, 1) + timedelta(days=twin * 37 % 27000)
        since = TODAY - timedelta(days=number * 13 % 6000)
        end = TODAY + timedelta(days=number * 7 % 700 - 300)
        resigned = end if number % 20 == 7 and end < TODAY else None
        search = search_text(
            [name],
            [code, email, *([f"C9{number:06d}"] if number % 10 == 0 else ())],
            [phone],
        )
        yield (
            first + number, name, name, first + number, name if firm else None, True,
            "contact", "en_US", firm, True, 1, 1, now, now, True, code,
            lists["categories"][number % 5], lists["regions"][number % 20], email,
            email, phone, city_of(twin), lists["countries"][number % 10 >= 7], birth,
            since, since, since, max(end, since), resigned, search,
            env.uid if number % 500 == 0 else None,
        )  # fmt: skip


def _copy(env, table, columns, rows):
    stream = io.StringIO()
    for row in rows:
        cells = (_cell(value) for value in row)
        stream.write("\t".join(cells) + "\n")
    stream.seek(0)
    names = ", ".join(f'"{column}"' for column in columns)
    env.cr._obj.copy_expert(f'COPY "{table}" ({names}) FROM STDIN', stream)


def _cell(value):
    if value is None:
        return r"\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(value)
