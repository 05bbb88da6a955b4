"""Tables in the repository: each exception is a row with a reason."""

import tomllib

from .suite import GUARD
from .verdict import nothing


class Table:
    def __init__(self, file: str, kind: str, key: str):
        """:param kind: name of the ``[[kind]]`` tables, found by their `key`"""
        self.file, self.kind, self.key = file, kind, key
        path = GUARD / file
        data = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        self.entries = data.get(kind, [])
        self.rows = {entry[key]: entry for entry in self.entries}

    def row(self, name: str, **values) -> str:
        """:return: what a person pastes into the file"""
        values = {"reason": "why this is right", **values}
        lines = [f"[[{self.kind}]]", f'{self.key} = "{name}"']
        lines += [f"{key} = {spell(value)}" for key, value in values.items()]
        return "\n".join(lines)

    def assert_covers(self, names, complaint: str, stale=True) -> None:
        """Each name has a row with a reason, and each row is still needed."""
        missing = sorted(set(names) - set(self.rows))
        rows = "\n\n".join(self.row(name) for name in missing)
        head = f"{', '.join(missing)}: {complaint}\n\ntests/guard/{self.file}:\n"
        nothing([rows] if missing else [], head)
        silent = sorted(n for n, row in self.rows.items() if not row.get("reason"))
        nothing(silent, f"tests/guard/{self.file}: no reason is given for")
        old = sorted(set(self.rows) - set(names)) if stale else []
        nothing(old, f"tests/guard/{self.file}: remove these rows, nothing needs them:")


def spell(value) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{key} = {spell(item)}" for key, item in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(spell(item) for item in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
