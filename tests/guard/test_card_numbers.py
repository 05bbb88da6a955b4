"""A full payment card number gets in nowhere: it is refused, and is afterwards neither
in the database nor in the log of the server."""

import base64

import pytest
from guardlib.cards import CardNumbers
from guardlib.filler import TEXTS
from guardlib.suite import AUTOMATIC, models_of_suite
from guardlib.tables import Table
from guardlib.verdict import nothing

ALSO = ("res.partner", "res.partner.bank")
REFUSED = ("refused", 403, 404)


@pytest.fixture(scope="module")
def typed():
    """All numbers that were typed in this file."""
    return CardNumbers()


def text_fields(env, model: str):
    """Fields a client may write a text into."""
    for name, field in env[model]._fields.items():
        if name in AUTOMATIC or not (field.store or field.inverse):
            continue
        if field.type in TEXTS and not field.readonly:
            yield name


def targets(env, world):
    """Models of the suite and of its people, with a record of each."""
    owner = world.owners["PA"]
    for model in (*models_of_suite(env), *ALSO):
        record = {"res.partner": owner.main}.get(model) or owner.records.get(model)
        if model == "res.partner.bank":
            record = env[model].search([("partner_id", "=", owner.main)], limit=1).id
        yield model, record


def allowed(model: str, field: str) -> bool:
    return f"{model}.{field}" in Table("card_fields.toml", "field", "name").rows


def test_every_text_field_refuses(world, env, typed):
    """Written, created or saved from the form, by a manager with all rights."""
    client = world.client("manager")
    taken = []
    for model, record in targets(env, world):
        for form, name in enumerate(text_fields(env, model)):
            if allowed(model, name):
                continue
            place = f"{model}.{name}"
            calls = {"create": [[{name: typed.new(f"{place} by create", form)}]]}
            if record:
                number = typed.new(f"{place} by write", form)
                calls["write"] = [[record], {name: number}]
                number = typed.new(f"{place} by web_save", form)
                calls["web_save"] = [[record], {name: number}, {"display_name": {}}]
            for method, args in calls.items():
                reply = client.call(model, method, args)
                if reply.status not in REFUSED:
                    taken.append(f"{place} by {method}: {reply.text[:150]}")
    nothing(
        taken,
        "These take a full card number. Let the model inherit "
        "community.member.card.number.guard, or name the field with a reason in "
        "tests/guard/card_fields.toml:",
    )


def test_lines_within_a_form_refuse(world, env, typed):
    """What is typed into the lines of a member's form is refused with the form."""
    client, member = world.client("manager"), world.owners["PA"].main
    taken = []
    for name, field in env["res.partner"]._fields.items():
        if field.type != "one2many" or (not field.store and not field.inverse_name):
            continue
        if field.comodel_name not in (*models_of_suite(env), *ALSO):
            continue
        for text in list(text_fields(env, field.comodel_name))[:2]:
            number = typed.new(f"res.partner.{name}/{text}")
            values = {name: [(0, 0, {text: number})]}
            reply = client.call("res.partner", "write", [[member], values])
            if reply.status not in REFUSED:
                taken.append(f"{name}/{text}: {reply.text[:150]}")
    nothing(taken, "Lines take a full card number:")


def chatter(world, typed):
    """Every way to say something about a member or a card."""
    owner = world.owners["PA"]
    records = {
        "res.partner": owner.main,
        "community.member.card": owner.records.get("community.member.card"),
    }
    for model, record in records.items():
        number = typed.new(f"{model} by /mail/message/post", 1)
        data = {"body": f"<p>{number}</p>", "message_type": "comment"}
        thread = {"thread_model": model, "thread_id": record}
        yield "/mail/message/post", {**thread, "post_data": data}
        kwargs = {"body": "x", "subject": typed.new(f"{model} as a subject")}
        yield call_of(model, "message_post", [[record]], kwargs)
        for method in ("message_post", "message_notify"):
            number = typed.new(f"{model} by {method}", 2)
            kwargs = {"body": number, "partner_ids": [owner.main]}
            yield call_of(model, method, [[record]], kwargs)
        values = {
            "res_model": model,
            "res_id": record,
            "body": typed.new("mail.message"),
        }
        values["model"] = values.pop("res_model")
        yield call_of("mail.message", "create", [[values]])
        values = {
            "res_model": model,
            "res_id": record,
            "summary": typed.new("activity"),
        }
        yield call_of("mail.activity", "create", [[values]])
        html = f"4<b>{typed.new('note of an activity')[1:]}</b>"
        yield call_of(
            "res.partner", "activity_schedule", [[owner.main]], {"note": html}
        )


def call_of(model, method, args, kwargs=None):
    params = {"model": model, "method": method, "args": args, "kwargs": kwargs or {}}
    return f"/web/dataset/call_kw/{model}/{method}", params


def test_chatter_refuses(world, env, typed):
    """Messages, their later changes, notes and activities are refused."""
    taken = []
    for path, params in chatter(world, typed):
        reply = world.client("manager").rpc(path, params)
        if reply.status not in REFUSED:
            taken.append(f"{path}: {reply.text[:200]}")
    post = {"body": "harmless", "message_type": "comment"}
    thread = {"thread_model": "res.partner", "thread_id": world.owners["PA"].main}
    client = world.client("manager")
    message = client.rpc("/mail/message/post", {**thread, "post_data": post}).value
    number = typed.new("a changed message", 1)
    change = {"message_id": message["message_id"], "update_data": {"body": number}}
    reply = client.rpc("/mail/message/update_content", change)
    if reply.status not in REFUSED:
        taken.append(f"update_content: {reply.text[:200]}")
    nothing(taken, "The chatter takes a full card number:")


def test_portal_and_import_keep_nothing(world, env, typed):
    """Typed by a member on the portal, or standing in a file that is imported."""
    member = world.client("portal_a")
    for name in ("name", "street", "phone", "mobile", "email", "comment", "function"):
        for path in ("/my/membership/edit", "/my/address/submit"):
            member.post(path, {name: typed.new(f"{path}: {name}", 1)})
    client = world.client("manager")
    rows = [["Guard", typed.new("load: comment")]]
    client.call("res.partner", "load", [["name", "comment"], rows])
    client.call("res.partner", "name_create", [typed.new("name_create")])
    core_import(client, f"name,comment\nGuard,{typed.new('base_import')}\n")
    own_import(env, client, f"Name;Notes\nGuard;{typed.new('import of members')}\n")


def core_import(client, text: str):
    values = {"res_model": "res.partner", "file_type": "text/csv", "file_name": "x.csv"}
    job = client.call("base_import.import", "create", [values]).value
    options = {"quoting": '"', "separator": ",", "has_headers": True}
    file = {"import_id": job[0] if isinstance(job, list) else job}
    client.request(
        "POST",
        "/base_import/set_file",
        data=file,
        files={"ufile": ("x.csv", text.encode(), "text/csv")},
    )
    fields = ["name", "comment"]
    client.call("base_import.import", "execute_import", [job, fields, fields, options])
    client.call("base_import.import", "unlink", [job])


def own_import(env, client, text: str):
    if "community.member.import" not in env:
        return
    data = base64.b64encode(text.encode()).decode()
    values = {"data_file": data, "file_name": "members.csv"}
    job = client.call("community.member.import", "create", [[values]]).value
    assert job, "no import was made"
    checked = client.call("community.member.import", "action_check", [job])
    assert checked.status in (200, *REFUSED), f"the import itself fails: {checked}"
    client.call("community.member.import", "action_run", [job])


def test_no_number_is_kept(world, typed, runtime, database):
    """Last: of all the numbers typed above, none is in the database or in the log."""
    assert typed.used, "the tests above have typed nothing"
    dump = runtime.dump(database)
    found = [f"in the database: {where}" for where in typed.found_in(dump)]
    log = world.log.read_text(errors="replace")
    found += [f"in the log: {where}" for where in typed.found_in(log)]
    nothing(found, f"Of {len(typed.used)} card numbers these were kept:")


def test_the_search_would_find_one(typed):
    """Any usual spelling in a dump is found."""
    numbers = CardNumbers()
    ways = [numbers.new(f"way {form}", form) for form in range(4)]
    assert len(numbers.found_in("\n".join(ways))) == 4
