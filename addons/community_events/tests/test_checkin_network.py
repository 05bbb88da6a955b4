import re
import time
from unittest.mock import patch

from odoo.tests import HttpCase, new_test_user, tagged

from ..models import community_checkin_claim
from ..models.community_checkin_claim_limit import LIMITS, TooManyError
from ..tools import network
from .common_checkin import MemberCheckinCommon

WIFI, ELSEWHERE = "192.0.2.7", "198.51.100.9"


@tagged("post_install", "-at_install", "community")
class TestCheckinNetwork(MemberCheckinCommon):
    """What strangers may do from one network in an hour."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ayse.email = "ayse.q@example.com"
        cls.guests = cls.claims.with_user(cls.env.ref("base.public_user"))

    def _limit(self, kind, number):
        self.env["ir.config_parameter"].set_param(LIMITS[kind][0], number)

    def _open(self, address=WIFI, claims=None):
        claim, _token = (self.guests if claims is None else claims)._open(
            self._code(), address
        )
        return claim

    def test_scans(self):
        """G34: a script fills no table; other networks and members are not cut off."""
        self._limit("scans", 3)
        for _turn in range(3):
            self.assertTrue(self._open())
        with self.assertRaises(TooManyError):
            self._open()
        self.assertTrue(self._open(ELSEWHERE))
        self.assertTrue(self._open(claims=self.claims))
        old = self.claims.search([("by_guest", "=", True)])
        old.opened_at = time.time() - 3_601
        self.assertTrue(self._open())

    def test_crowd(self):
        """G30: members who are logged in do not use up what strangers have."""
        self._limit("scans", 3)
        for _turn in range(5):
            self._open(claims=self.claims)
        self.assertTrue(self._open())

    def test_letters(self):
        """G34: asking counts, whoever has the address: no answer tells them apart."""
        self._limit("letters", 3)
        for email in ("ayse.q@example.com", "nobody@example.com", "no address"):
            self._open()._send_letter(email)
        for email in ("ayse.q@example.com", "nobody@example.com"):
            with self.assertRaises(TooManyError):
                self._open()._send_letter(email)
        claim = self._open(ELSEWHERE)
        claim._send_letter("ayse.q@example.com")
        self.assertEqual(claim.letters_sent, 1)

    def test_letters_of_one_scan(self):
        """G34: one scan does not use up what a whole room has for letters."""
        self._limit("letters", 10)
        claim = self._open()
        for turn in range(20):
            claim._send_letter(f"nobody{turn}@example.com")
        second = self._open()
        second._send_letter("ayse.q@example.com")
        self.assertEqual(second.letters_sent, 1)

    def test_own_scans(self):
        """G34: somebody logged in fills no table either, also with an old code."""
        self._limit("own", 3)
        mine = self.claims.with_user(new_test_user(self.env, "scans.much"))
        for address in (WIFI, ELSEWHERE, WIFI):
            self.assertTrue(self._open(address, mine))
        with self.assertRaisesRegex(TooManyError, "very often"):
            self._open(ELSEWHERE, mine)
        other = self.claims.with_user(new_test_user(self.env, "scans.little"))
        self.assertTrue(self._open(WIFI, other))

    def test_parameter_that_is_no_number(self):
        """G30: a slip in the settings shuts nobody out."""
        self._limit("scans", "3 000")
        self.assertEqual(self.claims._get_limit("scans"), LIMITS["scans"][1])

    def test_tidied_up(self):
        """Old scans go, and the nightly job comes again while there are more."""
        self._open().opened_at = time.time() - 90_000
        fresh = self._open()
        with patch.object(community_checkin_claim, "DELETED_AT_ONCE", 1):
            self.assertEqual(self.claims._gc_claims(), (1, True))
            self.assertEqual(self.claims._gc_claims(), (0, False))
        self.assertTrue(fresh.exists())

    def test_letters_after_logging_out(self):
        """G34: a scan of somebody logged in is no way around."""
        self._limit("letters", 1)
        self._open(claims=self.claims)._send_letter("nobody@example.com")
        with self.assertRaises(TooManyError):
            self._open(claims=self.claims)._send_letter("nobody@example.com")

    def test_digits(self):
        """G34: wrong digits count over all scans and letters; right ones never."""
        self._limit("digits", 4)
        claim = self._open()
        for _letter in range(2):
            claim._send_letter("ayse.q@example.com")
            for _turn in range(2):
                self.assertFalse(claim._prove_by_digits("x"))
        self.assertEqual((claim.digits_tried, claim.digits_wrong), (2, 4))
        with self.assertRaises(TooManyError):
            claim._prove_by_digits("x")
        link = self.claims._hash("token")
        claim.letter_hash = link
        self.assertTrue(claim._prove_by_link("token"))

    def test_no_network_no_limit(self):
        """Behind a proxy that Odoo does not know, all would be one; 0 is no limit."""
        self._limit("scans", 1)
        for _turn in range(2):
            self.assertTrue(self._open("10.0.0.1"))
        self._limit("scans", 0)
        for _turn in range(2):
            self.assertTrue(self._open())


@tagged("post_install", "-at_install", "community")
class TestCheckinNetworkHttp(HttpCase, MemberCheckinCommon):
    def setUp(self):
        super().setUp()
        self.startPatcher(patch.object(network, "get_network", lambda _text: "wifi"))
        parameters = self.env["ir.config_parameter"]
        for parameter, _default in LIMITS.values():
            parameters.set_param(parameter, 1)

    def test_pages(self):
        """G34: a sentence says what helps; one token of the form serves all three."""
        page = self.url_open(f"/checkin/{self._code()}")
        [token] = set(re.findall(r'name="csrf_token" value="([^"]+)"', page.text))
        form = {"csrf_token": token, "email": "nobody@example.com"}
        cookie = self.opener.cookies["community_checkin"]
        answers = [self.url_open("/checkin/letter", data=form) for _ in range(2)]
        self.assertEqual([one.status_code for one in answers], [200, 429])
        self.opener.cookies.pop("community_checkin")
        again = self.url_open(f"/checkin/{self._code()}")
        self.assertEqual(again.status_code, 429)
        self.assertIn("Please log in", again.text)
        self.assertNotIn("community_checkin", again.cookies)
        self.assertNotIn("Please wait a little", again.text)
        self.opener.cookies["community_checkin"] = cookie
        claim = self.claims.search([("event_id", "=", self.event.id)])
        claim.digits_hash = self.claims._hash(f"{claim.id}:123456")
        form = {"csrf_token": token, "digits": "1"}
        answers = [self.url_open("/checkin/digits", data=form) for _ in range(2)]
        self.assertEqual([one.status_code for one in answers], [200, 429])
