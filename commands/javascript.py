"""The JavaScript linters, from the lock file, through npm's cache in the user's own."""

import hashlib
from pathlib import Path

from .layout import Layout
from .process import follow


def ensure(layout: Layout) -> Path:
    """:return: ``node_modules`` with what the lock file says"""
    modules = layout.root / "node_modules"
    lock = (layout.root / "package-lock.json").read_bytes()
    stamp = modules / ".community"
    wanted = hashlib.sha256(lock).hexdigest()
    if not stamp.is_file() or stamp.read_text() != wanted:
        follow(
            [
                *("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline"),
                *("--cache", layout.cache / "npm"),
            ],
            layout.logs / "npm.log",
            "Check the network (npm ping), then run again.",
            cwd=layout.root,
            news=lambda _line: "npm installs eslint and prettier",
        )
        stamp.write_text(wanted)
    return modules
