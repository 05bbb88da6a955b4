"""Contracts of forty kinds, made by the suite, and copied by the database."""

from datetime import date, timedelta

from odoo.tools import SQL

TODAY = date.today()
KINDS = 40
TABLES = (
    "community_contract_line",
    "community_contract_period",
    "community_contract_change",
)


def populate(env, size):
    """:return: number of rows in all schedules"""
    contracts = _make_kinds(env)
    env.flush_all()
    env.cr.execute(
        SQL(
            """
            CREATE TEMP TABLE twin AS
            SELECT kind AS old, nextval('community_contract_id_seq') AS new
              FROM unnest(%s) AS kind, generate_series(2, %s)
            """,
            contracts.ids,
            size // KINDS,
        )
    )
    _copy(env, "community_contract", "id", {"name": "'Bench ' || twin.new"})
    for table in TABLES:
        _copy(env, table, "contract_id", {"id": f"nextval('{table}_id_seq')"})
    env.cr.commit()
    env.cr._cnx.autocommit = True
    for table in ("community_contract", *TABLES):
        env.cr.execute(SQL("VACUUM ANALYZE %s", SQL.identifier(table)))
    env.cr._cnx.autocommit = False
    return env["community.contract.period"].search_count([])


def _copy(env, table, key, others):
    """Copy the rows of each kind for its twins."""
    rows = env.execute_query(
        SQL(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " AND is_generated = 'NEVER'",
            table,
        )
    )
    names = [name for (name,) in rows]
    given = {key: "twin.new", **others}
    values = [given.get(name, f'source."{name}"') for name in names]
    columns = ", ".join(f'"{name}"' for name in names)
    env.cr.execute(
        f"INSERT INTO {table} ({columns}) SELECT {', '.join(values)}"
        f" FROM {table} source JOIN twin ON twin.old = source.{key}"
    )


def _make_kinds(env):
    """Begun on days of the last four months; one in eight is to end."""
    company = env["res.company"].create({"name": "Bench Club"})
    env.user.company_ids |= company
    env = env(context={**env.context, "allowed_company_ids": company.ids})
    env["account.chart.template"].try_loading(
        "generic_coa", company, install_demo=False
    )
    product = env["product.product"].create(
        {"name": "Dues", "type": "service", "list_price": 50, "taxes_id": False}
    )
    plan = env["community.plan"].create(
        {
            "name": "Bench",
            "company_id": company.id,
            "track_profit": False,
            "require_signature": False,
            "line_ids": [(0, 0, {"product_id": product.id})],
        }
    )
    partners = env["res.partner"].create(
        [{"name": f"Bench {number}"} for number in range(KINDS)]
    )
    contracts = env["community.contract"].create(
        [
            {
                "plan_id": plan.id,
                "partner_id": partner.id,
                "company_id": company.id,
                "date_start": TODAY - timedelta(days=3 * number),
            }
            for number, partner in enumerate(partners)
        ]
    )
    contracts._confirm()
    contracts._bill()
    for contract in contracts[::8]:
        contract._close(TODAY + timedelta(days=contract.id % 60))
    contracts._refresh_state()
    return contracts.with_env(env)
