"""Nobody gets at what belongs to others by an address.

Tried are pages, files, pictures, printed forms and conversations, with no token, a
wrong one and that of another record.
"""

import inspect
import io

import pytest
from guardlib.routes import PLACEHOLDER, Addresses, routes_of_suite
from guardlib.tables import Table
from guardlib.verdict import nothing
from test_leaks_rpc import strangers_records

INTRUDER = "Nobody let me write this"
SURFERS = {"portal_a": ("PA",), "staff_a": ("CX",), "leaver_a": ("CX",), "public": ()}


def text_of(reply) -> str:
    """What a person would read; also in a PDF."""
    if reply.content.startswith(b"%PDF"):
        from pypdf import PdfReader

        pages = PdfReader(io.BytesIO(reply.content)).pages
        return "\n".join(page.extract_text() for page in pages)
    return reply.text


def others(world, own) -> list:
    return [world.owners[key] for key in sorted(world.strangers(*own))]


def tokens_of(world, own) -> dict[str, str]:
    mine = [world.owners[key].invoice_token for key in own]
    return {"": "", "wrong": "0" * 36, "another": mine[0] if mine else "1" * 36}


def ask(world, user: str, own, addresses) -> list[str]:
    """:return: the addresses that show something of others"""
    client = world.client(user)
    leaks = []
    for path, params in addresses:
        reply = client.get(path, params=params)
        marks = world.leaks(text_of(reply), *own)
        if reply.status == 500:
            leaks.append(f"{path} {params}: answers 500")
        elif marks:
            leaks.append(f"{path} {params}: {sorted(marks)}")
    return leaks


def pages_about(world, env, owner):
    """Core's pages and files about a stranger, with the tokens one might try."""
    for kind in ("pdf", "html", "text", None):
        for token in ("", "0" * 36):
            params = {"report_type": kind, "access_token": token, "download": "true"}
            yield f"/my/invoices/{owner.invoice}", params
    yield "/my/account", {"partner_id": owner.main}
    yield "/my/address", {"partner_id": owner.main}
    yield "/mail/view", {"model": "res.partner", "res_id": owner.main}
    yield "/mail/view", {"model": "account.move", "res_id": owner.invoice}
    yield f"/web/partner/vcard?partner_ids={owner.main}", {}
    for file in owner.attachments:
        yield f"/web/content/{file}", {}
        yield f"/web/content/{file}", {"access_token": "wrong", "download": "1"}
        yield f"/web/content/ir.attachment/{file}/raw", {}
        yield f"/web/content/ir.attachment/{file}/datas", {"filename": "x"}
        yield "/mail/attachment/zip", {"file_ids": file, "zip_name": "x"}
    for model, record in owner.records.items():
        for name, field in env[model]._fields.items():
            if field.type in ("binary", "image"):
                yield f"/web/content/{model}/{record}/{name}", {}


def test_the_marks_would_be_seen(world):
    """Member A's own pages and invoice do show the marks: the search finds them."""
    client, owner = world.client("portal_a"), world.owners["PA"]
    blind = [
        path
        for path in ("/my/membership", f"/my/invoices/{owner.invoice}?report_type=pdf")
        if not world.leaks(text_of(client.get(path)))
    ]
    nothing(blind, "These show a member nothing of his own:")


@pytest.mark.parametrize("user", SURFERS)
def test_pages_and_files_of_core(world, env, user):
    """Invoices, documents, files and cards of others are closed, with any token."""
    own = SURFERS[user]
    addresses = [
        address
        for owner in others(world, own)
        for address in pages_about(world, env, owner)
    ]
    nothing(ask(world, user, own, addresses), f"{user} is shown what is not theirs:")


@pytest.mark.parametrize("user", ["public", "portal_a", "leaver_a"])
def test_pictures(world, user):
    """A stranger's picture looks like that of a contact that does not exist."""
    own = SURFERS[user]
    client = world.client(user)
    leaks = []
    for size in ("image_1920", "image_128", "avatar_1920", "avatar_128"):
        nobody = client.get(f"/web/image/res.partner/999999999/{size}")
        for owner in others(world, own):
            for path in (
                f"/web/image/res.partner/{owner.main}/{size}",
                f"/web/image?model=res.partner&id={owner.main}&field={size}",
                f"/web/content/res.partner/{owner.main}/{size}",
            ):
                reply = client.get(path)
                is_same = reply.content == nobody.content
                if reply.status == 200 and reply.content and not is_same:
                    leaks.append(path)
    nothing(leaks, f"{user} sees pictures of others:")


def chatter_calls(owner, token: str, mine: str):
    """Every way to read or write a conversation, on a member and on an invoice."""
    for model, record in (("res.partner", owner.main), ("account.move", owner.invoice)):
        thread = {"thread_model": model, "thread_id": record, "token": token}
        yield "/mail/chatter_fetch", {**thread, "fetch_params": {"limit": 100}}
        yield "/portal/chatter_init", thread
        yield "/mail/thread/messages", {**thread, "fetch_params": {"limit": 100}}
        request = [
            "mail.thread",
            {**thread, "request_list": ["followers", "attachments"]},
        ]
        yield "/mail/data", {"fetch_params": [request]}
        post = {"body": INTRUDER, "message_type": "comment"}
        yield "/mail/message/post", {**thread, "post_data": post}
        yield (
            "/mail/thread/subscribe",
            {"res_model": model, "res_id": record, "partner_ids": []},
        )
        yield "/mail/thread/recipients", thread
    for message in owner.messages:
        content = {"body": INTRUDER}
        yield (
            "/mail/message/update_content",
            {"message_id": message, "update_data": content},
        )
        reaction = {"content": "x", "action": "add", "token": token}
        yield "/mail/message/reaction", {"message_id": message, **reaction}
        yield "/mail/update_is_internal", {"message_id": message, "is_internal": False}
    for file in owner.attachments:
        yield "/mail/attachment/delete", {"attachment_id": file, "access_token": mine}


@pytest.mark.parametrize("user", SURFERS)
def test_chatter(world, env, user):
    """Nobody reads, writes in, changes or deletes from the conversation of others."""
    own = SURFERS[user]
    client = world.client(user)
    problems = []
    for owner in typical(others(world, own)):
        for token in tokens_of(world, own).values():
            for path, params in chatter_calls(owner, token, token):
                reply = client.rpc(path, params)
                marks = world.leaks(reply.text, *own)
                if marks:
                    problems.append(f"{path} {params}: {sorted(marks)}")
    env.cr.commit()
    domain = [("body", "ilike", INTRUDER)]
    written = env["mail.message"].search(domain)
    problems += [f"written to {m.model} {m.res_id}: {m.body}" for m in written]
    alive = [f for o in others(world, own) for f in o.attachments]
    lost = set(alive) - set(env["ir.attachment"].browse(alive).exists().ids)
    problems += [f"attachment {file} deleted" for file in lost]
    nothing(problems, f"{user} reaches conversations of others:")


def variants(env, world, route, owner, tokens):
    """A route of the suite asked about `owner`, by address and by every parameter."""
    addresses = Addresses(env, world, owner.key)
    row = Table("routes.toml", "route", "route").rows.get(route.key, {})
    try:
        path = addresses.fill(route, row.get("fill", {}))
    except KeyError:
        path = PLACEHOLDER.sub(str(owner.main), route.url)
    yield path, {}
    names = parameters(route)
    for token in tokens.values():
        yield path, {"access_token": token}
    for name in names:
        yield path, {name: owner.main}
        yield path, {name: "Mark"}


def telling(owners: list, route) -> list:
    """One person and one firm are enough, where the address names nobody."""
    return owners if route.placeholders else typical(owners)


def typical(owners: list) -> list:
    return [owner for owner in owners if owner.key in ("PB", "CY")]


def parameters(route) -> list[str]:
    """:return: what the endpoint takes besides its placeholders"""
    function = inspect.unwrap(route.endpoint.original_endpoint)
    placed = {name for _converter, name in route.placeholders}
    return [
        name
        for name, parameter in inspect.signature(function).parameters.items()
        if name != "self"
        and name not in placed
        and parameter.kind is not parameter.VAR_KEYWORD
    ]


@pytest.mark.parametrize("user", SURFERS)
def test_pages_of_the_suite(world, env, user):
    """No page of the suite shows a stranger, whatever address or parameter is tried."""
    own = SURFERS[user]
    rows = Table("routes.toml", "route", "route").rows
    asked = {}
    for route in routes_of_suite(env):
        if "GET" not in route.methods or rows.get(route.key, {}).get("tells"):
            continue
        for owner in telling(others(world, own), route):
            for path, params in variants(
                env, world, route, owner, tokens_of(world, own)
            ):
                asked[path, tuple(sorted(params.items()))] = (path, params)
    light = [a for a in asked.values() if not a[0].endswith("/pdf") or not a[1]]
    nothing(ask(world, user, own, light), f"{user} is shown what is not theirs:")


@pytest.mark.parametrize("user", ["public", "portal_a"])
def test_reports_of_the_suite(world, env, user):
    """No printed form of the suite is given out about a stranger's record."""
    from guardlib.suite import addons

    own = SURFERS[user]
    names = env["ir.model.data"].search(
        [("model", "=", "ir.actions.report"), ("module", "in", list(addons()))]
    )
    addresses = []
    for report in env["ir.actions.report"].browse(names.mapped("res_id")):
        ids = strangers_records(env, world, report.model, own)
        for record in ids[:2]:
            for kind in ("html", "text"):
                addresses.append((f"/report/{kind}/{report.report_name}/{record}", {}))
    nothing(ask(world, user, own, addresses), f"{user} prints what is not theirs:")
