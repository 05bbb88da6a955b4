import tomllib
from pathlib import Path

from odoo.tests import BaseCase, tagged

from ..tools.gate_decision import decide
from ..tools.gate_types import Pass, Presence
from .golden_words import Scene

TABLE = Path(__file__).with_name("golden_gate.toml")


def read_cases():
    """(theme, name, facts, expected) of each line of the table."""
    for theme in tomllib.loads(TABLE.read_text())["theme"]:
        for line in theme["cases"].strip().splitlines():
            name, facts, expected = (part.strip() for part in line.split("|"))
            told = [theme.get("always", ""), facts]
            words = [one.strip() for text in told for one in text.split(";")]
            yield theme["name"], name, [one for one in words if one], expected


def answer(decision):
    """``deny past_due, pay 500`` as the table writes it."""
    first = decision.reasons[0]
    amount = f" {first.facts['amount']}" if "amount" in first.facts else ""
    fix = f", {decision.fix}" if decision.fix else ""
    return f"{decision.verdict} {first.code}{amount}{fix}"


@tagged("post_install", "-at_install", "community")
class TestGoldenGateTools(BaseCase):
    def test_table(self):
        """F39, F40: each named case of the table has its verdict, reason and fix."""
        wrong = []
        for theme, name, facts, expected in read_cases():
            scene = Scene()
            for fact in facts:
                scene.tell(fact)
            found = answer(decide(scene.ask()))
            if found != expected:
                wrong.append(
                    f"{theme}: {name}\n    {'; '.join(facts)}"
                    f"\n  - expected {expected}\n  + is       {found}"
                )
        if wrong:
            self.fail(f"{len(wrong)} cases differ\n" + "\n".join(wrong))

    def test_table_is_large_and_named(self):
        names = [(theme, name) for theme, name, _, _ in read_cases()]
        self.assertGreaterEqual(len(names), 300)
        self.assertEqual(len(names), len(set(names)), "names are there once")

    def test_table_survives_the_wire(self):
        """A case decided from rows, as a box reads them, has the same answer."""
        for _theme, name, facts, expected in read_cases():
            scene = Scene()
            for fact in facts:
                scene.tell(fact)
            ask = scene.ask()
            found = ask.found and Pass.from_row(ask.found.to_row())
            presence = Presence.from_row(ask.presence.to_row())
            again = ask.__class__(
                found, ask.door, ask.side, ask.now, presence, ask.world
            )
            self.assertEqual(answer(decide(again)), expected, name)
