from dataclasses import replace

from odoo.tests import BaseCase, tagged

from ..tools.ticket_rules import (
    ALLOW,
    DENY,
    FLAG,
    IN,
    OUT,
    TicketFacts,
    Window,
    compile_ticket,
    evaluate,
    get_presence,
    record,
)

TICKET = TicketFacts(1)
WINDOWS = (Window(100, 200, (1, 2)), Window(300, 400, (3,)))


@tagged("post_install", "-at_install", "community")
class TestTicketRules(BaseCase):
    def _judge(self, facts, gate=1, direction=IN, moment=150):
        row = compile_ticket(facts)
        return evaluate(row, get_presence(row), gate, direction, moment)

    def test_table(self):
        """G30, G36: each reason for which a ticket does not pass."""
        cases = [
            (TICKET, ALLOW, "welcome"),
            (replace(TICKET, state="done"), ALLOW, "welcome"),
            (replace(TICKET, is_blocked=True), DENY, "blocked"),
            (replace(TICKET, state="draft"), DENY, "unconfirmed"),
            (replace(TICKET, state="cancel"), DENY, "cancelled"),
            (replace(TICKET, is_paid=False), DENY, "unpaid"),
            (replace(TICKET, is_paid=False, state="draft"), DENY, "unpaid"),
            (replace(TICKET, is_paid=False, state="cancel"), DENY, "cancelled"),
            (replace(TICKET, entries=1), DENY, "used"),
            (replace(TICKET, entries=9, max_entries=0), ALLOW, "welcome"),
            (
                replace(TICKET, entries=1, max_entries=2, pause=60, last_at=100),
                DENY,
                "too_soon",
            ),
            (
                replace(TICKET, max_entries=2, is_inside=True, leave_first=True),
                DENY,
                "leave_first",
            ),
            (replace(TICKET, notes=("guest",)), FLAG, "look"),
        ]
        for facts, verdict, code in cases:
            found = self._judge(facts)
            self.assertEqual((found.verdict, found.code), (verdict, code), facts)
        self.assertEqual(evaluate(None, None, 1, IN, 0).code, "unknown")

    def test_windows(self):
        """When and where: boundaries belong to the window."""
        facts = replace(TICKET, windows=WINDOWS)
        cases = [
            (1, 99, "too_early"),
            (1, 100, "welcome"),
            (2, 200, "welcome"),
            (3, 150, "other_gate"),
            (1, 201, "too_early"),
            (3, 400, "welcome"),
            (3, 401, "too_late"),
        ]
        for gate, moment, code in cases:
            found = self._judge(facts, gate, moment=moment)
            self.assertEqual(found.code, code, (gate, moment))
        self.assertEqual(self._judge(facts, 3, moment=150).facts, {"gates": [1, 2]})

    def test_nobody_is_kept_inside(self):
        """Whatever is wrong with a ticket, its owner may leave."""
        for facts in (
            replace(TICKET, is_blocked=True, is_inside=True),
            replace(TICKET, windows=WINDOWS, entries=5, is_inside=True),
        ):
            found = self._judge(facts, direction=OUT, moment=9_999)
            self.assertEqual((found.verdict, found.code), (ALLOW, "left"))

    def test_in_and_out(self):
        """In, out and in again: counted, and refused from the third time on."""
        row = compile_ticket(replace(TICKET, max_entries=2, leave_first=True))
        presence, codes = get_presence(row), []
        for moment, way in enumerate([IN, IN, OUT, IN, OUT, IN]):
            found = evaluate(row, presence, 1, way, moment)
            record(row, presence, found, way, moment)
            codes.append(found.code)
        expected = ["welcome", "leave_first", "left", "welcome", "left", "used"]
        self.assertEqual(codes, expected)
        self.assertEqual((presence.entries, presence.is_inside), (2, False))
