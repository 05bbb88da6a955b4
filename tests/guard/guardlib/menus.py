"""The menus as the add-ons declare them, and the paths that the manuals name."""

import re
from pathlib import Path
from xml.etree import ElementTree

from .suite import addons

ARROW = re.compile(r"\s+(?:→|>)\s+")
# *A → B*, also over the end of a line; bold text is two stars.
PATH = re.compile(r"\*+([^*]+?\s(?:→|>)\s[^*]+?)\*+")
# Menus of Odoo, which are not in this repository.
ODOO = frozenset({"Settings", "Invoicing", "Sales", "Purchase", "Project", "Surveys"})

# Menus of Odoo's own apps that ours hang below, or that the manuals name.
CORE = {
    "event.event_main_menu": ("Events",),
    "event.menu_event_configuration": ("Events", "Configuration"),
    "event.menu_event_type": ("Events", "Configuration", "Event Templates"),
    "event.menu_event_global_settings": ("Events", "Configuration", "Settings"),
    "event.menu_reporting_events": ("Events", "Reporting"),
}


def read_menus() -> set[tuple[str, ...]]:
    """:return: the paths of all menus that begin at an app of ours"""
    names, parents = {}, {}
    actions = _read_action_names()
    for addon in addons().values():
        for file in addon.files("views/*.xml"):
            for menu in ElementTree.parse(file).iter("menuitem"):
                key = _full(addon.name, menu.get("id"))
                action = menu.get("action")
                name = action and actions.get(_full(addon.name, action))
                names[key] = menu.get("name") or name
                parent = menu.get("parent")
                parents[key] = parent and _full(addon.name, parent)
    paths = set(CORE.values())
    for key in names:
        path, step = [], key
        while step in names:
            path.insert(0, names[step])
            step = parents[step]
        if (step is None or step in CORE) and all(path):
            paths.add((*CORE.get(step, ()), *path))
    return paths


def _full(addon: str, xmlid: str) -> str:
    return xmlid if "." in xmlid else f"{addon}.{xmlid}"


def _read_action_names() -> dict[str, str]:
    found = {}
    for addon in addons().values():
        for file in addon.files("*.xml"):
            if "static" in file.parts:
                continue
            for record in ElementTree.parse(file).iter("record"):
                name = record.find("field[@name='name']")
                if "action" in record.get("model", "") and name is not None:
                    found[_full(addon.name, record.get("id"))] = name.text
    return found


def read_paths(file: Path) -> list[tuple[str, ...]]:
    """:return: the menu paths that a manual names"""
    text = " ".join(file.read_text(encoding="utf-8").split())
    return [tuple(ARROW.split(path.strip(" ."))) for path in PATH.findall(text)]


def is_known(path: tuple[str, ...], menus: set[tuple[str, ...]]) -> bool:
    """Whether a path begins with an app, and leads to a menu.

    What comes after a menu that nothing stands below is a button or a row.
    """
    if path[0] in ODOO or path in menus:
        return True
    below = {menu[:-1] for menu in menus}
    return any(
        path[:length] in menus and path[:length] not in below
        for length in range(2, len(path))
    )
