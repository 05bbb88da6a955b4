"""200,000 members: lists, searches, plans, the nightly job, duplicates."""

import os
import sys
from datetime import timedelta

from lxml import etree

from bench.common import (
    answer,
    machine,
    measure,
    open_env,
    print_table,
    run_part,
    stopwatch,
)
from bench.member_register.population import populate

SIZE = int(os.environ.get("BENCH_MEMBERS", "200000"))
MODULE = "community_members"
IN_REGISTER = [("in_member_register", "=", True)]
SCAN_LIMIT = 50_000
SEARCHES = {
    "Turkish, as written": "Çiğdem Özt",
    "Turkish, without accents": "cigdem ozt",
    "Georgian letters": "ბერიძე",
    "Georgian in Latin letters": "beridze",
    "first name and last name": "Ayşe Demir",
    "three letters": "şah",
    "member number": "R012345",
    "part of the number": "R0123",
    "card number": "C9012340",
    "phone as typed": "0532 345 12",
    "e-mail": "member54321@",
    "nobody": "zzqqxx",
}


def spec_of(env, xmlid, view_type):
    """What the web client reads for a view."""
    view = env.ref(f"{MODULE}.{xmlid}")
    Partner = env["res.partner"]
    arch = etree.fromstring(Partner.get_view(view.id, view_type)["arch"])
    specification = {}
    for node in arch.iterfind(".//field"):
        if any(parent.tag == "field" for parent in node.iterancestors()):
            continue
        field = Partner._fields[node.get("name")]
        specification[node.get("name")] = (
            {"fields": {"display_name": {}}} if field.relational else {}
        )
    return specification


def populated():
    with open_env() as env:
        with stopwatch() as elapsed:
            populate(env, SIZE)
            made = elapsed()
        times = {}
        Partner = env["res.partner"]
        for name in ("everybody changes", "nobody changes"):
            with stopwatch() as elapsed:
                moved = Partner._refresh_member_states()
                env.cr.commit()
                times[f"{name} ({moved:,} of {SIZE:,})"] = elapsed()
        env.cr._cnx.autocommit = True
        env.cr.execute("VACUUM ANALYZE res_partner")
        env.cr._cnx.autocommit = False
        with stopwatch() as elapsed:
            moved = _tomorrow(env)
            env.cr.commit()
            times[f"an ordinary night ({moved:,} of {SIZE:,})"] = elapsed()
        answer(made=made, times=times)


def _tomorrow(env):
    """The job as it runs tomorrow."""
    from freezegun import freeze_time

    from odoo import fields

    tomorrow = fields.Date.today() + timedelta(days=1)
    with freeze_time(tomorrow):
        return env["res.partner"]._refresh_member_states()


def looks():
    with open_env() as env:
        partners = env["res.partner"]
        in_list = spec_of(env, "res_partner_view_list_member", "list")
        in_kanban = spec_of(env, "res_partner_view_kanban_member", "kanban")
        rows = [
            ["list, first page", *measure(env, lambda: _page(partners, in_list, []))],
            [
                "list, page 1,000",
                *measure(env, lambda: _page(partners, in_list, [], offset=80_000)),
            ],
            [
                "list, only members",
                *measure(
                    env, lambda: _page(partners, in_list, [("is_member", "=", True)])
                ),
            ],
            [
                "kanban, first page",
                *measure(env, lambda: _page(partners, in_kanban, [], limit=40)),
            ],
            [
                "kanban by state, opened",
                *measure(env, lambda: _grouped(partners, in_kanban)),
            ],
        ]
        for name, text in SEARCHES.items():
            domain = [("display_name", "ilike", text)]
            rows.append(
                [
                    f"list, search: {name} ({text})",
                    *measure(env, lambda d=domain: _page(partners, in_list, d)),
                ]
            )
            rows.append(
                [
                    f"name_search: {name}",
                    *measure(env, lambda t=text: partners.name_search(t, limit=8)),
                ]
            )
        answer(rows=[[name, queries, f"{ms:.0f}"] for name, queries, ms in rows])


def _page(partners, specification, domain, limit=80, offset=0):
    return partners.web_search_read(
        IN_REGISTER + domain,
        specification,
        offset=offset,
        limit=limit,
        count_limit=10001,
    )


def _grouped(partners, specification):
    return partners.web_read_group(
        IN_REGISTER,
        ["member_state"],
        ["__count"],
        auto_unfold=True,
        unfold_read_specification=specification,
        unfold_read_default_limit=20,
    )


def plans():
    """The plan of every filter and every field of the search view."""
    with open_env() as env:
        Partner = env["res.partner"]
        rows = []
        for name, domain in _search_domains(env):
            query = Partner._search(
                IN_REGISTER + domain, limit=80, order=Partner._order
            )
            sql = query.select()
            env.cr.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + sql.code, sql.params)
            plan = env.cr.fetchone()[0][0]
            scans = list(_scans(plan["Plan"]))
            rows.append(
                [name, f"{plan['Execution Time']:.0f}", ", ".join(scans) or "-"]
            )
        answer(rows=rows)


def _search_domains(env):
    from odoo.tools.safe_eval import safe_eval

    view = env.ref(f"{MODULE}.res_partner_view_search_member")
    Partner = env["res.partner"]
    arch = etree.fromstring(Partner.get_view(view.id, "search")["arch"])
    category = env["community.member.category"].search([("code", "=", "bench1")])
    region = env["community.member.region"].search([("code", "=", "bench1")])
    samples = {"member_category_ids": category.id, "member_region_id": region.id}
    for node in arch.iter("filter", "field"):
        name, domain = node.get("name"), node.get("domain")
        if node.tag == "filter" and domain:
            yield f"filter {name}", safe_eval(domain, {"uid": env.uid})
        elif node.get("filter_domain"):
            yield (
                f"field {name}",
                safe_eval(node.get("filter_domain"), {"self": "Demir"}),
            )
        elif node.tag == "field":
            field = Partner._fields[name]
            if field.type == "properties":
                continue
            value = samples.get(name, 1) if field.relational else "R0123"
            operator = node.get("operator") or ("=" if field.relational else "ilike")
            yield f"field {name}", [(name, operator, value)]


def _scans(plan):
    """Tables of more than 50,000 rows that the plan reads from end to end."""
    rows = plan.get("Actual Rows", 0) + plan.get("Rows Removed by Filter", 0)
    rows *= plan.get("Actual Loops", 1)  # one a parallel worker
    if plan["Node Type"] == "Seq Scan" and rows > SCAN_LIMIT:
        yield f"{plan['Relation Name']} ({rows:,.0f} rows)"
    for part in plan.get("Plans", ()):
        yield from _scans(part)


def duplicates():
    with open_env() as env:
        Duplicate = env["community.member.duplicate"]
        with stopwatch() as elapsed:
            found = Duplicate._refresh()
            env.cr.commit()
            first = elapsed()
        with stopwatch() as elapsed:
            Duplicate._refresh()
            env.cr.commit()
            again = elapsed()
        answer(found=found, first=first, again=again)


def main():
    filled = run_part(__file__, "populated")
    print(f"{SIZE:,} members in {filled['made']:.0f} s ({machine()})")
    print_table(
        "Nightly job of the states",
        ["", "s"],
        [[name, f"{seconds:.1f}"] for name, seconds in filled["times"].items()],
    )
    looked = run_part(__file__, "looks")
    print_table("Reading", ["", "queries", "median ms"], looked["rows"])
    planned = run_part(__file__, "plans")
    print_table(
        "First page of every filter and field of the search",
        ["", "ms", f"read from end to end, over {SCAN_LIMIT:,} rows"],
        planned["rows"],
    )
    doubles = run_part(__file__, "duplicates")
    print_table(
        "Duplicates",
        ["", "s"],
        [
            [f"search, {doubles['found']:,} groups", f"{doubles['first']:.1f}"],
            ["search again", f"{doubles['again']:.1f}"],
        ],
    )
    return 1 if any(row[2] != "-" for row in planned["rows"]) else 0


if __name__ == "__main__":
    parts = {
        "populated": populated,
        "looks": looks,
        "plans": plans,
        "duplicates": duplicates,
    }
    sys.exit(parts[sys.argv[1]]() if len(sys.argv) > 1 else main())
