from dataclasses import replace
from datetime import datetime

from odoo.tests import BaseCase, tagged

from ..tools.entry_history import Passed, tell
from ..tools.hand_out_rules import hand_out
from ..tools.ticket_rules import (
    ALLOW,
    DENY,
    IN,
    OUT,
    Thing,
    TicketFacts,
    compile_ticket,
    evaluate,
    get_presence,
    record,
)
from ..tools.venue_clock import get_offsets

SHIRT = Thing(7)
TICKET = TicketFacts(1, things=(SHIRT,))
DAY = 86_400


def _ask(facts, thing="7", gate=1, serial=None):
    row = compile_ticket(facts)
    found = hand_out(row, get_presence(row), thing, gate, serial=serial)
    return found.verdict, found.code


@tagged("post_install", "-at_install", "community")
class TestHandOutRules(BaseCase):
    def test_table(self):
        """G36: the ticket must be good, have come in if asked, and not have it yet."""
        given = replace(SHIRT, given=1, last_at=50)
        cases = [
            (TICKET, ALLOW, "handed_out"),
            (replace(TICKET, is_blocked=True), DENY, "blocked"),
            (replace(TICKET, is_paid=False), DENY, "unpaid"),
            (replace(TICKET, state="cancel"), DENY, "cancelled"),
            (replace(TICKET, state="draft"), DENY, "unconfirmed"),
            (replace(TICKET, things=()), DENY, "not_included"),
            (
                replace(TICKET, things=(replace(SHIRT, gate_ids=(2,)),)),
                DENY,
                "other_gate",
            ),
            (replace(TICKET, things=(given,)), DENY, "given"),
            (replace(TICKET, things=(replace(given, most=2),)), ALLOW, "handed_out"),
            (replace(TICKET, things=(replace(given, most=0),)), ALLOW, "handed_out"),
        ]
        for facts, verdict, code in cases:
            self.assertEqual(_ask(facts), (verdict, code), facts)
        late = replace(TICKET, things=(replace(SHIRT, after_entry=True),))
        self.assertEqual(_ask(late), (DENY, "not_come_in"))
        self.assertEqual(_ask(replace(late, entries=1)), (ALLOW, "handed_out"))
        self.assertEqual(_ask(TICKET, serial=2), (DENY, "void"))
        self.assertEqual(hand_out(None, None, "7", 1).code, "unknown")

    def test_apart_from_entries(self):
        """Getting something counts no entry, and an entry hands out nothing."""
        row = compile_ticket(TICKET)
        presence = get_presence(row)
        found = hand_out(row, presence, "7", 1)
        record(row, presence, found, IN, 60, thing="7")
        self.assertEqual((presence.entries, presence.is_inside), (0, False))
        self.assertEqual(presence.given, {"7": (1, 60)})
        self.assertEqual(hand_out(row, presence, "7", 1).facts, {"at": 60})
        self.assertEqual(evaluate(row, presence, 1, IN, 70).code, "welcome")

    def test_history(self):
        """checkin.offline: of two hand-outs the first counts, whichever arrived first;
        entries and other things have nothing to do with it.
        """
        row = compile_ticket(replace(TICKET, things=(SHIRT, Thing(8))))
        passed = [
            Passed(1, "a", 200.0, thing="7"),
            Passed(2, "b", 100.0, thing="7", is_new=True),
            Passed(3, "c", 150.0),
            Passed(4, "d", 160.0, thing="8"),
        ]
        story = tell(row, passed)
        self.assertEqual(story.conflicts, {1: ("given", 2)})
        self.assertEqual(story.presence.given, {"7": (1, 100), "8": (1, 160)})
        self.assertEqual((story.presence.entries, story.first_in), (1, 150.0))
        self.assertEqual(tell(row, reversed(passed)), story)

    def test_history_before_the_entry(self):
        """The entrance's scan may still be on another phone: no conflict."""
        row = compile_ticket(
            replace(TICKET, things=(replace(SHIRT, after_entry=True),))
        )
        story = tell(row, [Passed(1, "a", 100.0, thing="7", is_new=True)])
        self.assertFalse(story.conflicts)


@tagged("post_install", "-at_install", "community")
class TestEntriesPerDay(BaseCase):
    def test_days(self):
        """G30: once a day by the venue's clock; who forgot to go out begins outside."""
        facts = TicketFacts(1, is_daily=True, leave_first=True, zone=((0, 3 * 3_600),))
        row = compile_ticket(facts)
        presence, codes = get_presence(row), []
        midnight = 10 * DAY - 3 * 3_600  # in UTC
        scans = [(-9, IN), (-5, OUT), (-1, IN), (0, IN), (9, IN), (DAY, IN)]
        for after, way in scans:
            found = evaluate(row, presence, 1, way, midnight + after)
            record(row, presence, found, way, midnight + after)
            codes.append(found.code)
        expected = [
            "welcome",
            "left",
            "used_today",
            "welcome",
            "leave_first",
            "welcome",
        ]
        self.assertEqual(codes, expected)
        self.assertEqual((presence.entries, presence.today), (3, 1))

    def test_whole_event(self):
        """Without the option the entries of all days are counted together."""
        row = compile_ticket(TicketFacts(1, entries=1, last_in=5, today=1))
        found = evaluate(row, get_presence(row), 1, IN, 5 * DAY)
        self.assertEqual(found.code, "used")

    def test_clock(self):
        """The hour that is put forward or back is found to the second."""
        istanbul = get_offsets(
            "Europe/Istanbul", datetime(2026, 3, 1), datetime(2026, 12, 1)
        )
        self.assertEqual(istanbul, ((0, 10_800),))
        berlin = get_offsets(
            "Europe/Berlin", datetime(2026, 3, 28, 20), datetime(2026, 10, 26)
        )
        turns = [
            int(datetime.fromisoformat(at).timestamp())
            for at in ("2026-03-29T01:00:00+00:00", "2026-10-25T01:00:00+00:00")
        ]
        self.assertEqual(berlin, ((0, 3_600), (turns[0], 7_200), (turns[1], 3_600)))

    def test_clock_at_the_ends_of_the_calendar(self):
        """No date that the database holds is too early or too late for it."""
        for zone in ("America/New_York", "Europe/Istanbul", "Pacific/Kiritimati"):
            for first, last in (
                (datetime.min, datetime.min),
                (datetime(9999, 12, 1), datetime.max),
                (datetime.max, datetime.max),
                (datetime.min, datetime.max),
            ):
                offsets = get_offsets(zone, first, last)
                self.assertEqual(offsets[0][0], 0)
