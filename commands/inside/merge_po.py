"""Bring translations up to date with their template; runs where polib is.

Usage: merge_po.py TEMPLATE LANGUAGE… < the template as it was
"""

import re
import sys
from pathlib import Path

import polib

PLURALS = {
    "tr": "nplurals=2; plural=(n > 1);",
    "ka": "nplurals=2; plural=(n != 1);",
}
DATES = re.compile(r'^"(POT-Creation-Date|PO-Revision-Date):.*$', re.M)


def main(template: Path, languages: list[str], before: str) -> None:
    if DATES.sub("", template.read_text()) == DATES.sub("", before):
        template.write_text(before)  # nothing but the hour has changed
    terms = polib.pofile(str(template))
    for language in languages:
        merge(terms, template.with_name(f"{language}.po"), language)


def merge(terms: polib.POFile, path: Path, language: str) -> None:
    """Keep what is translated, add what is new, drop what is gone."""
    known = polib.pofile(str(path)) if path.exists() else polib.POFile()
    translated = {(entry.msgctxt, entry.msgid): entry for entry in known}
    merged = polib.POFile(wrapwidth=78)
    merged.header = known.header or terms.header
    merged.metadata = {
        **terms.metadata,
        **known.metadata,
        "Language": language,
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    merged.metadata.pop("POT-Creation-Date", None)
    merged.metadata.pop("PO-Revision-Date", None)
    for term in terms:
        entry = polib.POEntry(
            msgctxt=term.msgctxt,
            msgid=term.msgid,
            msgstr="",
            comment=term.comment,
            occurrences=term.occurrences,
            flags=[flag for flag in term.flags if flag != "fuzzy"],
        )
        old = translated.get((term.msgctxt, term.msgid))
        if old:
            entry.msgstr, entry.tcomment = old.msgstr, old.tcomment
        merged.append(entry)
    merged.save(str(path))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:], sys.stdin.read())
