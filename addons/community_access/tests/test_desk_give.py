from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common_access import CommunityAccessCommon


@freeze_time("2026-03-10 12:00:00")
class TestDeskGive(CommunityAccessCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._new_member("Elif Kaya")
        cls._new_contract(partner=cls.member, start=date(2026, 3, 1))

    def _give(self, uid, partner=None, user=None, **values):
        window = Form(self.env["community.access.give"].with_user(user or self.desk))
        window.uid = uid
        if partner:
            window.partner_id = partner
        for name, value in values.items():
            setattr(window, name, value)
        return window.save()

    def test_unknown_band_is_added_and_given(self):
        """F13: the desk issues a band in one window, and the gate opens at once."""
        self.band_type.deposit = 15.0
        give = self._give("04:a2:b3:c4:d5:e6:80", self.member)
        self.assertEqual(give.medium_id, self.band_type)
        self.assertEqual(give.deposit, 15.0)
        give.action_give()
        band = self.member.access_credential_ids
        self.assertEqual(band.uid, "04A2B3C4D5E680")
        self.assertEqual(band.holding_ids.deposit, 15.0)
        self.assert_allowed(self._swipe(band))

    def test_band_of_somebody_else_is_taken_back_first(self):
        other = self._new_member("Can Demir")
        band = self._new_band(other)
        give = self._give(band.uid)
        self.assertEqual(give.holder_id, other)
        self.assertIn("Can Demir", give.found)
        give.partner_id = self.member
        with self.assertRaisesRegex(UserError, "Can Demir"):
            give.action_give()
        give.action_take_back()
        self.assertEqual(band.state, "returned")
        self._give(band.uid, self.member).action_give()
        self.assertEqual(band.partner_id, self.member)
        self.assertEqual(len(band.holding_ids), 2)

    def test_lost_band_is_replaced_at_once(self):
        """A lost band stops at every gate, and the new one opens what it did."""
        old = self._new_band(self.member)
        self._give("04A2B3C4D5E681", self.member, old_id=old).action_give()
        self.assert_refused(self._swipe(old), "credential_lost")
        new = self.member.access_credential_ids - old
        self.assert_allowed(self._swipe(new))
        self.assertEqual(old.holding_ids.reason, "swapped")

    def test_nobody_and_nothing_are_refused(self):
        with self.assertRaisesRegex(UserError, "Who gets the band"):
            self._give("04A2B3C4D5E682").action_give()
        self.member.active = False
        with self.assertRaisesRegex(UserError, "archived"):
            self._give("04A2B3C4D5E682", self.member).action_give()

    def test_guard_may_not(self):
        with self.assertRaises(AccessError):
            self.env["community.access.give"].with_user(self.guard).create({})
        band = self._new_band()
        with self.assertRaises(AccessError):
            band.with_user(self.guard).action_lost()

    def test_holder_is_not_edited_by_hand(self):
        band = self._new_band()
        with self.assertRaisesRegex(UserError, "do not edit"):
            band.with_user(self.desk).partner_id = self.member

    def test_places_are_set_up_by_the_manager_alone(self):
        values = {"name": "Annex", "tz": "Europe/Istanbul"}
        sites = self.env["community.access.site"]
        with self.assertRaises(AccessError):
            sites.with_user(self.desk).create(values)
        site = sites.with_user(self.access_manager).create(values)
        self.assertEqual(site.company_id, self.company)
        gate = self.gate.with_user(self.access_manager)
        for mode in ("free", "closed", "lockdown", "normal"):
            gate._set_mode(mode, "Open day")
            self.assertEqual(gate.mode, mode)
        with self.assertRaises(AccessError):
            self.gate.with_user(self.guard)._set_mode("free", "Open day")
