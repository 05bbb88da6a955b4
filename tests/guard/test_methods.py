"""No public method of the suite does anything for somebody without a role.

A method without a leading underscore and without ``@api.private`` can be called by
everybody who can log in. Each must refuse a portal user and an employee without a role
by itself, or stand in methods.toml with the reason why it need not.
"""

from contextlib import suppress

import pytest
from guardlib.filler import CannotFillError, Filler
from guardlib.methods import arguments, public_methods
from guardlib.recipes import CORE_MAKERS
from guardlib.tables import Table
from guardlib.verdict import nothing

ROLES = ("portal_b", "internal")


@pytest.fixture(scope="module")
def methods(runtime, database, world):
    """Each public method, with the id of a record of somebody else to call it on."""
    with runtime.env(database, commit=True) as env:
        found = public_methods(env)
        ids = {m.model: victims(env, world, m.model) for m in found}
    return found, ids


def victims(env, world, model: str) -> list[int]:
    """:return: a record of member A, or any at all"""
    owner = world.owners["PA"]
    if model in owner.records:
        return [owner.records[model]]
    if model == "res.partner":
        return [owner.main]
    if model == "account.move":
        return [owner.invoice]
    if model == "mail.message":
        return owner.messages[:1]
    if env[model]._abstract:
        return []
    if env[model]._transient:
        with suppress(CannotFillError):  # a wizard may need the screen it opens on
            return Filler(env, world.company_1).create(model, owner).ids
    if maker := CORE_MAKERS.get(model):
        return maker(env, owner).ids
    links = [("company_id", "in", [False, world.company_1])]
    domain = links if "company_id" in env[model]._fields else []
    return env[model].search(domain, limit=1).ids


def test_public_methods_refuse(world, methods):
    """Called by RPC and by /json/2, each public method refuses, or is listed."""
    table = Table("methods.toml", "method", "name")
    found, ids = methods
    problems, needed = [], set()
    for method in found:
        if method.on_records and not ids[method.model]:
            problems.append(f"{method.key}: no record to call it on; add a recipe")
            continue
        row = table.rows.get(method.key, {})
        for role in ROLES:
            for way, reply in answers(world, role, method, ids[method.model], row):
                expected = row.get("expect", {}).get(role)
                if reply.refused or (expected and reply.status == expected):
                    needed |= {method.key} if not reply.refused else set()
                    continue
                said = f"{reply.status} {reply.text[:100]!r}"
                problems.append(f"{method.key} by {role} over {way}: {said}")
    nothing(
        problems,
        "Refuse by check_access or has_group inside these methods, rename them to "
        "_name, decorate them with @api.private; or, when anybody may call them, add "
        "to tests/guard/methods.toml, with the answer that is right:\n\n"
        + table.row("model.method", expect={"portal_b": 200, "internal": 200})
        + "\n\nWhat was answered:",
    )
    stale = sorted(name for name in table.rows if name not in needed)
    nothing(stale, "tests/guard/methods.toml: these refuse everybody; remove the rows:")


def answers(world, role: str, method, ids, row):
    values = arguments(method, row.get("args", {}))
    member = world.owners["PA"].main
    context = {"active_model": "res.partner", "active_ids": [member]}
    values["context"] = context | {"active_id": member}
    on = ids if method.on_records else []
    first, named = [on] if method.on_records else [], dict(values)
    if method.name == "create":  # whose first argument core takes by place only
        first = [named.pop("vals_list")]
    web = world.client(role)
    yield "call_kw", web.call(method.model, method.name, first, **named)
    body = {"ids": on, **values} if on else values
    yield "json/2", world.bearer(role).call(method.model, method.name, **body)
