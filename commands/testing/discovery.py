"""Which Odoo tests there are, read from the source.

Odoo collects a test only if its file is imported, its class derives from a test case
and its tags match. What is forgotten on the way is silently not run; so what ran is
compared with what the source holds.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DEFAULT_TAGS = frozenset({"standard", "at_install"})
FULL = "community_full"


@dataclass(frozen=True, order=True)
class OdooTest:
    """:param module: dotted, as Odoo logs it: ``odoo.addons.x.tests.test_y``"""

    module: str
    case: str
    method: str

    def __str__(self) -> str:
        short = self.module.removeprefix("odoo.addons.")
        return f"{short}: {self.case}.{self.method}"

    @property
    def addon(self) -> str:
        return self.module.split(".")[2]


@dataclass(frozen=True)
class Case:
    """A class in a test file."""

    module: str
    node: ast.ClassDef

    @property
    def name(self) -> str:
        return self.node.name

    @property
    def bases(self) -> list[str]:
        parts = [base for base in self.node.bases if isinstance(base, ast.Name)]
        dotted = [base for base in self.node.bases if isinstance(base, ast.Attribute)]
        return [base.id for base in parts] + [base.attr for base in dotted]

    @property
    def methods(self) -> list[str]:
        functions = (ast.FunctionDef, ast.AsyncFunctionDef)
        return [
            item.name
            for item in self.node.body
            if isinstance(item, functions) and item.name.startswith("test")
        ]

    def own_tags(self) -> list[str]:
        return [
            argument.value
            for decorator in self.node.decorator_list
            if isinstance(decorator, ast.Call) and _name_of(decorator.func) == "tagged"
            for argument in decorator.args
            if isinstance(argument, ast.Constant)
        ]


def _name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def read_cases(addon: Path) -> Iterator[Case]:
    """:return: the classes of all files under ``tests/``"""
    for path in sorted((addon / "tests").rglob("*.py")):
        relative = path.relative_to(addon).with_suffix("")
        module = ".".join(("odoo.addons", addon.name, *relative.parts))
        for node in ast.parse(path.read_bytes(), path).body:
            if isinstance(node, ast.ClassDef):
                yield Case(module, node)


def tags_of(case: Case, known: dict[str, Case]) -> set[str]:
    """:return: Odoo's tags of a class: its base's, changed by its own decorators

    :param known: classes by name, to find the bases in
    """
    tags = set(DEFAULT_TAGS)
    for base in case.bases:
        if base in known and known[base].node is not case.node:
            tags = tags_of(known[base], known)
            break
    for tag in case.own_tags():
        if tag.startswith("-"):
            tags.discard(tag[1:])
        else:
            tags.add(tag)
    return tags


def discover(addons: list[Path]) -> dict[OdooTest, set[str]]:
    """:return: every test method of the source, with its tags"""
    cases = [case for addon in addons for case in read_cases(addon)]
    known = {case.name: case for case in cases}
    found = {}
    for case in cases:
        is_mixin = not case.bases and ".test_" not in case.module
        tags = tags_of(case, known)
        for method in [] if is_mixin else case.methods:
            found[OdooTest(case.module, case.name, method)] = tags
    return found


def selected(tests: dict[OdooTest, set[str]], full: bool) -> set[OdooTest]:
    """:return: the tests that this run owes

    One that is neither standard nor marked as slow belongs to no run: it is owed
    always, so that the mistake shows.
    """
    return {
        test
        for test, tags in tests.items()
        if full or "standard" in tags or FULL not in tags
    }
