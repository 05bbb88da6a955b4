"""The box's own decision: its journal with so many passes, asked in random order."""

import importlib
import random
import shutil
import sys
import time
from pathlib import Path

from bench.common import peak_memory

ADDON = Path(__file__).parents[2] / "addons" / "community_access"
LIBRARY = ADDON / "iot_handlers" / "lib" / "community_access"
TOOLS = (
    "box_wire.py",
    "gate_*.py",
    "opening_hours.py",
    "pin_code.py",
    "qr_code.py",
    "uid.py",
    "visit_tariff.py",
)
DECISION = ADDON.parent / "community_members" / "tools" / "decision.py"
ASKED = 5_000


def measure_box(folder, size):
    """[passes, p50 ms, p99 ms, MB of memory, MB of file]"""
    library = _install(folder / "lib")
    journal = library("journal").Journal(folder / f"{size}.sqlite")
    _fill(journal, size)
    memory = library("memory").Memory(journal)
    decide = library("rules").decide
    times = []
    for number in random.Random(7).sample(range(size), ASKED):
        begin = time.perf_counter()
        ask = memory.question(_key(number), "reader", "in", time.time())
        assert decide(ask).allowed
        times.append((time.perf_counter() - begin) * 1000)
    times.sort()
    journal.close()
    weight = (folder / f"{size}.sqlite").stat().st_size / 1e6
    high = times[int(len(times) * 0.99)]
    half = times[len(times) // 2]
    return [size, f"{half:.3f}", f"{high:.3f}", f"{peak_memory():.0f}", f"{weight:.0f}"]


def _install(folder):
    """The library as it lies on a box: beside the files that the server decides by."""
    package = folder / "community_access_box"
    shutil.copytree(LIBRARY, package, dirs_exist_ok=True)
    for pattern in TOOLS:
        for path in (ADDON / "tools").glob(pattern):
            shutil.copy(path, package)
    shutil.copy(DECISION, package)
    (package / "__init__.py").touch()
    sys.path.insert(0, str(folder))
    return lambda name: importlib.import_module(f"community_access_box.{name}")


def _fill(journal, size):
    rows = [[_key(number), _row(number)] for number in range(size)]
    for start in range(0, size, 20_000):
        journal.stage(rows[start : start + 20_000], True)
    door = {"gate": 1, "zone": 1, "passback": "soft"}
    journal.finish_sync("1.1:1", {"doors": {"reader": {"in": door}}}, True)


def _key(number):
    return f"{0x04100000000000 + number:014X}"


def _row(number):
    right = {
        "key": "r1c1",
        "name": "Rider",
        "zones": [1],
        "stands": [[0, 0, "", "", {}]],
    }
    return {"credential": number + 1, "partner": number + 1, "rights": [right]}
