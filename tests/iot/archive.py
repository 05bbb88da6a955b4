"""The handlers' archive as a server builds it, from the files of this checkout."""

import io
import zipfile
from pathlib import Path

ADDONS = Path(__file__).resolve().parents[2] / "addons"
HANDLERS = ADDONS / "community_access" / "iot_handlers"
LIBRARY = "lib/community_access"
RULES = (
    "box_wire.py",
    "gate_decision.py",
    "gate_inside.py",
    "gate_memory.py",
    "gate_rights.py",
    "gate_types.py",
    "opening_hours.py",
    "pin_code.py",
    "qr_code.py",
    "uid.py",
    "visit_tariff.py",
)


def box_files() -> dict[str, Path]:
    """{path in the archive: file}"""
    own = [one for one in HANDLERS.rglob("*.py") if "__pycache__" not in one.parts]
    files = {str(one.relative_to(HANDLERS)): one for one in own}
    tools = ADDONS / "community_access" / "tools"
    files |= {f"{LIBRARY}/{name}": tools / name for name in RULES}
    decision = ADDONS / "community_members" / "tools" / "decision.py"
    return files | {f"{LIBRARY}/decision.py": decision}


def build() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, file in sorted(box_files().items()):
            archive.writestr(name, file.read_bytes())
    return packed.getvalue()
