"""Where things live: the checkout, its ignored folder, and the user's cache.

The cache holds what is expensive to get and the same for every checkout (downloads,
the unpacked Odoo, wheels); the ignored folder holds what belongs to this one.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Layout:
    root: Path
    cache: Path

    @classmethod
    def of_checkout(cls) -> "Layout":
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        return cls(
            root=Path(__file__).resolve().parent.parent,
            cache=Path(base) / "community-suite",
        )

    @property
    def state(self) -> Path:
        return self.root / ".community"

    @property
    def addons(self) -> Path:
        return self.root / "addons"

    @property
    def logs(self) -> Path:
        return self.state / "log"

    @property
    def data(self) -> Path:
        """Odoo's data_dir: filestore and sessions."""
        return self.state / "data"

    @property
    def fingerprint(self) -> str:
        """Short name of this checkout, for what it owns outside its own folder."""
        return hashlib.sha256(str(self.root).encode()).hexdigest()[:8]

    def make_folders(self) -> None:
        for folder in (self.cache, self.state, self.logs, self.data):
            folder.mkdir(parents=True, exist_ok=True)
