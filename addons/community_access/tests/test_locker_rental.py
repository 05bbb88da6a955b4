from datetime import timedelta

import psycopg2
from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common_locker import LockerCommon


class TestLockerRental(LockerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.tz = "Europe/Istanbul"
        cls.wall = cls._new_bank("Golf", mode="rented")
        cls.product = cls.env["product.product"].create(
            {"name": "Locker for a Season", "type": "service", "list_price": 120}
        )
        cls.door = cls.wall.locker_ids[0]

    def _rent(self, **values):
        rentals = self.env["community.locker.rental"].with_user(self.desk)
        return rentals.create(
            {"locker_id": self.door.id, "partner_id": self.ayse.id, **values}
        )

    def test_only_for_the_renter(self):
        """F47: whoever rents it shuts and opens it; for others it is not there."""
        self._rent()
        answer = self.wall._band(self.deniz_band, self.door)
        self.assertEqual(self._get_codes(answer), ["rental_other"])
        answer = self.wall._band(self.deniz_band, self.wall.locker_ids[1])
        self.assertEqual(self._get_codes(answer), ["rental_only"])
        self.assertEqual(self.wall._band(self.ayse_band, self.door)["did"], "locked")
        self.assertEqual(self.door.use_id.kind, "rental")
        self.assertEqual(self.wall._band(self.ayse_band, self.door)["did"], "opened")
        self.assertEqual(self.door.look, "rented")
        self.assertEqual(self.wall._band(self.ayse_band)["did"], "locked")

    def test_end_of_the_rental(self):
        """The last day counts where the club is; then the grace, then the desk."""
        day = fields.Date.to_date("2027-05-31")
        with freeze_time("2027-05-01 09:00:00"):
            rental = self._rent(date_to=day)
            self.wall._band(self.ayse_band, self.door)
        # Midnight in Istanbul is 21:00 UTC.
        cases = {
            "2027-05-31 20:59:59": "allow",
            "2027-05-31 21:00:00": "flag",
            "2027-05-31 21:59:59": "flag",
            "2027-05-31 22:00:00": "deny",
        }
        for moment, verdict in cases.items():
            with freeze_time(moment):
                facts = self.wall._get_door_facts(
                    self.ayse_band, self.door, self.door.use_id
                )
                self.assertEqual(facts.rented_until, 1811797199, moment)
                with self.env.cr.savepoint() as point:
                    answer = self.wall._band(self.ayse_band, self.door)
                    self.assertEqual(answer["verdict"], verdict, moment)
                    point.rollback()
        with freeze_time("2027-06-01 09:00:00"):
            self.env.invalidate_all()
            self.assertEqual(rental.state, "overdue")
            self._run_overdue()
            self.assertTrue(self.door.overdue_since)
            self.assertEqual(
                (self.door.look, self.door.renter_id), ("overdue", self.ayse)
            )
            self.door.use_id.with_user(self.desk).action_release()
            answer = self.wall._band(self.ayse_band, self.door)
            self.assertEqual(self._get_codes(answer), ["rental_over"])
            answer = self.wall._band(self.deniz_band, self.door)
            self.assertEqual(self._get_codes(answer), ["rental_other"])
            rental.action_end()
        self.assertEqual((rental.state, self.door.state), ("ended", "free"))
        self.assertEqual(self.door.use_ids.released_by, "desk")
        rental.action_end()

    def test_two_on_one_day(self):
        """One locker is rented to one person a day; after it was ended it is free."""
        today = fields.Date.today()
        rental = self._rent(date_from=today, date_to=today + timedelta(days=30))
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.ExclusionViolation),
            self.env.cr.savepoint(),
        ):
            self._rent(partner_id=self.deniz.id, date_from=today + timedelta(days=30))
        self._rent(partner_id=self.deniz.id, date_from=today + timedelta(days=31))
        rental.action_end()
        self._rent(partner_id=self.deniz.id, date_to=today + timedelta(days=30))
        self.assertEqual(self.door.renter_id, self.deniz)

    def test_invoice(self):
        """The desk asks for a draft invoice once; the bookkeeper has the amount."""
        rental = self._rent(product_id=self.product.id)
        self.assertEqual(rental.price, 120)
        rental.price = 100
        rental.action_invoice()
        rental.action_invoice()
        move = rental.sudo().move_id
        self.assertEqual((move.state, move.partner_id), ("draft", self.ayse))
        self.assertEqual(move.amount_untaxed, 100)
        self.assertEqual(move.company_id, self.company)
        self.assertEqual(
            self.env["account.move"].search_count([("partner_id", "=", self.ayse.id)]),
            1,
        )
        free = self._rent(locker_id=self.wall.locker_ids[1].id)
        with self.assertRaises(UserError):
            free.action_invoice()
        with self.assertRaises(AccessError):
            free.with_user(self.guard).action_invoice()

    def test_form(self):
        """The desk rents one out on the screen; a coming rental gives no right yet."""
        window = Form(self.env["community.locker.rental"].with_user(self.desk))
        window.locker_id = self.door
        window.partner_id = self.ayse
        window.date_from = fields.Date.today() + timedelta(days=1)
        window.product_id = self.product
        rental = window.save()
        self.assertEqual((rental.state, rental.price), ("coming", 120))
        answer = self.wall._band(self.ayse_band, self.door)
        self.assertEqual(self._get_codes(answer), ["rental_only"])
