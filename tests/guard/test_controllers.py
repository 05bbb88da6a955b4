"""Controllers of one family do not take methods from each other by accident.

Odoo makes one class of all controllers that extend the same one. A helper that two of
them call by the same name is one method then: the last one loaded answers for both.
"""

from itertools import combinations

import pytest
from guardlib.suite import full_name, is_ours
from guardlib.verdict import nothing


def families(root) -> list[list[type]]:
    """:return: for each class that extends `root` itself, its heirs within the suite"""
    found = []
    for first in root.__subclasses__():
        heirs, queue = [], [first]
        while queue:
            heir = queue.pop()
            queue += heir.__subclasses__()
            if is_ours(heir) and heir not in heirs:
                heirs.append(heir)
        found.append(heirs)
    return found


def clashes(heirs: list[type], root) -> list[str]:
    """:return: methods that two classes define, neither of which knows of the other"""
    found = []
    for one, other in combinations(heirs, 2):
        if issubclass(one, other) or issubclass(other, one):
            continue
        above = {
            name
            for parent in {*one.__mro__, *other.__mro__} - {one, other, root}
            if issubclass(one, parent) or issubclass(other, parent)
            for name in vars(parent)
        }
        same = vars(one).keys() & vars(other).keys() - above - {"__module__"}
        found += [
            f"{name}: {full_name(one)} and {full_name(other)}"
            for name in sorted(same)
            if callable(vars(one)[name])
        ]
    return found


@pytest.fixture
def root(env):
    """The class that all controllers extend, once all add-ons are loaded."""
    from odoo.http import Controller

    return Controller


def test_rule_can_fail():
    """Two helpers of one name are found; overriding what both inherit is not."""

    class Top:
        def hook(self):
            """Both may extend this."""

    class One(Top):
        def hook(self):
            """Extended."""

        def _find(self):
            """Of this one."""

    class Other(Top):
        def hook(self):
            """Extended too."""

        def _find(self):
            """Of the other."""

    assert [text.split(":")[0] for text in clashes([One, Other], object)] == ["_find"]


def test_controllers_leave_each_other_alone(root):
    """Each helper of a family of controllers has a name of its own."""
    found = [text for heirs in families(root) for text in clashes(heirs, root)]
    nothing(sorted(set(found)), "Give these methods names of their own:")
