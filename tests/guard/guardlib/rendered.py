"""Texts of a page as people read them, and how to tell whose they are."""

import re
from pathlib import Path

import polib
from lxml import html

LETTERS = re.compile(r"[^\W\d_]{2,}")
SILENT = ("script", "style", "noscript", "template", "code", "svg")
SPOKEN = ("title", "alt", "placeholder", "aria-label")


def texts(page: str) -> list[str]:
    """:return: text nodes and spoken attributes of the page's own part"""
    tree = html.fromstring(page)
    main = tree.xpath("//main") or tree.xpath("//body") or [tree]
    found = []
    for node in main[0].iter():
        if not isinstance(node.tag, str) or node.tag in SILENT:
            continue
        if any(parent.tag in SILENT for parent in node.iterancestors()):
            continue
        found += [node.text, *(child.tail for child in node)]
        found += [node.get(name) for name in SPOKEN]
    cleaned = (re.sub(r"\s+", " ", text).strip() for text in found if text)
    return [text for text in cleaned if LETTERS.search(text)]


def core_terms(folders: list[Path]) -> set[str]:
    """:return: every English text of the add-ons of others, from their templates"""
    terms = set()
    for folder in folders:
        for path in folder.glob("i18n/*.pot"):
            for entry in polib.pofile(str(path)):
                terms.add(entry.msgid)
                terms |= {re.sub(r"\s+", " ", t).strip() for t in split(entry.msgid)}
    return terms


def split(text: str) -> list[str]:
    """Texts within a translated piece of HTML."""
    return re.split(r"<[^>]*>", text)
