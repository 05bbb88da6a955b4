"""Every model of the suite is described, guarded, indexed and tested."""

import re

import pytest
from guardlib.filler import partner_links
from guardlib.suite import ADDONS, addons, models_of_suite
from guardlib.tables import Table
from guardlib.verdict import nothing

BUTTON = re.compile(r'name="(action_\w+)"')
PARTS = (
    "data/neutralize.sql",
    "i18n/tr.po",
    "i18n/ka.po",
    "readme/DESCRIPTION.md",
    "tests/__init__.py",
    "static/description/icon.png",
)


def test_models_have_a_description(env):
    """People meet it in error messages and in the list of access rights."""
    bare = [
        name
        for name in models_of_suite(env, abstract=True)
        if not env[name]._description or env[name]._description == name
    ]
    nothing(bare, "Give _description to:")


def test_access_rights_name_a_group(env):
    """No right is given to everybody, and every model gives rights to somebody."""
    names = models_of_suite(env)
    rights = env["ir.model.access"].search([("model_id.model", "in", names)])
    ours = env["ir.model.data"].search(
        [("model", "=", "ir.model.access"), ("module", "in", list(addons()))]
    )
    rights |= env["ir.model.access"].browse(ours.mapped("res_id"))
    open_rights = [right.name for right in rights if not right.group_id]
    nothing(open_rights, "These rows of ir.model.access.csv name no group:")
    with_rights = set(rights.mapped("model_id.model"))
    nothing(sorted(set(names) - with_rights), "No access rights at all on:")


def test_nobody_outside_the_ladder_may_delete_or_write(env):
    """Employees without a role, portal users and the public only read, if anything."""
    everybody = env["res.groups"]
    for xmlid in ("base.group_user", "base.group_portal", "base.group_public"):
        everybody |= env.ref(xmlid)
    rights = env["ir.model.access"].search(
        [
            ("model_id.model", "in", models_of_suite(env, transient=False)),
            ("group_id", "in", everybody.ids),
            *("|", "|", ("perm_write", "=", True), ("perm_create", "=", True)),
            ("perm_unlink", "=", True),
        ]
    )
    table = Table("rights_for_everybody.toml", "right", "name")
    table.assert_covers(rights.mapped("name"), "These rights are for everybody:")


def test_company_and_person_have_a_record_rule(env):
    """Where a record belongs to a company or a person, a rule says who sees it."""
    table = Table("models_without_rule.toml", "model", "name")
    without = set()
    for name in models_of_suite(env, transient=False):
        fields = env[name]._fields
        rules = env["ir.rule"].search([("model_id.model", "=", name)])
        domains = " ".join(rule.domain_force or "" for rule in rules)
        has_company = "company_id" in fields and fields["company_id"].store
        if (has_company and "company_id" not in domains) or (
            partner_links(env, name) and not rules
        ):
            without.add(name)
    table.assert_covers(
        without,
        "belongs to a company or a person, but no ir.rule says who sees it. Add the "
        "rule, or a row:",
    )


def test_wizards_are_their_openers_own(env):
    """Odoo keeps the values of a window in the database: only its opener reads them."""
    shared = []
    for name in set(models_of_suite(env)) - set(models_of_suite(env, transient=False)):
        people = ("res.partner", "res.users")
        links = [
            field
            for field in env[name]._fields.values()
            if field.relational and field.store and field.comodel_name in people
        ]
        rules = env["ir.rule"].search([("model_id.model", "=", name)])
        own = any("create_uid" in (rule.domain_force or "") for rule in rules)
        if not own and any(f.name not in ("create_uid", "write_uid") for f in links):
            shared.append(name)
    nothing(shared, 'Give these an ir.rule [("create_uid", "=", user.id)]:')


def test_inverse_fields_are_indexed(env):
    """Reading a One2many must not scan the table of the other side."""
    slow = []
    for model in env.registry.values():
        for field in model._fields.values():
            if field.type != "one2many" or not field.inverse_name:
                continue
            other = env[field.comodel_name]
            inverse = other._fields.get(field.inverse_name)
            ours = {field._modules and field._modules[0], other._original_module}
            if not ours & set(addons()) or not inverse or not inverse.store:
                continue
            if inverse.type == "many2one" and not inverse.index and other._auto:
                slow.append(f"{inverse} (read by {field})")
    nothing(sorted(set(slow)), "Add index=True, or “btree_not_null” if seldom filled:")


def test_buttons_call_methods_of_records(env):
    """A button hands over the records it stands on: a method of the model that takes
    none, decorated with api.model, breaks when somebody presses it."""
    data = env["ir.model.data"].search(
        [("model", "=", "ir.ui.view"), ("module", "in", list(addons()))]
    )
    wrong = []
    for view in env["ir.ui.view"].browse(data.mapped("res_id")):
        if not view.model or view.model not in env:
            continue
        for name in set(BUTTON.findall(view.arch_db)):
            method = getattr(env[view.model], name, None)
            if method is not None and getattr(method, "_api_model", False):
                wrong.append(f"{view.model}.{name}")
    nothing(sorted(set(wrong)), "Take @api.model away from:")


def test_every_model_is_in_some_test(env):
    """A model that no test names is a model nobody tested."""
    texts = [path.read_text() for path in ADDONS.glob("*/tests/*.py")]
    text = "\n".join(texts)
    bare = []
    for name in models_of_suite(env):
        used = [
            field.name
            for model in env.registry.values()
            for field in model._fields.values()
            if field.relational and field.comodel_name == name and field.store
        ]
        named = f'"{name}"' in text or any(
            re.search(rf"\b{re.escape(field)}\b", text) for field in used
        )
        if not named:
            bare.append(name)
    nothing(bare, "No file in addons/*/tests/ names:")


@pytest.mark.parametrize("addon", addons())
@pytest.mark.parametrize("part", PARTS)
def test_addon_is_complete(addon, part):
    """Each add-on ships what an add-on must have."""
    path = addons()[addon].path / part
    assert path.is_file(), f"addons/{addon}/{part} is missing"


@pytest.mark.parametrize("addon", addons())
def test_tests_of_addon_are_found(addon):
    """Each test file is imported, so that it runs."""
    folder = addons()[addon].path / "tests"
    imported = (folder / "__init__.py").read_text() if folder.is_dir() else ""
    files = sorted(path.stem for path in folder.glob("test_*.py"))
    assert files, f"addons/{addon} has no tests"
    lost = [name for name in files if not re.search(rf"\b{name}\b", imported)]
    assert not lost, f"addons/{addon}/tests/__init__.py does not import {lost}"
