"""What the folder ``addons/`` holds: manifests, dependencies and checksums."""

import ast
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

SUITE = "community_suite"
# Changes here need no upgrade of a database. Same rule as click-odoo-update.
NOT_IN_DATABASE = ("*.pyc", "i18n/*.pot", "static/*", "tests/*", "readme/*", "README*")


@dataclass(frozen=True)
class Addon:
    name: str
    path: Path
    depends: tuple[str, ...]
    auto_install: bool
    installable: bool


def read(folder: Path) -> Addon:
    manifest = ast.literal_eval((folder / "__manifest__.py").read_text())
    return Addon(
        name=folder.name,
        path=folder,
        depends=tuple(manifest.get("depends", ())),
        auto_install=bool(manifest.get("auto_install")),
        installable=manifest.get("installable", True),
    )


def read_all(folder: Path) -> dict[str, Addon]:
    manifests = sorted(folder.glob("*/__manifest__.py"))
    addons = [read(manifest.parent) for manifest in manifests]
    return {addon.name: addon for addon in addons if addon.installable}


def outside_dependencies(addons: dict[str, Addon]) -> list[str]:
    """:return: the add-ons of others that these depend on directly"""
    needed = {name for addon in addons.values() for name in addon.depends}
    return sorted(needed - set(addons))


def dependents(addons: dict[str, Addon], name: str) -> set[str]:
    """:return: ``name`` and all that need it, however far up"""
    found = {name}
    while True:
        more = {
            addon.name
            for addon in addons.values()
            if addon.name not in found and found & set(addon.depends)
        }
        if not more:
            return found
        found |= more


Find = Callable[[str], Addon | None]


def closure(addons: dict[str, Addon], names: set[str], find: Find) -> set[str]:
    """:return: all that installing ``names`` installs, add-ons of others included

    :param find: knows add-ons of others
    """
    found = _with_dependencies(names, find)
    while True:
        bridges = {
            addon.name
            for addon in addons.values()
            if addon.auto_install
            and addon.name not in found
            and found >= set(addon.depends)
        }
        if not bridges:
            return found
        found |= bridges


def _with_dependencies(names: set[str], find: Find) -> set[str]:
    found, waiting = set(), set(names)
    while waiting:
        name = waiting.pop()
        addon = find(name)
        if addon and name not in found:
            found.add(name)
            waiting.update(addon.depends)
    return found


def checksum(folder: Path, excluded: tuple[str, ...] = NOT_IN_DATABASE) -> str:
    """:return: changes when an upgrade is due"""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder).as_posix()
        if not path.is_file() or any(fnmatch(relative, rule) for rule in excluded):
            continue
        digest.update(relative.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def checksums(addons: dict[str, Addon]) -> dict[str, str]:
    return {name: checksum(addon.path) for name, addon in addons.items()}


def static_checksum(folder: Path) -> str:
    """:return: changes when styles, scripts, or the lists of them do"""
    digest = hashlib.sha256()
    manifests = folder.glob("*/__manifest__.py")
    for path in sorted([*folder.glob("*/static/**/*"), *manifests]):
        if path.is_file():
            digest.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]
