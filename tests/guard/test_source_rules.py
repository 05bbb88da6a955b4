"""Own rules on the source. Each is shown to find bad samples and to pass good ones."""

import re

import pytest
from guardlib.source_rules import RULES, Source, leftovers, too_long
from guardlib.suite import ADDONS, ROOT, relative
from guardlib.tables import Table
from guardlib.verdict import nothing

BAD = {
    "markup_put_together": [
        'Markup(f"<b>{name}</b>")',
        'Markup("<b>" + name)',
        'Markup("<b>%s</b>" % name)',
        'markupsafe.Markup("<b>{}</b>".format(name))',
    ],
    "network_without_timeout": [
        "requests.get(url)",
        "requests.post(url, json=data)",
        "urlopen(url)",
        "urllib.request.urlopen(url)",
    ],
    "execute_without_sql": [
        'self.env.cr.execute("SELECT 1")',
        'cr.execute("SELECT %s", (1,))',
        'self._cr.execute(f"SELECT {x}")',
    ],
    "sudo_without_reason": [
        "x = partner.sudo().name",
        "# why\nx = partner.sudo().name",
        "# sudo: too far away\n\n\nx = partner.sudo()",
        "env = self.env(su=True)",
        "# sudo:\nx = partner.sudo()",
    ],
    "translated_put_together": [
        'self.env._(f"Hello {name}")',
        '_("Hello " + name)',
        '_("Hello %s" % name)',
        '_("Hello {}".format(name))',
    ],
}
GOOD = {
    "markup_put_together": [
        'Markup("<b>%s</b>") % name',
        'Markup("<b>{}</b>").format(name)',
        'Markup("a" "b")',
    ],
    "network_without_timeout": [
        "requests.get(url, timeout=10)",
        "self.http.get(url)",
        "values.get(url)",
        "urlopen(url, timeout=5)",
    ],
    "execute_without_sql": [
        'self.env.cr.execute(SQL("SELECT %s", 1))',
        "worker.execute(job)",
        "self.env.execute_query(query)",
    ],
    "sudo_without_reason": [
        "# sudo: the answer is a number\nx = partner.sudo().name",
        "x = partner.sudo().name  # sudo: the answer is a number",
        "# sudo: the answer is a number\nx = (\n    partner.sudo()\n    .name\n)",
        "x = partner.sudo(False)",
        "# sudo: of the same statement\nx = f(\n    a,\n    b.sudo(),\n)",
    ],
    "translated_put_together": [
        'self.env._("Hello %(name)s", name=name)',
        '_("one" "two")',
        "_(text)",
    ],
}
CODE = [ROOT / "addons", ROOT / "commands", ROOT / "tests", ROOT / "bench"]
# What runs as the superuser by nature, and talks to Odoo from outside.
NOT_ADDON = {"sudo_without_reason", "execute_without_sql"}


def files(*folders, pattern="*.py"):
    for folder in folders:
        for path in sorted(folder.rglob(pattern)):
            if not {"__pycache__", "node_modules"} & set(path.parts):
                yield path


@pytest.mark.parametrize("rule", RULES)
def test_rule_can_fail(rule):
    """Every bad sample is found, no good one is."""
    missed = [text for text in BAD[rule] if not list(RULES[rule](Source(text)))]
    wrong = [text for text in GOOD[rule] if list(RULES[rule](Source(text)))]
    assert not missed, f"not recognised as bad: {missed}"
    assert not wrong, f"taken for bad: {wrong}"


@pytest.mark.parametrize("rule", RULES)
def test_source_keeps_rule(rule):
    """No line of the add-ons, the commands and the tests breaks it."""
    folders = [ADDONS] if rule in NOT_ADDON else CODE
    found = []
    for path in files(*folders):
        in_tests = "tests" in path.relative_to(ROOT).parts
        if rule in NOT_ADDON and in_tests:
            continue  # tests prepare data as the superuser
        if path.name == "test_source_rules.py":
            continue  # holds the bad samples
        found += RULES[rule](Source.of(path, relative(path)))
    nothing(found, f"{RULES[rule].__doc__}\n")


def test_length_rule_can_fail():
    long_method = "def f():\n" + "    x = 1\n" * 45
    assert list(too_long(Source(long_method)))
    assert list(too_long(Source("x = 1\n" * 301)))
    assert not list(too_long(Source("x = 1\n" * 300)))


def test_files_and_methods_are_short():
    """A file has at most 300 lines, a method 45; longer ones have a row and reason."""
    table = Table("long_code.toml", "code", "place")
    found = []
    for path in files(ADDONS):
        if "tests" not in path.parts:
            found += too_long(Source.of(path, relative(path)))
    places = {line.split(": ")[0]: line for line in found}
    nothing(
        (line for place, line in places.items() if place not in table.rows),
        "Split these at a seam, or add a row to tests/guard/long_code.toml:",
    )
    stale = sorted(set(table.rows) - set(places))
    nothing(stale, "tests/guard/long_code.toml: remove these rows, they are short now:")


def test_nothing_is_silenced_skipped_or_put_off():
    """Each noqa, disabled check, skipped test and TODO stands in silenced.toml."""
    table = Table("silenced.toml", "silenced", "file")
    found = {}
    for path in [*files(*CODE), *files(ADDONS, pattern="*.js")]:
        if path.name in ("test_source_rules.py", "source_rules.py"):
            continue
        for name, number, text in leftovers(path, relative(path)):
            found.setdefault(name, []).append(f"{name}:{number}: {text}")
    unknown = []
    for name, lines in found.items():
        if len(lines) > table.rows.get(name, {}).get("count", 0):
            unknown += lines
    nothing(
        unknown, "Do it right, or add a row with a reason to tests/guard/silenced.toml:"
    )
    stale = [n for n, row in table.rows.items() if len(found.get(n, ())) < row["count"]]
    nothing(
        stale, "tests/guard/silenced.toml: less is silenced now; lower the count of:"
    )


SPOKEN = re.compile(r'\bdata-[\w-]+="[A-Z][\w\']+ [a-z]')


def test_no_sentence_hides_in_an_attribute():
    """Odoo translates text and titles; what a `data-` attribute says stays English."""
    assert SPOKEN.search('<p data-missing="This phone shows no camera." />')
    assert not SPOKEN.search('<p data-missing="phone" title="This phone is new" />')
    found = (
        f"{relative(path)}: {sentence[0]}"
        for path in files(ADDONS, pattern="*.xml")
        for sentence in SPOKEN.finditer(path.read_text())
    )
    nothing(found, "Put these words where translations reach them:")
