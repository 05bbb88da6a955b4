"""What a database holds, in a form that shows any row being written.

The sum of the checksums of all rows, with their ``write_date``, changes with every
insert, update and delete. Of core's tables the stamps do not count: loading the groups
of any add-on again makes core stamp the contacts of all users anew.
"""

from .suite import addons

# Core's tables that the suite's business lives in.
CORE = ("res_partner", "res_partner_bank", "account_move", "account_move_line")
STAMPS = ("write_date", "write_uid")


def business_tables(env) -> list[str]:
    tables = set(CORE)
    for model in env.registry.values():
        if model._original_module in addons() and model._auto and not model._transient:
            tables.add(model._table)
        for field in model._fields.values():
            ours = field._modules and field._modules[0] in addons()
            if ours and field.type == "many2many" and field.store:
                tables.add(field.relation)
    return sorted(tables)


def fingerprint(runtime, database: str) -> dict[str, tuple]:
    """:return: per table, number of rows and sum of their checksums"""
    from odoo.tools import SQL

    with runtime.env(database) as env:
        result = {}
        for table in business_tables(env):
            query = SQL(
                "SELECT count(*), sum(("
                "'x' || left(md5((to_jsonb(t) - %s::text[])::text), 15))"
                "::bit(60)::bigint) FROM %s AS t",
                list(STAMPS if table in CORE else ()),
                SQL.identifier(table),
            )
            result[table] = env.execute_query(query)[0]
        return result


def changed(before: dict, after: dict) -> list[str]:
    names = before.keys() | after.keys()
    return sorted(name for name in names if before.get(name) != after.get(name))
