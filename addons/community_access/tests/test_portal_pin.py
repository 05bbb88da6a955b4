from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from ..tools import pin_code
from .common_access_portal import AccessPortalCase


@tagged("post_install", "-at_install", "community")
class TestPortalPin(AccessPortalCase):
    def setUp(self):
        super().setUp()
        self._sign_in(self.ayse)
        key = bytes.fromhex(self.company._get_access_pin_key())
        numbers = (f"{number:04}" for number in range(2500, 9000))
        self.good = [
            pin
            for pin in numbers
            if not pin_code.is_weak(pin) and not pin_code.is_dull(pin, key)
        ]

    def _set(self, pin, again=None):
        answer = self._post("/my/band/pin", pin=pin, again=again or pin)
        return answer.status_code == 303

    def _swipe_pin(self, pin):
        return self.gate._swipe(pin, "in", kind="pin")

    def test_own_pin_opens(self):
        """F38: a PIN; kept is a keyed hash, not the digits."""
        pin = self.good[0]
        self.assertTrue(self._set(pin))
        self.assert_allowed(self._swipe_pin(pin), "right")
        self.assert_refused(self._swipe_pin(self.good[1]), "unknown_credential")
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT row_to_json(c)::text FROM community_access_credential c "
            "WHERE kind = 'pin'"
        )
        [(row,)] = self.env.cr.fetchall()
        self.assertNotIn(f'"{pin}"', row)
        self.assertIn('"P', row)

    def test_new_pin_ends_the_former(self):
        self.assertTrue(self._set(self.good[0]))
        self.assertTrue(self._set(self.good[0]), "twice is once")
        self.assertTrue(self._set(self.good[1]))
        self.assert_refused(self._swipe_pin(self.good[0]), "credential_returned")
        self.assert_allowed(self._swipe_pin(self.good[1]))
        found = self.env["community.access.credential"].search(
            [("partner_id", "=", self.ayse.id), ("kind", "=", "pin")]
        )
        self.assertEqual(len(found), 1)

    def test_refused_pins(self):
        """Row 12: short, weak, a birthday, not the same twice."""
        self.ayse.birthdate_date = "1988-05-12"
        for pin in ("123", "1234", "1205"):
            self.assertFalse(self._set(pin), pin)
        self.assertFalse(self._set(self.good[0], self.good[1]))
        self.assertEqual(self.ayse.access_pin_refused, 3)

    def test_taken_is_told_as_weak(self):
        """What somebody else has is not learnt by trying."""
        pin = self.good[0]
        self.assertTrue(self._set(pin))
        credentials = self.env["community.access.credential"]
        taken = credentials._set_pin(self.deniz, self.company, pin)
        weak = credentials._set_pin(self.deniz, self.company, "1234")
        self.assertTrue(taken)
        self.assertEqual(taken, weak)
        self.assertFalse(credentials._get_soft(self.deniz, self.company, "pin"))

    def test_five_refusals_in_an_hour(self):
        """Row 8: guessing is slow, and the hour begins with the first refusal."""
        for _try in range(5):
            self.assertFalse(self._set("1111"))
        self.assertFalse(self._set(self.good[0]), "a good one, too late")
        with freeze_time(fields.Datetime.now() + timedelta(minutes=61)):
            credentials = self.env["community.access.credential"]
            self.assertFalse(
                credentials._set_pin(self.ayse, self.company, self.good[0])
            )
        self.assert_allowed(self._swipe_pin(self.good[0]))

    def test_longer_with_more_people(self):
        """Row 12: the eleventh PIN of a company has five digits."""
        credentials = self.env["community.access.credential"]
        for number in range(10):
            member = self._new_member(f"Üye {number}")
            pin = self.good[number]
            self.assertFalse(credentials._set_pin(member, self.company, pin), pin)
        length = credentials._get_pin_length(self.ayse, self.company)
        self.assertEqual(length, 5)
        self.assertFalse(self._set(self.good[11]))
        self.assertIn("5 digits", self._text(self._open("/my/band")))
