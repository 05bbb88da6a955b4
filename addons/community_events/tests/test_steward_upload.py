import time

from odoo.tests import tagged

from .common_steward import StewardCommon


@tagged("post_install", "-at_install", "community")
class TestStewardUpload(StewardCommon):
    """checkin.offline: what phones did without network."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.side = cls._new_gate("Side Door")
        cls.other_phone = cls._new_phone(cls.side)
        cls.begin = cls.event.date_begin.timestamp()

    def _send(self, phone, *requests, skew=0.0):
        now = time.time()
        return phone._upload(now + skew, list(requests), now)

    def test_kept_once(self):
        """The same scan sent three times is one attempt and one entry."""
        request = self._request(self.seat.barcode, at=self.begin + 60)
        for _time in range(3):
            answer = self._send(self.phone, request)
            self.assertEqual(answer, {"done": [request.nonce], "later": []})
        kept = self._attempts()
        self.assertEqual(len(kept), 1)
        self.assertEqual(kept.at.timestamp(), self.begin + 60)
        self.assertRecordValues(
            self.seat, [{"state": "done", "entries": 1, "is_inside": True}]
        )
        self.assertEqual(self.seat.first_in_at, kept.at)

    def test_scan_and_upload_of_the_same(self):
        """The answer was lost on the way: the upload knows the scan."""
        request = self._request(self.seat.barcode, at=time.time())
        self.phone._scan(request)
        self._send(self.phone, request)
        self.assertEqual(len(self._attempts()), 1)
        self.assertEqual(self.seat.entries, 1)

    def test_first_by_corrected_time(self):
        """G34: the later entry is the conflict, also when it arrived first."""
        late = self._request(self.seat.barcode, at=self.begin + 300)
        early = self._request(self.seat.barcode, at=self.begin + 200 + 120)
        self._send(self.other_phone, late)
        self._send(self.phone, early, skew=120.0)
        first, second = self._attempts().sorted("at")
        self.assertEqual(first.device_id, self.phone)
        self.assertEqual(second.device_id, self.other_phone)
        self.assertFalse(first.is_conflict)
        self.assertRecordValues(
            second,
            [
                {
                    "is_conflict": True,
                    "conflict_code": "used",
                    "conflict_with_id": first.id,
                    "conflict_with_at": first.at,
                    "conflict_with_gate_id": self.gate.id,
                }
            ],
        )
        self.assertAlmostEqual(first.at.timestamp(), self.begin + 200, delta=1)
        self.assertEqual(self.seat.entries, 1)
        self.assertEqual(self.seat.first_in_at, first.at.replace(microsecond=0))
        self.assertEqual(self.event.conflict_count, 1)

    def test_beside_the_rules(self):
        """What a phone let in is kept: blocked since, unknown, of another event."""
        self.seat.is_blocked = True
        other = self._register(self._new_event("Regatta"), self.deniz)
        texts = [self.seat.barcode, "nobody knows me", other.barcode]
        self._send(self.phone, *(self._request(text, at=self.begin) for text in texts))
        codes = sorted(self._attempts().mapped("conflict_code"))
        self.assertEqual(codes, ["blocked", "other_event", "unknown"])
        self.assertEqual((self.seat.state, other.state), ("open", "open"))

    def test_refused_at_the_gate(self):
        """A scan that the phone refused is kept, and lets nobody in."""
        refused = self._request(
            self.seat.barcode, at=self.begin, verdict="deny", code="used"
        )
        self._send(self.phone, refused)
        kept = self._attempts()
        self.assertEqual((kept.verdict, kept.code), ("deny", "used"))
        self.assertFalse(kept.is_conflict)
        self.assertEqual(self.seat.entries, 0)

    def test_undo_in_any_order(self):
        """An undo that comes before its scan comes again."""
        scan = self._request(self.seat.barcode, at=self.begin)
        undo = self._request(at=self.begin + 5, undoes=scan.nonce)
        self.assertEqual(self._send(self.phone, undo)["later"], [undo.nonce])
        self._send(self.phone, scan)
        self.assertEqual(self.seat.entries, 1)
        self.assertEqual(self._send(self.phone, undo)["done"], [undo.nonce])
        self.assertEqual((self.seat.entries, self.seat.state), (0, "open"))

    def test_undone_first_entry(self):
        """When the entry that counted is undone, the other one counts."""
        first = self._request(self.seat.barcode, at=self.begin)
        self._send(self.phone, first)
        second = self._request(self.seat.barcode, at=self.begin + 9)
        self._send(self.other_phone, second)
        self.assertEqual(self.event.conflict_count, 1)
        self._send(self.phone, self._request(at=self.begin + 20, undoes=first.nonce))
        self.env.invalidate_all()
        self.assertEqual(self.event.conflict_count, 0)
        self.assertEqual(self.seat.entries, 1)
        self.assertEqual(self.seat.first_in_at.timestamp(), self.begin + 9)

    def test_not_from_the_future(self):
        """A clock that went wrong after it was read moves nothing into the future."""
        self._send(self.phone, self._request(self.seat.barcode, at=time.time() + 9_000))
        self.assertLessEqual(self._attempts().at.timestamp(), time.time())
