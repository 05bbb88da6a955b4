"""Turkish and Georgian say all that the English says, and lose nothing of it."""

import re

import polib
import pytest
from guardlib.po import (
    incomplete,
    mismatches,
    placeholders,
    terms_of_code,
    terms_of_file,
)
from guardlib.rendered import core_terms, split, texts
from guardlib.routes import Addresses, routes_of_suite
from guardlib.suite import addon_names, addons
from guardlib.tables import Table
from guardlib.verdict import nothing
from guardlib.world import LANGUAGES

# Made by the guard rails (marks, log-ins), or the number of a document.
OF_A_RECORD = re.compile(r"mark[a-z]{2}\d{5}|guard|^[A-Z]+/[\d/]+$", re.IGNORECASE)
HELP = "Run ./community i18n, which adds new texts to the files, and translate them."


def po(addon: str, language: str):
    return addons()[addon].path / "i18n" / f"{language}.po"


@pytest.mark.parametrize(
    ("bad", "source", "target"),
    [
        (True, "Hello %(name)s", "Merhaba %(isim)s"),
        (True, "%s of %s", "%s"),
        (True, "<b>Bold</b>", "Kalın"),
        (True, '<a href="/my">x</a>', '<a href="/mein">x</a>'),
        (True, "{name} left", "ayrıldı"),
        (False, "Hello %(name)s", "%(name)s, merhaba"),
        (False, '<a title="Close">x</a>', '<a title="Kapat">y</a>'),
        (False, "100% of it", "hepsinin %100'ü"),
    ],
)
def test_placeholder_rule_can_fail(bad, source, target):
    """A translation that would break a message or a page is recognised."""
    assert (placeholders(source) != placeholders(target)) is bad


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("addon", addon_names())
def test_file_is_complete(addon, language):
    """No text is left in English, none is only guessed, and placeholders are kept."""
    path = po(addon, language)
    assert path.is_file(), f"{path.name} of {addon} is missing. {HELP}"
    nothing(incomplete(path), f"addons/{addon}/i18n/{language}.po is not finished:")
    nothing(mismatches(path), f"addons/{addon}/i18n/{language}.po breaks placeholders:")


@pytest.mark.parametrize("addon", addon_names())
def test_files_hold_the_texts_of_the_code(env, addon):
    """The template and both languages hold exactly what Odoo exports today."""
    wanted = terms_of_code(env, addon)
    template = po(addon, addon).with_suffix(".pot")
    for path in (template, *(po(addon, language) for language in LANGUAGES)):
        assert path.is_file() or not wanted, (
            f"{path.name} of {addon} is missing. {HELP}"
        )
        have = terms_of_file(path) if path.is_file() else set()
        nothing(sorted(wanted - have), f"addons/{addon}/i18n/{path.name} lacks. {HELP}")
        nothing(sorted(have - wanted), f"addons/{addon}/i18n/{path.name} has too much:")


def pages(runtime, database, world):
    """Addresses of all pages of the suite, each with who opens it."""
    rows = Table("routes.toml", "route", "route").rows
    with runtime.env(database) as env:
        for route in routes_of_suite(env):
            row = rows.get(route.key, {})
            if "GET" not in route.methods or route.kind != "http":
                continue
            if row.get("expect", {}).get("portal_a") != 200:
                continue
            owner = row.get("owner", "PA")
            user = {"PA": "portal_a", "CX": "staff_a"}[owner]
            yield user, Addresses(env, world, owner).fill(route, row.get("fill", {}))


def in_language(world, user: str, path: str, code: str) -> list[str]:
    client = world.client(user)
    client.http.cookies.set("frontend_lang", code)
    url_code = {"en_US": "", "tr_TR": "/tr", "ka_GE": "/ka"}[code]
    reply = client.get(url_code + path)
    if reply.status != 200:  # not translated by address: follow the cookie
        reply = client.get(path)
    client.http.cookies.set("frontend_lang", None)
    if not reply.content.lstrip().startswith(b"<"):
        return []
    return texts(reply.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_show_no_english(runtime, database, world, language):
    """What a page says alike in English and in the language is a name, a number, or a
    text of Odoo's own; or it stands in same_in_languages.toml."""
    known = known_texts(runtime, database, language)
    english, problems = 0, []
    for user, path in sorted(set(pages(runtime, database, world))):
        source = set(in_language(world, user, path, "en_US"))
        target = in_language(world, user, path, LANGUAGES[language])
        english += len(source)
        alike = {text for text in target if text in source and text not in known}
        problems += [
            f"{path}: {text!r}"
            for text in sorted(alike)
            if not OF_A_RECORD.search(text)
        ]
    assert english > 20, "the pages were not rendered at all"
    nothing(problems, f"Not translated into {LANGUAGES[language]}:")


def known_texts(runtime, database, language: str) -> set[str]:
    """Texts that may be alike: of core, listed, or translated with the same word."""
    from pathlib import Path

    from odoo.modules.module import get_module_path

    with runtime.env(database) as env:
        installed = env["ir.module.module"].search([("state", "=", "installed")])
        others = set(installed.mapped("name")) - set(addons())
        languages = env["res.lang"].search([]).mapped("name")
        names = {name.strip() for text in languages for name in text.split("/")}
        names |= set(env["res.country"].search([]).mapped("name"))
        names |= set(env["res.country.state"].search([]).mapped("name"))
        names |= set(env["res.company"].search([]).mapped("name"))
        names |= set(env["website"].search([]).mapped("name"))
    known = core_terms([Path(get_module_path(name)) for name in others]) | names
    known |= set(Table("same_in_languages.toml", "text", "text").rows)
    for addon in addon_names():
        path = po(addon, language)
        for entry in polib.pofile(str(path)) if path.is_file() else ():
            if entry.msgstr == entry.msgid:
                known |= {piece.strip() for piece in split(entry.msgid)}
    return known
