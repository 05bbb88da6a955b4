"""Nobody reads by RPC what belongs to others, with whatever method and on any model."""

import pytest
from guardlib.client import DirectClient
from guardlib.filler import partner_links
from guardlib.suite import fields_of_suite, models_of_suite
from guardlib.tables import Table
from guardlib.verdict import nothing

CORE_MODELS = (
    "res.partner",
    "account.move",
    "account.move.line",
    "account.payment",
    "ir.attachment",
    "mail.activity",
    "mail.followers",
    "mail.message",
    "mail.notification",
    "payment.token",
    "payment.transaction",
    "res.partner.bank",
    "res.users",
)
# Who asks, and whose texts he may see.
ASKERS = {
    "portal_a": ("PA",),
    "staff_a": ("CX",),
    "colleague_a": ("CX",),
    "leaver_a": ("CX",),
    "staff_b": ("CY",),
}
ABOUT_THEM = ("read", "web_read", "search_count", "search", "export_data", "copy")
DAYS = ("date", "datetime")


def asked_models(env):
    known = [name for name in CORE_MODELS if name in env]
    return models_of_suite(env) + known


def readings(env, model: str, ids: list[int]):
    """:return: every way to read that a client has, as (method, args, kwargs)"""
    own_fields = fields_of_suite(env, model)
    everything = {name: {} for name in env[model]._fields if name != "id"}
    of_them = [("id", "in", ids)]
    shown = {"specification": {"display_name": {}}}
    yield "read", [ids], {}
    yield "read", [ids, ["display_name"]], {}
    for name in own_fields:  # one by one: a refused field must not hide an open one
        yield "read", [ids, [name]], {}
    yield "search_read", [of_them], {}
    yield "search_read", [[]], {"limit": 1000}
    yield "web_search_read", [], {"domain": [], **shown}
    yield "web_read", [ids], shown
    yield "web_read", [ids], {"specification": everything}
    yield "search_count", [of_them], {}
    yield "search", [of_them], {}
    yield "name_search", [], {"name": "Mark", "limit": 1000}
    yield "web_name_search", ["Mark", {"display_name": {}}], {"limit": 1000}
    yield "export_data", [ids, ["display_name", ".id"]], {}
    yield "copy", [ids], {}
    groups = [group for name in own_fields for group in groupings(env, model, name)]
    for group in [*groups, "create_date:year"]:
        spec = {"groupby": [group], "aggregates": ["__count", "id:array_agg"]}
        yield "formatted_read_group", [of_them], spec
        yield "web_read_group", [of_them, [group], ["__count"]], {}


def groupings(env, model, name):
    field = env[model]._fields[name]
    plain = ("char", "text", "integer", "boolean", "selection", "many2one", "many2many")
    if field.store and field.type in DAYS:
        yield f"{name}:year"
    elif field.store and field.type in plain:
        yield name


def holds_records(reply, method: str) -> bool:
    """Whether an answer to a question about other people's records holds anything."""
    if reply.status != 200:
        return False
    if method == "export_data":
        return bool(reply.value["datas"])
    if method == "web_read_group":
        return bool(reply.value["groups"])
    return bool(reply.value)


def leaks_of(world, env, asker: str, own, models=None) -> list[str]:
    """Ask everything about everybody else.

    :return: what came back that should not
    """
    client = DirectClient(env, world.users[asker])
    leaks = []
    for model in models or asked_models(env):
        ids = strangers_records(env, world, model, own)
        for method, args, kwargs in readings(env, model, ids):
            reply = client.call(model, method, args, **kwargs)
            marks = world.leaks(reply.text, *own)
            of_them = args[:1] == [[("id", "in", ids)]]
            asked = ids and (method in ABOUT_THEM or of_them)
            if marks or (asked and holds_records(reply, method)):
                text = ", ".join(sorted(marks)) or reply.text[:150]
                leaks.append(f"{model}.{method}{args[1:]} {kwargs}: {text}")
    return leaks


def partners_of(world, keys) -> set[int]:
    owners = [world.owners[key] for key in keys]
    return {partner for o in owners for partner in (o.main, o.helper)}


def strangers_records(env, world, model: str, own) -> list[int]:
    """:return: ids of records of `model` that belong to somebody else"""
    owners = [world.owners[key] for key in world.strangers(*own)]
    partners = partners_of(world, world.strangers(*own)) - partners_of(world, own)
    if model == "res.partner":
        return sorted(partners)
    if model == "account.move":
        return [o.invoice for o in owners if o.invoice]
    if model == "ir.attachment":
        return [i for o in owners for i in o.attachments]
    if model == "mail.message":
        return [i for o in owners for i in o.messages]
    if model == "res.users":
        domain = [("partner_id", "child_of", [o.main for o in owners])]
        return env[model].with_context(active_test=False).search(domain).ids
    if model in models_of_suite(env):
        return [o.records[model] for o in owners if model in o.records]
    links = partner_links(env, model)
    if not links:
        return []
    domain = ["|"] * (len(links) - 1)
    domain += [(name, "in", list(partners)) for name in links]
    return env[model].search(domain).ids


@pytest.mark.parametrize("asker", ASKERS)
def test_portal_user_reads_nothing_of_others(world, env, asker):
    """No method returns a text, date, amount or record of a stranger."""
    leaks = leaks_of(world, env, asker, ASKERS[asker])
    nothing(leaks, f"{asker} sees what is not theirs:")


def test_the_questions_would_find_a_leak(world, env):
    """The same questions do find what a manager may see: they are no empty ritual."""
    leaks = leaks_of(world, env, "manager", (), models_of_suite(env))
    found = {line.split(".read[")[0] for line in leaks if ".read[" in line}
    people = ("group_id", "!=", env.ref("base.group_system").id)
    rights = env["ir.model.access"].search([people, ("perm_read", "=", True)])
    read = set(rights.mapped("model_id.model"))  # the rest only an administrator reads
    blind = set(models_of_suite(env, transient=False)) & read - found
    nothing(sorted(blind), "No question finds a record of:")


def test_every_model_has_a_record_of_everybody(world):
    """The filler could make a record of each model; else say how in recipes.py."""
    nothing(
        (f"{model}: {why}" for model, why in world.problems.items()),
        "Add a recipe to tests/guard/guardlib/recipes.py for:",
    )


def oracle_domains(env, model: str):
    """Domains whose count alone would tell a value: fields, and ways to a partner."""
    for name in fields_of_suite(env, model):
        field = env[model]._fields[name]
        if field.store and field.type in ("char", "text", "html"):
            yield name, [(name, "ilike", "mark")]
        elif field.store and field.type in DAYS:
            yield name, [(name, "<", "1990-01-01")]
    for name in partner_links(env, model):
        yield name, [(f"{name}.name", "ilike", "mark")]


@pytest.mark.parametrize("asker", ["portal_a", "staff_a", "leaver_a"])
def test_no_field_tells_by_counting_or_sorting(world, env, asker):
    """A domain or an order on a field of a stranger finds no record of theirs."""
    own = ASKERS[asker]
    client = DirectClient(env, world.users[asker])
    leaks = []
    for model in models_of_suite(env, transient=False) + ["res.partner"]:
        ids = strangers_records(env, world, model, own)
        for name, domain in oracle_domains(env, model):
            asked = [*domain, ("id", "in", ids)]
            reply = client.call(model, "search_count", [asked])
            if reply.status == 200 and reply.value:
                leaks.append(f"{model}: domain on {name}")
            reply = client.call(model, "search", [[("id", "in", ids)]], order=name)
            if reply.status == 200 and reply.value:
                leaks.append(f"{model}: order by {name}")
    nothing(leaks, f"{asker} can guess what is not theirs:")


@pytest.mark.parametrize(
    ("asker", "other"), [("colleague_a", "staff"), ("staff_a", "colleague")]
)
def test_colleagues_keep_their_personal_data(world, env, asker, other):
    """Core lets employees of one firm see each other; what the suite adds stays shut.

    A field may be open to them only with a reason in portal_fields.toml.
    """
    table = Table("portal_fields.toml", "field", "name")
    client = DirectClient(env, world.users[asker])
    colleague = world.owners["CX"].others[other]
    readable = client.call("res.partner", "read", [[colleague], ["display_name"]])
    assert readable.status == 200, f"core lets colleagues see each other: {readable}"
    user = env["res.users"].search([("partner_id", "=", colleague)])
    opened = set()
    for name in fields_of_suite(env, "res.partner"):
        of_user = client.call("res.users", "read", [user.ids, [name]])
        of_partner = client.call("res.partner", "read", [[colleague], [name]])
        if 200 in (of_user.status, of_partner.status):
            opened.add(name)
    table.assert_covers(
        opened,
        "may be read by a portal user of every colleague in the firm. Close it, or, "
        "when it is harmless, name it here:",
    )


@pytest.mark.parametrize("asker", ["other_company"])
def test_user_of_another_company_sees_no_dealings(world, env, asker):
    """Company 2's manager finds nothing of company 1, nor what it has with a person
    whom both share. What has no company follows the person."""
    company_models, person_models = [], []
    for model in asked_models(env):
        if "company_id" in env[model]._fields:
            company_models.append(model)
        elif partner_links(env, model):
            person_models.append(model)
    leaks = leaks_of(world, env, asker, ("SP",), company_models)
    leaks += leaks_of(world, env, asker, ("SP", "SD"), person_models)
    nothing(leaks, "A manager of another company sees:")
