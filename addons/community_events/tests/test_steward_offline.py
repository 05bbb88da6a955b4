import logging
import random
import time

from odoo.tests import tagged

from ..tools.scan_merge import Scan, merge
from ..tools.scan_request import read_upload
from .common_steward import StewardCommon

_logger = logging.getLogger(__name__)

HOURS = 4
SKEWS = (-120.0, 0.0, 120.0)


class OfflineCase(StewardCommon):
    """Three phones without network for four hours, and everything that goes wrong."""

    tickets = 0

    def setUp(self):
        super().setUp()
        self.dice = random.Random(19)
        begin = self.event.date_begin.timestamp()
        self.event.checkin_opens_before = 72
        self.begin = begin - HOURS * 3_600
        seats = self.env["event.registration"].create(
            [
                {"event_id": self.event.id, "name": f"Guest {number}"}
                for number in range(self.tickets)
            ]
        )
        self.codes = {seat.id: seat.barcode for seat in seats}
        gates = [self._new_gate(f"Gate {number}") for number in range(3)]
        self.phones = [self._new_phone(gate) for gate in gates]
        self.rows = seats._compile_rows()

    def _make_scans(self):
        """Each ticket once, and 1 % at a second gate; by the clocks of the phones."""
        scans = []
        twice = set(
            self.dice.sample(sorted(self.codes), max(1, len(self.codes) // 100))
        )
        for seat, code in self.codes.items():
            numbers = self.dice.sample(range(3), 2 if seat in twice else 1)
            for number in numbers:
                moment = self.begin + self.dice.uniform(0, HOURS * 3_600)
                scans.append(
                    {
                        "seat": seat,
                        "phone": number,
                        "moment": moment,
                        "nonce": f"{number}-{seat:08d}",
                        "at": moment + SKEWS[number],
                        "text": code,
                    }
                )
        return scans, twice

    def _send_all(self, scans, size=200):
        """Random order, 10 % of the batches twice, 5 % cut off and sent again."""
        batches = []
        for number in range(3):
            mine = [scan for scan in scans if scan["phone"] == number]
            self.dice.shuffle(mine)
            parts = [mine[spot : spot + size] for spot in range(0, len(mine), size)]
            batches += [(number, part) for part in parts]
        batches += self.dice.sample(batches, max(1, len(batches) // 10))
        cut = self.dice.sample(batches, max(1, len(batches) // 20))
        batches += [(number, part[: len(part) // 2]) for number, part in cut]
        self.dice.shuffle(batches)
        for number, part in batches:
            now = time.time()
            sent = {"sent_at": now + SKEWS[number], "scans": part}
            sent_at, requests, bad = read_upload(sent)
            self.assertFalse(bad)
            answer = self.phones[number]._upload(sent_at, requests, now)
            self.assertEqual(len(answer["done"]), len({one["nonce"] for one in part}))

    def _check_all(self, scans, twice):
        """0 lost, 0 twice, each double entry with both times, the first one counts."""
        kept = self._attempts()
        self.assertEqual(len(kept), len(scans))
        self.assertEqual(len(set(kept.mapped("nonce"))), len(scans))
        conflicts = kept.filtered("is_conflict")
        self.assertEqual(set(conflicts.registration_id.ids), twice)
        self.assertEqual(len(conflicts), len(twice))
        known = [
            Scan(
                scan["nonce"],
                scan["seat"],
                scan["phone"],
                self.phones[scan["phone"]].gate_id.id,
                scan["moment"],
            )
            for scan in scans
        ]
        expected = merge(known, self.rows)
        first = {seat: entries[0] for seat, entries in expected.entries.items()}
        for conflict in conflicts:
            other = conflict.conflict_with_id
            self.assertLess(other.at, conflict.at)
            nonce = first[conflict.registration_id.id].nonce
            self.assertEqual(other.nonce.partition(":")[2], nonce)
        seats = self.env["event.registration"].browse(self.codes)
        self.assertEqual(set(seats.mapped("entries")), {1})
        for seat in seats:
            entered = seat.first_in_at.timestamp()
            self.assertAlmostEqual(entered, first[seat.id].moment, delta=1)


@tagged("post_install", "-at_install", "community")
class TestOfflineSmall(OfflineCase):
    tickets = 200

    def test_figure(self):
        """checkin.offline: in small, in every run."""
        scans, twice = self._make_scans()
        self._send_all(scans, size=20)
        self._check_all(scans, twice)

    def test_queries(self):
        """As many queries to keep 100 scans as statements for their rows, no more."""
        counts = []
        scans, _twice = self._make_scans()
        for part in (scans[:10], scans[10:110]):
            _sent_at, requests, _bad = read_upload({"sent_at": 0, "scans": part})
            phone = self.phones[0]
            phone._find_scanned([one.text for one in requests])
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            phone._find_uploaded(requests)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])


@tagged("post_install", "-at_install", "community_full", "-standard")
class TestOfflineFull(OfflineCase):
    tickets = 5_000

    def test_figure(self):
        """checkin.offline: 5,000 tickets, 3 phones, 4 h, kept within 120 s."""
        scans, twice = self._make_scans()
        started = time.monotonic()
        self._send_all(scans)
        seconds = time.monotonic() - started
        _logger.info("%s scans of 3 phones kept in %.1f s", len(scans), seconds)
        self._check_all(scans, twice)
        self.assertLess(seconds, 120)
