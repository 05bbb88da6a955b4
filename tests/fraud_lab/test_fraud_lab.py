"""The fraud lab's bars: whom the rules let in, whom they refuse, for each preset."""

import re
from pathlib import Path

import pytest

NUMBER = 2_000
SEED = 1
PAGE = Path("addons/community_events/readme/DESCRIPTION.md")


@pytest.fixture(scope="module")
def found(_odoo_in_process):
    from .lab import measure

    return measure(NUMBER, SEED)


def test_table(found, capsys):
    """G33, G34: the table of the add-on's page is what the lab measures today."""
    from .lab import write_table

    table = write_table(found)
    with capsys.disabled():
        print(f"\n\nOf {NUMBER} people of each kind, percent:\n\n{table}\n")
    told = re.search(r"\| who \|.*?(?=\n\n|\Z)", PAGE.read_text(), re.DOTALL)
    assert told, "the page has no table"
    assert told.group().strip() == table, "the page tells other figures"


def test_always_refused(found):
    """G34, G36: forged, replayed, expired codes and old pictures: 100 % in all."""
    from .people import ALWAYS_REFUSED

    for preset, rows in found.items():
        for kind in ALWAYS_REFUSED:
            assert set(rows[kind]) == {"deny"}, f"{preset}: {kind} {rows[kind]}"


def test_honest_people(found):
    """G35: in the middle preset less than one honest person in 200 is refused."""
    from .lab import get_percent

    assert get_percent(found["middle"]["honest"], "deny") < 0.5


def test_presets_are_a_ladder(found):
    """G33: whom a gentler preset refuses, a stricter one does not let in more often."""
    from .lab import get_percent

    for kind in found["middle"]:
        gentle, middle, strict = (
            get_percent(found[preset][kind], "deny")
            for preset in ("gentle", "middle", "strict")
        )
        assert gentle <= middle <= strict, kind


def test_relay_is_told_as_it_is(found):
    """G33: a live relay is caught by place and device only in part, never wholly."""
    from .lab import get_percent

    relay = found["middle"]["live_relay"]
    assert 30 < get_percent(relay, "deny") < 100
    assert get_percent(relay, "deny", "flag") > 60
    fake = found["middle"]["fake_place"]
    assert get_percent(fake, "deny") < 5


def test_other_seeds(_odoo_in_process):
    """G35: the bars hold for other people, too."""
    from .lab import get_percent, measure
    from .people import ALWAYS_REFUSED

    for seed in (2, 3):
        rows = measure(500, seed)["middle"]
        assert get_percent(rows["honest"], "deny") < 0.5
        for kind in ALWAYS_REFUSED:
            assert set(rows[kind]) == {"deny"}
