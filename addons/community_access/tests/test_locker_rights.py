from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common_locker import LockerCommon


class TestLockerRights(LockerCommon):
    def _ask(self, user=None, reason="Band lost, holder waits"):
        window = self.env["community.locker.master"].with_user(user or self.desk)
        window = window.create({"locker_id": self.first.id, "reason": reason})
        action = window.action_ask()
        openings = self.env["community.locker.opening"].with_user(self.chief)
        return openings.browse(action["res_id"])

    def test_guard_sees(self):
        """A guard sees who has which locker and changes nothing."""
        self.bank._band(self.ayse_band, self.first)
        first = self.first.with_user(self.guard)
        self.assertEqual(first.partner_id, self.ayse)
        for act in (
            first.action_release,
            first.action_give,
            first.action_out_of_order,
            first.action_master,
            first.use_id.action_release,
            first.use_id.action_change,
        ):
            with self.assertRaises(AccessError):
                act()
        with self.assertRaises(AccessError):
            self.env["community.locker.release.all"].with_user(self.guard).create({})

    def test_no_role(self):
        """An employee without a role sees no locker."""
        with self.assertRaises(AccessError):
            self.first.with_user(self.internal).read(["name"])
        with self.assertRaises(AccessError):
            self.bank.with_user(self.internal).action_open_map()

    def test_other_company(self):
        """The desk of another company neither sees nor opens it."""
        self.bank._band(self.ayse_band, self.first)
        with self.assertRaises(AccessError):
            self.first.with_user(self.other_desk).read(["name"])
        with self.assertRaises(AccessError):
            self.first.use_id.with_user(self.other_desk).action_release()
        self.assertEqual(self.first.state, "used")

    def test_desk_window(self):
        """F47: the desk holds the band to its reader, gives, opens and changes."""
        window = Form(self.env["community.locker.desk"].with_user(self.desk))
        window.scanned = self.ayse_band.uid.lower()
        self.assertEqual(window.credential_id, self.ayse_band)
        self.assertEqual(window.where, "No locker.")
        window.bank_id = self.bank
        found = window.save()
        found.action_give()
        self.assertEqual(self.first.partner_id, self.ayse)
        found.invalidate_recordset()
        self.assertIn("P1", found.where)
        found.locker_id = self.next_one
        found.action_give()
        self.assertEqual((self.first.state, self.next_one.state), ("free", "used"))
        found.invalidate_recordset()
        found.action_open()
        self.assertEqual(self.next_one.use_ids.released_by, "desk")
        self.assertEqual(self.next_one.use_ids.user_id, self.desk)
        found.invalidate_recordset()
        with self.assertRaises(UserError):
            found.action_open()

    def test_desk_window_refuses(self):
        """What would be refused is said before and after the click."""
        women = self._new_bank("Women", gender="women")
        window = Form(self.env["community.locker.desk"].with_user(self.desk))
        window.credential_id = self.deniz_band
        window.bank_id = women
        self.assertIn("women", window.told)
        with self.assertRaisesRegex(UserError, "women"):
            window.save().action_give()
        self.assertFalse(self._open_uses())
        empty = self.env["community.locker.desk"].with_user(self.desk).create({})
        with self.assertRaises(UserError):
            empty.action_give()

    def test_written_by_the_suite(self):
        """Nobody writes who had a locker, whatever role."""
        self.bank._band(self.ayse_band, self.first)
        use = self.first.use_id.with_user(self.chief)
        for act in (
            lambda: use.write({"partner_id": self.deniz.id}),
            use.unlink,
            lambda: self.first.with_user(self.chief).write({"use_id": False}),
            lambda: self.first.with_user(self.chief).write({"state": "free"}),
        ):
            with self.assertRaises(UserError):
                act()
        self.assertEqual(self.first.partner_id, self.ayse)

    def test_master_by_two(self):
        """F47: one asks with a reason, a manager opens; both names stay."""
        self.bank._band(self.ayse_band, self.first)
        opening = self._ask()
        self.assertEqual((opening.state, self.first.state), ("asked", "used"))
        with self.assertRaises(AccessError):
            opening.with_user(self.desk).action_open()
        opening.action_open()
        self.assertEqual(
            (opening.asked_by_id, opening.opened_by_id), (self.desk, self.chief)
        )
        self.assertEqual(opening.partner_id, self.ayse)
        self.assertEqual(self.first.use_ids.released_by, "master")
        with self.assertRaises(UserError):
            opening.action_open()
        self.assertIn("Band lost", " ".join(self.first.message_ids.mapped("body")))

    def test_master_not_alone(self):
        """F47: who asked does not open, not even a manager, not by another login."""
        opening = self._ask(self.chief)
        with self.assertRaises(UserError):
            opening.action_open()
        self.second.partner_id = self.chief.partner_id
        with self.assertRaises(UserError):
            opening.with_user(self.second).action_open()
        self.assertEqual(opening.state, "asked")

    def test_master_refused(self):
        """Without a reason nobody asks; declined or too late, nobody opens."""
        with self.assertRaises(UserError):
            self._ask(reason="   ")
        opening = self._ask()
        opening.with_user(self.desk).action_decline()
        self.assertEqual(opening.state, "declined")
        with self.assertRaises(UserError):
            opening.with_user(self.desk).action_decline()
        late = self._ask()
        with freeze_time(fields.Datetime.now() + timedelta(minutes=31)):
            self.env.invalidate_all()
            self.assertEqual(late.state, "expired")
            with self.assertRaises(UserError):
                late.action_open()
        with self.assertRaises(UserError):
            late.write({"opened_at": fields.Datetime.now()})

    def test_master_of_free_locker(self):
        """A locker that nobody has opens, too: something may lie in it."""
        opening = self._ask()
        opening.action_open()
        self.assertEqual((opening.state, self.first.state), ("opened", "free"))
        self.assertFalse(opening.use_id)
