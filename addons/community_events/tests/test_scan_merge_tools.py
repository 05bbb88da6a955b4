import random

from odoo.tests import BaseCase, tagged

from ..tools.scan_merge import Scan, correct, merge
from ..tools.ticket_rules import DENY, OUT, TicketFacts, compile_ticket

ROWS = {key: compile_ticket(TicketFacts(key)) for key in range(1, 51)}


@tagged("post_install", "-at_install", "community")
class TestScanMerge(BaseCase):
    def test_first_by_corrected_time_wins(self):
        """checkin.offline: a fast clock does not make a scan the later one."""
        early = Scan("a", 1, 1, 1, at=1_100.0, skew=100.0)
        late = Scan("b", 1, 2, 2, at=1_005.0, skew=0.0)
        found = merge([late, early], ROWS)
        self.assertEqual(found.entries, {1: [early]})
        [conflict] = found.conflicts
        self.assertEqual((conflict.scan, conflict.first), (late, early))
        self.assertEqual(conflict.code, "used")

    def test_refused_and_unknown(self):
        """A scan that was refused does nothing; one of nobody's ticket is kept."""
        refused = Scan("a", 1, 1, 1, at=1.0, verdict=DENY)
        unknown = Scan("b", 999, 1, 1, at=2.0)
        found = merge([refused, unknown], ROWS)
        self.assertEqual(found.entries, {})
        self.assertEqual([one.code for one in found.conflicts], ["unknown"])

    def test_clock(self):
        scan = correct(Scan("a", 1, 1, 1, at=500.0), sent_at=1_000.0, received_at=880.0)
        self.assertEqual((scan.skew, scan.moment), (120.0, 380.0))

    def test_order_and_repeats_change_nothing(self):
        """checkin.offline: any order, some twice: the same entries and conflicts."""
        dice = random.Random(3)
        scans = [
            Scan(
                f"n{number}",
                dice.randint(1, 50),
                device,
                device,
                at=dice.uniform(0, 9_000) + skew,
                skew=skew,
                direction=OUT if dice.random() < 0.1 else "in",
            )
            for number in range(400)
            for device, skew in [dice.choice([(1, -120.0), (2, 0.0), (3, 120.0)])]
        ]
        expected = merge(scans, ROWS)
        self.assertTrue(expected.conflicts)
        for _time in range(20):
            sent = [*scans, *dice.sample(scans, 80)]
            dice.shuffle(sent)
            self.assertEqual(merge(sent, ROWS), expected)
        counted = sum(map(len, expected.entries.values())) + len(expected.conflicts)
        leaving = sum(scan.direction == OUT for scan in scans)
        self.assertEqual(counted + leaving, len(scans))
