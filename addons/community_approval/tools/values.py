"""Field values as JSON, compared and merged without the ORM.

Shapes: scalars are themselves; dates are ISO text; many2one is an id or False;
many2many is a sorted list of ids; one2many (and many2many with new rows) is a list of
commands; files are ``{"sha1": …, "size": …}``; properties are ``{name: value}``.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

CREATE, UPDATE, DELETE, UNLINK, LINK, CLEAR, SET = range(7)


def plain(value: Any) -> Any:
    """A value that JSON can carry and that comes back the same."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("ascii", "replace")
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(each) for each in value]
    return value


def same(left: Any, right: Any, digits: int = 6) -> bool:
    """Whether two values are the same for a person: empty is empty, 1 is 1.0."""
    if not left and not right:
        return True
    if isinstance(left, float) or isinstance(right, float):
        return _is_number(left, right) and abs(left - right) < 10**-digits / 2
    return left == right


def _is_number(*values: Any) -> bool:
    return all(isinstance(value, (int, float)) for value in values)


def linked_ids(before: Iterable[int], commands: Sequence) -> list[int] | None:
    """The ids after commands that only link and unlink.

    :return: None when a command creates or changes rows: then commands must be kept
    """
    ids = set(before)
    for command in commands:
        if not isinstance(command, (list, tuple)):
            ids.add(command)
            continue
        kind, target, values = (*command, 0, 0)[:3]
        if kind == LINK:
            ids.add(target)
        elif kind in (UNLINK, DELETE):
            ids.discard(target)
        elif kind == CLEAR:
            ids = set()
        elif kind == SET:
            ids = set(values or ())
        else:
            return None
    return sorted(ids)


def link_commands(before: Iterable[int], after: Iterable[int]) -> list[list]:
    """Commands that bring one list of ids to another and touch nothing else."""
    before, after = set(before), set(after)
    return [[LINK, each, 0] for each in sorted(after - before)] + [
        [UNLINK, each, 0] for each in sorted(before - after)
    ]


def file_print(content: bytes | str | bool | None) -> dict[str, Any] | bool:
    """What a file is recognised by; False for no file."""
    if not content:
        return False
    if isinstance(content, str):
        content = content.encode()
    return {"sha1": letters(hashlib.sha1(content)), "size": len(content)}


def letters(digest: Any) -> str:
    """A digest in letters only: a run of its digits could look like a card number."""
    return digest.hexdigest().translate(str.maketrans("0123456789", "ghijklmnop"))


def fingerprint(*parts: Any) -> str:
    """One short text for the same content, whatever the order of keys."""
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"), default=str)
    return letters(hashlib.sha256(text.encode()))


def three_way(before: Any, now: Any, asked: Any) -> str:
    """What became of a value while a change of it waited.

    :return: ``clean`` nobody touched it, ``done`` it already is what was asked,
        ``conflict`` somebody made it something else
    """
    if same(now, before):
        return "clean"
    return "done" if same(now, asked) else "conflict"


def is_plain(value: Any) -> bool:
    """Whether JSON carries the value as it is."""
    if isinstance(value, dict):
        return all(isinstance(k, str) and is_plain(v) for k, v in value.items())
    if isinstance(value, (list, tuple)):
        return all(is_plain(each) for each in value)
    return value is None or isinstance(value, (str, int, float, bool))
