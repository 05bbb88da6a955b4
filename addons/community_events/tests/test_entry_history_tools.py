import random
from dataclasses import replace

from odoo.tests import BaseCase, tagged

from ..tools.entry_history import Passed, tell
from ..tools.ticket_rules import OUT, TicketFacts, Window, compile_ticket

ROW = compile_ticket(TicketFacts(1))


def _pass(key, moment, **values):
    return Passed(key, f"n{key}", moment, **values)


@tagged("post_install", "-at_install", "community")
class TestEntryHistory(BaseCase):
    def test_first_counts(self):
        """checkin.offline: whichever arrived first, the first entry counts."""
        story = tell(ROW, [_pass(1, 200.0), _pass(2, 100.0, is_new=True)])
        self.assertEqual(story.conflicts, {1: ("used", 2)})
        self.assertEqual((story.first_in, story.presence.entries), (100.0, 1))

    def test_settled_is_not_judged_again(self):
        """What was right when it happened stays right after the ticket is blocked."""
        blocked = compile_ticket(TicketFacts(1, is_blocked=True))
        self.assertFalse(tell(blocked, [_pass(1, 100.0)]).conflicts)
        story = tell(blocked, [_pass(1, 100.0, is_new=True)])
        self.assertEqual(story.conflicts, {1: ("blocked", None)})
        # And what was wrong then stays wrong when the ticket is given back.
        story = tell(ROW, [_pass(1, 100.0, conflict="blocked")])
        self.assertEqual(story.conflicts, {1: ("blocked", None)})
        self.assertEqual(story.presence.entries, 0)

    def test_void_and_closed(self):
        windows = (Window(0, 50),)
        row = compile_ticket(TicketFacts(1, windows=windows, serial=2))
        late = _pass(1, 60.0, is_new=True)
        self.assertEqual(tell(row, [late]).conflicts, {1: ("too_late", None)})
        void = replace(late, moment=10.0, serial=1)
        self.assertEqual(tell(row, [void]).conflicts, {1: ("void", None)})

    def test_by_hand(self):
        """What somebody decided by hand counts, and says so to what follows."""
        story = tell(ROW, [_pass(1, 10.0), _pass(2, 20.0, is_forced=True)])
        self.assertFalse(story.conflicts)
        self.assertEqual(story.presence.entries, 2)

    def test_any_order(self):
        """The same scans tell the same story, in whatever order they came."""
        dice = random.Random(5)
        row = compile_ticket(TicketFacts(1, max_entries=3, leave_first=True, pause=20))
        for _time in range(200):
            passed = [
                _pass(
                    key,
                    float(dice.randint(0, 200)),
                    direction=OUT if dice.random() < 0.4 else "in",
                    is_new=dice.random() < 0.5,
                )
                for key in range(8)
            ]
            expected = tell(row, passed)
            for _shuffle in range(5):
                dice.shuffle(passed)
                self.assertEqual(tell(row, passed), expected)
