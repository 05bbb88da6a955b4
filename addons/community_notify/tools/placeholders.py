"""Words in braces that stand for something of the reader, such as ``{name}``.

Broadcasts are written by people who must not run code on the server, so this is a
plain exchange of known words and not a template language.
"""

import re
from collections.abc import Mapping

_WORD = re.compile(r"\{\s*([a-z_]+)\s*\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put the values in place of their words; unknown words stay as they are."""
    return _WORD.sub(lambda found: values.get(found[1], found[0]), text or "")


def unknown_words(text: str, known: frozenset[str]) -> list[str]:
    """Return the words in braces that nobody will fill, each once."""
    found = dict.fromkeys(_WORD.findall(text or ""))
    return [word for word in found if word not in known]
