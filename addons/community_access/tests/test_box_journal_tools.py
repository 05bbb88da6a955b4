import tempfile
import time
from pathlib import Path

from odoo.tests import BaseCase, tagged

from ..iot_handlers.lib.community_access.clock import WEEK, ServerClock
from ..iot_handlers.lib.community_access.journal import Journal


def event(number, kind="swipe", **facts):
    return {"uuid": f"u{number}", "kind": kind, **facts}


@tagged("post_install", "-at_install", "community")
class TestBoxJournal(BaseCase):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name, "box.sqlite")
        self.journal = self.open_journal()

    def open_journal(self, **options):
        journal = Journal(self.path, **options)
        self.addCleanup(journal.close)
        return journal

    def test_numbers_have_no_gaps(self):
        """What is rolled back, or known already, takes no number; a file opened anew
        goes on."""
        self.assertEqual(self.journal.add_event(event(1)), 1)
        self.assertEqual(self.journal.add_event(event(1)), 0)
        with self.assertRaises(ZeroDivisionError), self.journal.change():
            self.journal.add_event(event(2))
            raise ZeroDivisionError
        epoch = self.journal.epoch
        self.journal.close()
        again = self.open_journal()
        self.assertEqual(again.epoch, epoch)
        self.assertEqual(again.add_event(event(3)), 2)
        uuids = [one["uuid"] for one in again.events_after(0, 10)]
        self.assertEqual(uuids, ["u1", "u3"])

    def test_full_journal(self):
        """Bounded: dull events stop first, then all do, and an answer makes room."""
        journal = self.open_journal(most_waiting=10)
        for number in range(20):
            journal.add_event(event(number, verdict="deny"))
        self.assertEqual(journal.last_seq(), 9)
        for number in range(20, 30):
            journal.add_event(event(number, "passed"))
        self.assertEqual(journal.last_seq(), 10)
        journal.set_acked(10)
        self.assertEqual(journal.add_event(event(99, verdict="deny")), 11)

    def test_snapshot_counts_at_once(self):
        """Pages of a snapshot change nothing before the last one is there; one that was
        broken off leaves nothing."""
        journal = self.journal
        journal.stage([["A", {"credential": 1}], ["B", {"credential": 2}]], True)
        journal.finish_sync("r1", {"doors": {}}, True)
        journal.stage([["A", {"credential": 3}]], True)
        self.assertEqual(journal.get_pass("A"), {"credential": 1})
        journal.forget_staged()
        journal.stage([["C", {"credential": 4}]], True)
        journal.finish_sync("r2", None, True)
        self.assertIsNone(journal.get_pass("A"))
        self.assertEqual(journal.get_pass("C"), {"credential": 4})
        journal.stage([["C", None], ["D", {}]], False)
        journal.finish_sync("r3", None, False)
        self.assertEqual((journal.get_pass("C"), journal.get_pass("D")), (None, {}))
        self.assertEqual(journal.count_passes(), 1)

    def test_command_numbers(self):
        """Only upwards, for each device, also in a file opened anew."""
        take = self.journal.take_command
        self.assertTrue(take("gate", 5))
        self.assertFalse(take("gate", 5))
        self.assertFalse(take("gate", 4))
        self.assertTrue(take("other", 1))
        self.journal.close()
        again = self.open_journal()
        self.assertFalse(again.take_command("gate", 5))
        self.assertTrue(again.take_command("gate", 6))

    def test_outcome_once(self):
        ticket = self.journal.add_opening({"uid": "A"})
        self.assertTrue(self.journal.close_opening(ticket))
        self.assertFalse(self.journal.close_opening(ticket))
        self.assertNotEqual(self.journal.add_opening({}), ticket)

    def test_100000_rows(self):
        """Row 8: 20,000 passes in pages, and a lookup among them is quick; rows that
        wait are read in batches."""
        rows = [[f"{one:014X}", {"credential": one}] for one in range(20_000)]
        self.journal.stage(rows, True)
        self.journal.finish_sync("r", None, True)
        begin = time.perf_counter()
        for one in range(0, 20_000, 100):
            self.assertEqual(self.journal.get_pass(f"{one:014X}"), {"credential": one})
        self.assertLess((time.perf_counter() - begin) / 200, 0.005)
        with self.journal.change():
            for number in range(100_000):
                self.journal._db.execute(
                    "INSERT INTO event (uuid, body) VALUES (?, '{}')", (number,)
                )
        batch = self.journal.events_after(99_000, 500)
        self.assertEqual([batch[0]["seq"], len(batch)], [99_001, 500])


@tagged("post_install", "-at_install", "community")
class TestBoxClock(BaseCase):
    def setUp(self):
        super().setUp()
        self.wall = self.ticks = 0.0

    def make_clock(self, last_known, wall, offset=0.0):
        self.wall = wall
        return ServerClock(last_known, offset, lambda: self.wall, lambda: self.ticks)

    def test_counted_from_the_answer(self):
        """Whoever sets the machine's clock changes nothing."""
        clock = self.make_clock(0, 100.0)
        self.assertFalse(clock.is_trusted)
        clock.learn(1_000_000.0, 0.0, 0.2)
        self.ticks, self.wall = 60.0, 5.0
        self.assertAlmostEqual(clock.now(), 1_000_059.9)
        self.assertTrue(clock.is_trusted)

    def test_never_set_or_jumped(self):
        """After a start: plausible is what lies within a week after what is known."""
        known = 1_000_000.0
        cases = [(known + 60, True), (1.0, False), (known + WEEK + 1, False)]
        for wall, is_trusted in cases:
            with self.subTest(wall=wall):
                clock = self.make_clock(known, wall)
                self.assertEqual(clock.is_trusted, is_trusted)
                self.assertEqual(clock.now(), wall if is_trusted else known)

    def test_drift_is_noticed_once(self):
        clock = self.make_clock(1_000.0, 1_000.0)
        self.assertEqual(clock.learn(1_001.0, 0.0, 0.0), 0.0)
        self.assertEqual(clock.learn(1_101.0, 0.0, 0.0), 100.0)
        self.assertEqual(clock.learn(1_101.0, 0.0, 0.0), 0.0)

    def test_slow_answers_say_nothing(self):
        clock = self.make_clock(1_000.0, 1_000.0)
        clock.learn(9_000.0, 0.0, 30.0)
        self.assertEqual(clock.now(), 1_000.0)
