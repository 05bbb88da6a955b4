"""Translations as they stand in the files, and what the code says they should hold."""

import io
import re
from collections import Counter
from pathlib import Path

import polib

PLACEHOLDERS = re.compile(
    r"%\(\w+\)[-#0-9.]*[a-zA-Z]"  # %(name)s
    r"|%[-#0-9.]*[sdfrx](?![a-zA-Z])"  # %s
    r"|(?<!\{)\{[a-zA-Z_][\w.]*\}(?!\})"  # {name}
    r"|\{\{.*?\}\}"  # {{ expression }} of mail templates
    r"|</?[a-zA-Z][^<>]*>"  # <tag attribute="…">
    r"|\$\{[^}]*\}"
)
# Attributes that people read, so that they differ between languages.
SPOKEN = re.compile(
    r"""\s(?:title|alt|placeholder|aria-label|string)=("[^"]*"|'[^']*')"""
)


def placeholders(text: str) -> Counter:
    """What a translation must hold as often as its source."""
    found = (SPOKEN.sub("", match) for match in PLACEHOLDERS.findall(text))
    return Counter(re.sub(r"\s+", " ", match) for match in found)


def entries(path: Path) -> list[polib.POEntry]:
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete]


def incomplete(path: Path):
    """:return: what a translator has not done, or has not confirmed"""
    for entry in entries(path):
        if "fuzzy" in entry.flags:
            yield f"fuzzy: {short(entry.msgid)}"
        elif not entry.msgstr.strip():
            yield f"empty: {short(entry.msgid)}"


def mismatches(path: Path):
    """:return: translations whose placeholders or tags are not those of the source"""
    for entry in entries(path):
        source, target = placeholders(entry.msgid), placeholders(entry.msgstr)
        if entry.msgstr and source != target:
            lost = sorted((source - target).elements())
            more = sorted((target - source).elements())
            yield f"{short(entry.msgid)}: lost {lost}, added {more}"


def short(text: str) -> str:
    return repr(text[:80] + ("…" if len(text) > 80 else ""))


def terms_of_code(env, addon: str) -> set[str]:
    """:return: every text of the add-on that Odoo would export today"""
    from odoo.tools.translate import trans_export

    sink = io.BytesIO()
    trans_export(False, [addon], sink, "po", env)
    text = sink.getvalue().decode()
    return {e.msgid for e in polib.pofile(text) if not e.obsolete} if text else set()


def terms_of_file(path: Path) -> set[str]:
    return {entry.msgid for entry in entries(path)}
