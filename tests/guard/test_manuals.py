"""Manuals send people to menus that are there."""

import pytest
from guardlib.menus import is_known, read_menus, read_paths
from guardlib.suite import ADDONS, ROOT, relative
from guardlib.verdict import nothing

MENUS = {("Club",), ("Club", "Members"), ("Club", "Members", "Cards"), ("Club", "Log")}


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Club → Members → Cards", True),
        ("Club → Log → New", True),
        ("Club > Members", True),
        ("Settings → Users & Companies → Users", True),
        ("Members → Cards", False),
        ("Club → Cards", False),
        ("Club → Members → New", False),
    ],
)
def test_rule(tmp_path, text, known):
    """Paths begin with the app; after the last menu there may be a button."""
    file = tmp_path / "USAGE.md"
    file.write_text(f"Some *words*, then *{text}* and **more**.")
    (path,) = read_paths(file)
    assert is_known(path, MENUS) is known


def test_menus_of_manuals_are_there():
    """Every menu path in README.md and in the manuals of the add-ons exists."""
    menus = read_menus()
    files = [ROOT / "README.md", *ADDONS.glob("*/readme/*.md")]
    wrong = [
        f"{relative(file)}: {' → '.join(path)}"
        for file in files
        for path in read_paths(file)
        if not is_known(path, menus)
    ]
    assert len(menus) > 100
    nothing(wrong, "menu paths that lead nowhere")
