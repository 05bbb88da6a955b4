"""What the suite consists of, read from the disk and from the classes of Odoo."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ADDONS = ROOT / "addons"
GUARD = ROOT / "tests" / "guard"
AUTOMATIC = (
    *("id", "display_name", "parent_path"),
    *("create_uid", "create_date", "write_uid", "write_date"),
)


@dataclass(frozen=True)
class Addon:
    name: str
    path: Path
    manifest: dict

    def files(self, pattern: str) -> list[Path]:
        return sorted(p for p in self.path.rglob(pattern) if p.is_file())


@cache
def addons() -> dict[str, Addon]:
    """:return: the installable add-ons of this repository by name"""
    found = {}
    for path in sorted(ADDONS.glob("*/__manifest__.py")):
        manifest = ast.literal_eval(path.read_text(encoding="utf-8"))
        if manifest.get("installable", True):
            found[path.parent.name] = Addon(path.parent.name, path.parent, manifest)
    return found


def addon_names() -> list[str]:
    return sorted(addons())


def module_of(thing) -> str:
    """:return: the add-on in which a class or function is defined, or ''"""
    parts = (getattr(thing, "__module__", "") or "").split(".")
    return parts[2] if parts[:2] == ["odoo", "addons"] and len(parts) > 2 else ""


def is_ours(thing) -> bool:
    return module_of(thing) in addons()


def full_name(thing) -> str:
    """:return: add-on and name of a class"""
    return f"{module_of(thing)}.{thing.__name__}"


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def models_of_suite(env, *, abstract=False, transient=True) -> list[str]:
    """:return: models that the suite defines (not those it only extends)"""
    names = []
    for name, model in env.registry.items():
        if model._original_module not in addons():
            continue
        if (model._abstract and not abstract) or (model._transient and not transient):
            continue
        names.append(name)
    return sorted(names)


def fields_of_suite(env, model: str) -> list[str]:
    """:return: fields that the suite adds to `model` (of its own or of core)"""
    return sorted(
        name
        for name, field in env[model]._fields.items()
        if name not in AUTOMATIC
        and not name.startswith(("message_", "website_message", "activity_"))
        and set(field._modules or ()) & set(addons())
        and (field._modules and field._modules[0] in addons())
    )
