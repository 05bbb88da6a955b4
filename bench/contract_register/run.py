"""200,000 contracts: the plan of every filter of the lists, and the nightly steps.

Run with ``BENCH_CONTRACTS=20000`` for fewer.
"""

import os
import sys
from datetime import date

from dateutil.relativedelta import relativedelta
from lxml import etree

from bench.common import answer, machine, open_env, print_table, run_part, stopwatch
from bench.contract_register.population import populate

SIZE = int(os.environ.get("BENCH_CONTRACTS", "200000"))
MODULE = "community_subscription"
SCAN_LIMIT = 50_000
VIEWS = {
    "community.contract": "community_contract_view_search",
    "community.contract.period": "community_contract_period_view_search",
}


def populated():
    with open_env() as env, stopwatch() as elapsed:
        rows = populate(env, SIZE)
        answer(made=elapsed(), rows=rows)


def plans():
    """The first page of every filter and field."""
    with open_env() as env:
        rows = []
        for model, view in VIEWS.items():
            for name, domain in _search_domains(env, model, view):
                query = env[model]._search(domain, limit=80, order=env[model]._order)
                rows.append([f"{model}, {name}", *_explain(env, query.select())])
        answer(rows=rows)


def _explain(env, sql):
    env.flush_all()
    env.cr.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + sql.code, sql.params)
    plan = env.cr.fetchone()[0][0]
    scans = sorted(set(_scans(plan["Plan"])))
    return f"{plan['Execution Time']:.0f}", ", ".join(scans) or "-"


def _search_domains(env, model, view):
    from odoo.tools.safe_eval import datetime, safe_eval

    arch = env[model].get_view(env.ref(f"{MODULE}.{view}").id, "search")["arch"]
    known = {
        "uid": env.uid,
        "context_today": date.today,
        "datetime": datetime,
        "relativedelta": relativedelta,
        "self": "Bench 12345",
    }
    for node in etree.fromstring(arch).iter("filter", "field"):
        name = node.get("name")
        domain = node.get("domain") or node.get("filter_domain")
        if domain:
            yield f"{node.tag} {name}", safe_eval(domain, known)
        elif node.tag == "field":
            field = env[model]._fields[name]
            operator = "=" if field.relational else "ilike"
            yield (
                f"field {name}",
                [(name, operator, 1 if field.relational else "12345")],
            )


def _scans(plan):
    """Tables of more than 50,000 rows that the plan reads from end to end."""
    rows = plan.get("Actual Rows", 0) + plan.get("Rows Removed by Filter", 0)
    rows *= plan.get("Actual Loops", 1)  # one a parallel worker
    if plan["Node Type"] == "Seq Scan" and rows > SCAN_LIMIT:
        yield f"{plan['Relation Name']} ({rows:,.0f} rows)"
    for part in plan.get("Plans", ()):
        yield from _scans(part)


def nights():
    """What the nightly jobs ask for, while nothing is due."""
    with open_env() as env:
        contracts = env["community.contract"]
        today = contracts._get_today()
        steps = {
            "schedules that may be others": contracts._get_every_stale,
            "ledgers that do not add up": contracts._get_drifted,
            "states to look at": lambda: contracts.search(
                contracts._get_refresh_domain(contracts), limit=200
            ),
            "terms to renew": lambda: contracts._renew_by_itself(today),
            "open holds": contracts._cron_move_open_holds,
            "unpaid for long": lambda: contracts._close_unpaid(today),
            "companies with something due": lambda: contracts._read_group(
                [("next_bill_date", "<=", today)], ["company_id"]
            ),
            "charges due": lambda: env["community.charge"]._search_due(today),
        }
        rows = []
        for name, step in steps.items():
            env.invalidate_all()
            with stopwatch() as elapsed:
                found = step()
                env.flush_all()
                seconds = elapsed()
            number = len(found) if hasattr(found, "__len__") else "-"
            rows.append([name, number, f"{seconds:.2f}"])
        env.cr.rollback()
        answer(rows=rows)


def main():
    filled = run_part(__file__, "populated")
    print(
        f"{SIZE:,} contracts, {filled['rows']:,} rows of schedules, in "
        f"{filled['made']:.0f} s ({machine()})"
    )
    planned = run_part(__file__, "plans")
    print_table(
        "First page of every filter and field of the search",
        ["", "ms", f"read from end to end, over {SCAN_LIMIT:,} rows"],
        planned["rows"],
    )
    steps = run_part(__file__, "nights")
    print_table("Steps of the night", ["", "found", "s"], steps["rows"])
    return 1 if any(row[2] != "-" for row in planned["rows"]) else 0


if __name__ == "__main__":
    parts = {"populated": populated, "plans": plans, "nights": nights}
    sys.exit(parts[sys.argv[1]]() if len(sys.argv) > 1 else main())
