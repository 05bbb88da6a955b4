import json
import time

from odoo.tests import tagged

from ..tools import qr_code
from .common_access_portal import AccessPortalCase


@tagged("post_install", "-at_install", "community")
class TestPortalBand(AccessPortalCase):
    def _stop(self, band, **data):
        return self._post(f"/my/band/{band.id}/stop", **data).status_code

    def _go(self, band):
        return self._post(f"/my/band/{band.id}/go")

    def test_what_opens_now(self):
        """F39: open to whoever paid, in words; nothing is journaled by asking."""
        self._sign_in(self.ayse)
        before = self.env["community.access.event"].search_count([])
        text = self._text(self._open("/my/band"))
        self.assertIn("Hall Open for you", text)
        self.assertIn("Blue Band 1042", text)
        self.assertEqual(self.env["community.access.event"].search_count([]), before)

    def test_lost_band_stops_at_once(self):
        """F38: the next swipe is refused, and the holder cannot take it back."""
        self.assert_allowed(self._swipe(self.band))
        self._sign_in(self.ayse)
        self.assertEqual(self._stop(self.band, lost="1"), 303)
        self.assert_refused(self._swipe(self.band), "credential_lost")
        self.assertEqual(self._stop(self.band, lost="1"), 303, "twice is once")
        refused = self._go(self.band)
        self.assertEqual(refused.status_code, 200)
        self.assertIn("ask the desk", refused.text)
        self.assertEqual(self.band.state, "lost")
        told = self.env["community.notice.delivery"].search(
            [
                ("notice_id.code", "=", "access_band_blocked"),
                ("company_id", "=", self.company.id),
            ]
        )
        self.assertEqual(told.partner_id, self.ayse)
        self.assertEqual(len(told), 1)

    def test_stopped_for_now_goes_on(self):
        self._sign_in(self.ayse)
        for _twice in range(2):
            self.assertEqual(self._stop(self.band), 303)
        self.assert_refused(self._swipe(self.band), "credential_blocked")
        self.assertIn("You stopped it", self._text(self._open("/my/band")))
        for _twice in range(2):
            self.assertEqual(self._go(self.band).status_code, 303)
        self.assert_allowed(self._swipe(self.band))

    def test_what_the_desk_stopped_stays(self):
        self.band.with_user(self.desk).action_block()
        self._sign_in(self.ayse)
        self.assertIn("Stopped by the desk", self._text(self._open("/my/band")))
        self.assertIn("ask the desk", self._go(self.band).text)
        self.assertEqual(self.band.state, "blocked")

    def test_the_desk_takes_over(self):
        """The holder stopped it, the desk does too: now the desk's word stands."""
        self.band._block_by_holder()
        self.assertTrue(self.band._can_unblock_by_holder())
        self.band.with_user(self.desk).action_block()
        self.assertFalse(self.band._can_unblock_by_holder())
        self.band.with_user(self.desk).action_unblock()
        self.band._block_by_holder()
        self.band.with_user(self.desk).action_unblock()
        self.assertFalse(self.band.is_blocked_by_holder)

    def test_only_the_own_band(self):
        self._sign_in(self.ayse)
        returned = self._new_band(self.ayse)
        returned._end("returned")
        foreign = self._new_band(
            self.ayse, company_id=self.other_company.id, medium_id=self._other_type()
        )
        for band in (self.other_band, returned, foreign):
            state = band.state
            self.assertEqual(self._stop(band, lost="1"), 404)
            self.assertEqual(self._go(band).status_code, 404)
            self.assertEqual(band.state, state)
        for number in (0, 2**31, 10**12):
            self.assertEqual(self._post(f"/my/band/{number}/stop").status_code, 404)

    def _other_type(self):
        return self._new("medium", name="Other", company_id=self.other_company.id).id

    def test_guardian_blocks_the_band_of_the_ward(self):
        """F38: a child lost the band; the mother stops it from her phone."""
        self._sign_in(self.ayse)
        page = self._open(f"/my/band?person={self.can.id}")
        self.assertIn("1043", page.text)
        self.assertNotIn("o_community_qr ", page.text)
        self.assertEqual(self._stop(self.child_band, lost="1"), 303)
        self.assertEqual(self.child_band.state, "lost")
        self._sign_in(self.can)
        self.assertEqual(self._stop(self.band), 404)

    def test_post_needs_the_token_and_get_changes_nothing(self):
        self._sign_in(self.ayse)
        for path in (f"/my/band/{self.band.id}/stop", "/my/band/qr", "/my/band/pin"):
            answer = self.url_open(path, data={"lost": "1"}, allow_redirects=False)
            self.assertEqual(answer.status_code, 400, path)
            self.assertIn(self._open(path).status_code, (404, 405), path)
        for path in ("/my/band", "/my/visits", "/my"):
            self.assertEqual(self._open(f"{path}?done=lost&lost=1").status_code, 200)
        self.assertEqual(self.band.state, "issued")
        found = self.env["community.access.credential"].search(
            [("partner_id", "=", self.ayse.id)]
        )
        self.assertEqual(found, self.band)


@tagged("post_install", "-at_install", "community")
class TestPortalCode(AccessPortalCase):
    def _codes(self):
        return self.make_jsonrpc_request("/my/band/codes", {})

    def _make(self):
        self._sign_in(self.ayse)
        self.assertEqual(self._post("/my/band/qr").status_code, 303)
        return self.env["community.access.credential"]._get_soft(
            self.ayse, self.company, "qr"
        )

    def _text_of(self, qr, ahead=0):
        key = bytes.fromhex(self.company._get_access_qr_key())
        step = qr_code.step_of(time.time() + ahead)
        return qr_code.make_text(qr.id, key, step)

    def test_code_opens_the_gate(self):
        """F38: a QR code from the portal, one for each person, made on demand."""
        qr = self._make()
        self.assertEqual(self._make(), qr, "twice is once")
        self.assertIn("o_community_qr ", self._open("/my/band").text)
        answer = self.gate._swipe(self._text_of(qr), "in")
        self.assert_allowed(answer, "right")
        event = self.env["community.access.event"].search(
            [("uuid", "=", answer["uuid"])]
        )
        self.assertEqual(event.partner_id.name, "Ayşe Demir")
        self.assert_allowed(self.gate._swipe(self._text_of(qr), "in", kind="qr"))

    def test_codes_for_minutes_without_network(self):
        self._make()
        answer = self._codes()
        self.assertEqual(len(answer["codes"]), 21)
        self.assertEqual(answer["step"], 30)
        self.assertNotIn("CQ1", json.dumps(answer), "pictures, not texts")

    def test_bad_codes(self):
        """Stale, replayed later, forged, of another company: nobody's code."""
        qr = self._make()
        genuine = self._text_of(qr)
        at = int(time.time())
        self.assert_allowed(self.gate._swipe(genuine, "in", at=at + 60))
        for text, when in (
            (genuine, at + 120),
            (genuine, at - 120),
            (genuine[:-1] + ("A" if genuine[-1] != "A" else "B"), at),
            ("CQ1.", at),
        ):
            answer = self.gate._swipe(text, "in", at=when)
            self.assert_refused(answer, "unknown_credential")
        key = bytes.fromhex(self.other_company._get_access_qr_key())
        foreign = qr_code.make_text(qr.id, key, qr_code.step_of(at))
        self.assert_refused(self.gate._swipe(foreign, "in"), "unknown_credential")
        self.company._renew_access_qr_key()
        self.assert_refused(self.gate._swipe(genuine, "in"), "unknown_credential")
        self.assert_allowed(self.gate._swipe(self._text_of(qr), "in"))

    def test_stopped_code(self):
        """The code follows its credential: stopped is stopped, debts are debts."""
        qr = self._make()
        self._post(f"/my/band/{qr.id}/stop")
        answer = self.gate._swipe(self._text_of(qr), "in")
        self.assert_refused(answer, "credential_blocked")
        self.assertEqual(self._codes()["codes"], [])
        self.assertNotIn("o_community_qr ", self._open("/my/band").text)

    def test_no_such_type(self):
        types = self.env["community.access.medium"].search([])
        types.filtered(lambda one: one.kind in ("qr", "pin")).active = False
        self._sign_in(self.ayse)
        self.assertEqual(self._post("/my/band/qr").status_code, 404)
        answer = self._post("/my/band/pin", pin="7391", again="7391")
        self.assertEqual(answer.status_code, 404)

    def test_code_of_the_own_phone_alone(self):
        self._make()
        self._sign_in(self.deniz)
        self.assertEqual(self._codes()["codes"], [])

    def test_box_gets_the_keys(self):
        settings = self.env["community.access.gate"]._get_box_settings(self.company)
        self.assertEqual(settings["qr_key"], self.company._get_access_qr_key())
        self.assertEqual(settings["pin_key"], self.company._get_access_pin_key())
        other = self.other_company
        self.assertNotEqual(settings["qr_key"], other._get_access_qr_key())
