"""What an add-on leaves behind when it is uninstalled."""

from .suite import addons


def remains(env) -> list[str]:
    """:return: records, tables and columns that only the suite can have made"""
    prefixes = tuple(addons())
    return [
        *names_left(env, prefixes),
        *tables_left(env, prefixes),
        *columns_left(env),
        *orphans(env),
    ]


def names_left(env, modules):
    domain = [("module", "in", modules)]
    for row in env["ir.model.data"].search(domain, limit=20):
        yield f"ir.model.data {row.complete_name} ({row.model})"


def tables_left(env, modules):
    from odoo.tools import SQL

    prefixes = tuple(f"{name.split('_')[0]}_%" for name in modules)
    query = SQL(
        "SELECT table_name FROM information_schema.tables"
        " WHERE table_schema = 'public' AND table_name LIKE ANY(%s)",
        [*set(prefixes)],
    )
    for (table,) in env.execute_query(query):
        yield f"table {table}"


def columns_left(env):
    """Columns of core's tables that no field of core has."""
    from odoo.tools import SQL

    for model in ("res.partner", "res.users", "account.move", "res.partner.bank"):
        query = SQL(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s",
            env[model]._table,
        )
        for (column,) in env.execute_query(query):
            if column not in env[model]._fields:
                yield f"column {model}.{column}"


def orphans(env):
    """Records that need a model or an action which is gone."""
    known = set(env.registry)
    for cron in env["ir.cron"].with_context(active_test=False).search([]):
        if cron.model_id.model not in known:
            yield f"cron {cron.name}"
    for menu in env["ir.ui.menu"].with_context(active_test=False).search([]):
        if menu.action and not menu.action.exists():
            yield f"menu {menu.complete_name}"
    for action in env["ir.actions.act_window"].search([]):
        if action.res_model not in known:
            yield f"action {action.name} of {action.res_model}"
    for view in env["ir.ui.view"].with_context(active_test=False).search([]):
        if view.model and view.model not in known:
            yield f"view {view.name} of {view.model}"
    for file in env["ir.attachment"].search([("res_model", "like", "community.%")]):
        yield f"attachment {file.name} of {file.res_model}"
