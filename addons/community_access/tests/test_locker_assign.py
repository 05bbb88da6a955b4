from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError

from .common_locker import LockerCommon


class TestLockerAssign(LockerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.spa = cls._new_bank("Spa", doors=3, mode="assigned")

    def test_first_free(self):
        """F47: the house opens the first free one and keeps it for the whole stay."""
        answer = self.spa._band(self.ayse_band)
        self.assertEqual((answer["did"], answer["name"]), ("assigned", "1"))
        self.assertTrue(answer["open"])
        answer = self.spa._band(self.deniz_band)
        self.assertEqual(answer["name"], "2")
        answer = self.spa._band(self.ayse_band)
        self.assertEqual((answer["did"], answer["name"]), ("opened", "1"))
        use = self.spa.locker_ids[0].use_id
        self.assertEqual((use.kind, use.partner_id), ("assigned", self.ayse))
        self.assertTrue(use.opened_at)
        self.assertEqual(self.spa._band(self.ayse_band, use.locker_id)["did"], "opened")

    def test_nobody_chooses(self):
        """In an assigned bank nobody shuts a locker that was not given."""
        answer = self.spa._band(self.ayse_band, self.spa.locker_ids[2])
        self.assertEqual(self._get_codes(answer), ["not_assigned"])

    def test_full(self):
        """The last one is given out, then it is said that all are taken."""
        self.spa.locker_ids[0].is_out_of_order = True
        self.env["community.locker.rental"].create(
            {"locker_id": self.spa.locker_ids[1].id, "partner_id": self.deniz.id}
        )
        self.assertEqual(self.spa._band(self.ayse_band)["name"], "3")
        guest = self._new_band(self._new_member("Guest"))
        answer = self.spa._band(guest)
        self.assertEqual(self._get_codes(answer), ["bank_full"])
        self.assertIn("Spa", self.spa._tell(answer))

    def test_refusals(self):
        """Another room's locker, a blocked band: nothing is given out."""
        self.bank._band(self.ayse_band, self.first)
        answer = self.spa._band(self.ayse_band)
        self.assertEqual(self._get_codes(answer), ["already_has_locker"])
        self.deniz_band._end("stolen")
        answer = self.spa._band(self.deniz_band)
        self.assertEqual(self._get_codes(answer), ["band_blocked"])

    def test_terminal_of_free_bank(self):
        """At the terminal of a free bank the own one opens, another needs a door."""
        answer = self.bank._band(self.ayse_band)
        self.assertEqual(self._get_codes(answer), ["no_door"])
        self.bank._band(self.ayse_band, self.first)
        self.assertEqual(self.bank._band(self.ayse_band)["did"], "opened")

    def test_where(self):
        """Which is my locker: name, room and since when."""
        self.assertEqual(self.bank._tell_where(self.Use), "No locker.")
        self.spa._band(self.ayse_band)
        told = self.spa._tell_where(self.Use._get_open(self.ayse_band))
        self.assertIn("Locker 1, Spa", told)

    def test_left(self):
        """Who leaves gives back the assigned one; of a free one the exit reminds."""
        self.spa._band(self.ayse_band)
        held = self.spa._on_left(self.ayse_band)
        self.assertEqual(held.locker_id, self.spa.locker_ids[0], "never opened again")
        self.spa._band(self.ayse_band)
        self.assertFalse(self.spa._on_left(self.ayse_band))
        self.assertFalse(self.spa._on_left(self.ayse_band))
        self.assertEqual(self.spa.locker_ids[0].use_ids.released_by, "left")
        self.bank._band(self.deniz_band, self.first)
        held = self.bank._on_left(self.deniz_band)
        self.assertEqual(held.locker_id, self.first)
        self.assertEqual(self.first.state, "used")

    def test_change(self):
        """Another locker: the old one is free, the new one taken, for the same band."""
        self.spa._band(self.ayse_band)
        old, new = self.spa.locker_ids[0], self.spa.locker_ids[1]
        self.assertEqual(self.spa._change(old.use_id, new)["did"], "assigned")
        self.assertEqual((old.state, new.state), ("free", "used"))
        self.assertEqual(old.use_ids.released_by, "change")
        self.assertEqual(new.partner_id, self.ayse)
        with self.assertRaises(UserError):
            self.spa._change(old.use_ids, new)

    def test_change_refused(self):
        """A locker that somebody has is not changed to; nothing moves."""
        self.spa._band(self.ayse_band)
        self.spa._band(self.deniz_band)
        old, new = self.spa.locker_ids[0], self.spa.locker_ids[1]
        answer = self.spa._change(old.use_id, new)
        self.assertEqual(self._get_codes(answer), ["locker_taken"])
        self.assertEqual(old.partner_id, self.ayse)

    def test_release_all(self):
        """F47: at close all open but rented ones; the list says whose they were."""
        self.bank._band(self.ayse_band, self.first)
        rental = self.env["community.locker.rental"].create(
            {"locker_id": self.next_one.id, "partner_id": self.deniz.id}
        )
        self.bank._band(self.deniz_band, self.next_one)
        self.assertEqual(self.next_one.use_id.rental_id, rental)
        window = self.env["community.locker.release.all"].with_user(self.desk)
        window = window.create({"bank_ids": self.bank.ids})
        self.assertEqual((window.count, window.rental_count), (1, 1))
        self.assertEqual(window.use_ids.partner_id, self.ayse)
        action = window.action_release()
        released = self.Use.search(action["domain"])
        self.assertEqual(released.partner_id, self.ayse)
        self.assertEqual(released.released_by, "release_all")
        self.assertEqual(released.user_id, self.desk)
        self.assertEqual(self.next_one.state, "used")
        self.assertFalse(self.bank._release_all())

    def test_overdue(self):
        """Held longer than the house allows: marked and told once, until it is free."""
        start = fields.Datetime.now()
        self.bank._band(self.ayse_band, self.first)
        with freeze_time(start + timedelta(hours=11)):
            self._run_overdue()
        self.assertFalse(self.first.overdue_since)
        with freeze_time(start + timedelta(hours=13)):
            self._run_overdue()
            self._run_overdue()
        self.assertTrue(self.first.overdue_since)
        self.assertEqual(self.first.look, "overdue")
        told = self.first.activity_ids
        self.assertEqual((len(told), told.user_id), (1, self.chief))
        self.bank._band(self.ayse_band, self.first)
        self.assertFalse(self.first.activity_ids)
        self.assertEqual(self.first.look, "free")

    def test_overdue_without_responsible(self):
        """A responsible who sees no lockers any more stops nothing: it is marked."""
        self.bank.user_id = self.internal
        self.bank._band(self.ayse_band, self.first)
        with freeze_time(fields.Datetime.now() + timedelta(hours=13)):
            self._run_overdue()
        self.assertTrue(self.first.overdue_since)
