"""How long things took the last time, to start the longest first."""

import contextlib
import json
import threading
from pathlib import Path


class Timings:
    _lock = threading.Lock()

    def __init__(self, file: Path):
        self._file = file

    def known(self) -> dict[str, float]:
        with contextlib.suppress(OSError, ValueError):
            return json.loads(self._file.read_text())
        return {}

    def remember(self, seconds: dict[str, float]) -> None:
        with self._lock:
            merged = {**self.known(), **seconds}
            partial = self._file.with_suffix(".partial")
            partial.write_text(json.dumps(merged, indent=1, sort_keys=True))
            partial.replace(self._file)
