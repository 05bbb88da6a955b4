from datetime import date
from functools import partial

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError

from .common_locker import LockerCommon


class TestLockerHouse(LockerCommon):
    """Lockers in a zone with a gate: the gates know who is inside, and how long."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bank.zone_id = cls.hall

    def test_only_inside(self):
        """F47: who did not pass the gate takes none; who did, does."""
        answer = self.bank._band(self.ayse_band, self.first)
        self.assertEqual(self._get_codes(answer), ["not_inside"])
        self._pass_gate(self.ayse_band)
        answer = self.bank._band(self.ayse_band, self.first)
        self.assertEqual(answer["did"], "locked")
        self._pass_gate(self.ayse_band, "out")
        self.assertEqual(self.bank._band(self.ayse_band, self.first)["did"], "opened")

    def test_contract_that_ended(self):
        """F47: after a contract the locker opens in the grace, then the desk."""
        with freeze_time("2026-03-10 12:00:00"):
            contract = self._new_contract(partner=self.ayse, start=date(2026, 3, 1))
            self._pass_gate(self.ayse_band)
            self.assertEqual(self.bank._get_entitled_until(self.ayse_band), 0)
            self.assertEqual(
                self.bank._band(self.ayse_band, self.first)["did"], "locked"
            )
            contract.write({"close_date": date(2026, 3, 10)})
            contract._refresh_state()
            self.env.flush_all()
        # Midnight in Istanbul is 21:00 UTC.
        for moment, verdict in (
            ("2026-03-10 20:59:59", "allow"),
            ("2026-03-10 21:30:00", "flag"),
            ("2026-03-10 21:59:59", "flag"),
            ("2026-03-10 22:00:00", "deny"),
        ):
            with freeze_time(moment), self.env.cr.savepoint() as point:
                answer = self.bank._band(self.ayse_band, self.first)
                self.assertEqual(answer["verdict"], verdict, moment)
                point.rollback()

    def test_debt_locks_nothing_in(self):
        """Who has not paid is refused at the gate, and opens the own locker."""
        with freeze_time("2026-03-10 12:00:00"):
            self.plan.grace_days = 0
            contract = self._new_contract(partner=self.ayse, start=date(2026, 3, 1))
            self._pass_gate(self.ayse_band)
            self.bank._band(self.ayse_band, self.first)
            contract._bill(contract._get_today())
        with freeze_time("2026-06-20 12:00:00"):
            contract._refresh_state()
            self.assert_refused(self._swipe(self.ayse_band), "past_due")
            self.assertEqual(
                self.bank._band(self.ayse_band, self.first)["did"], "opened"
            )

    def test_band_is_not_taken_back_with_a_locker(self):
        """The next holder of a band must not open the locker of the one before."""
        self._pass_gate(self.ayse_band)
        self.bank._band(self.ayse_band, self.first)
        with self.assertRaises(UserError) as caught:
            self.ayse_band.with_user(self.desk).action_return()
        self.assertIn("P1", str(caught.exception))
        self.first.use_id.with_user(self.desk).action_release()
        self.ayse_band.with_user(self.desk).action_return()
        self.assertEqual(self.ayse_band.state, "returned")

    def test_controller(self):
        """F47: a controller reports a band and is answered with words for a display."""
        self.bank.device = "locks-1"
        read = partial(self.env["community.locker.bank"]._read, self.company)
        self._pass_gate(self.ayse_band)
        answer = read("locks-1", self.ayse_band.uid, 2)
        self.assertEqual(
            (answer["did"], answer["told"]), ("locked", "Locker P2 is shut.")
        )
        answer = read("locks-1", self.ayse_band.uid, 0)
        self.assertEqual((answer["did"], answer["name"]), ("opened", "P2"))
        self.assertEqual(
            self._get_codes(read("locks-1", "04FFFFFFFFFF01", 2)), ["band_unknown"]
        )
        self.assertEqual(self._get_codes(read("locks-1", "x", 2)), ["band_unknown"])
        self.assertEqual(
            self._get_codes(read("locks-9", self.ayse_band.uid, 2)), ["bank_unknown"]
        )
        self.assertEqual(
            self._get_codes(read("locks-1", self.ayse_band.uid, 99)), ["no_door"]
        )

    def test_other_company(self):
        """A band of another company opens nothing here."""
        bank = self._new_bank("Batumi", company_id=self.other_company.id)
        answer = bank._band(self.ayse_band, bank.locker_ids[0])
        self.assertEqual(self._get_codes(answer), ["band_unknown"])

    def test_out_by_the_gate(self):
        """Passing the exit gives back what the house had assigned, and no later one."""
        spa = self._new_bank("Spa", mode="assigned", zone_id=self.hall.id)
        with freeze_time("2026-03-10 12:00:00"):
            self._pass_gate(self.ayse_band)
            spa._band(self.ayse_band)
        with freeze_time("2026-03-10 13:00:00"):
            spa._band(self.ayse_band)
            self._pass_gate(self.ayse_band, "out")
        use = spa.locker_ids[0].use_ids
        self.assertEqual(use.released_by, "left")
        with freeze_time("2026-03-10 14:00:00"):
            self._pass_gate(self.ayse_band)
            spa._band(self.ayse_band)
            spa._band(self.ayse_band)
        visit = self.env["community.access.visit"].search(
            [("credential_id", "=", self.ayse_band.id), ("date_out", "=", False)]
        )
        early = fields.Datetime.to_datetime("2026-03-10 13:30:00")
        visit._with_pen()._close(early, "gate")
        self.assertEqual(spa.locker_ids[0].state, "used")

    def test_box_opens(self):
        """F47: the box is told which doors to open, rented ones never among all."""
        commands = self.env["community.access.box.command"]
        box = self._new("box", name="Hall Box")
        self.bank.write({"box_id": box.id, "device": "locks-1"})
        self.assertFalse(self.bank._send_door_command(self.first, "locker_open"))
        box.sudo().state = "paired"
        self._pass_gate(self.ayse_band)
        self.bank._band(self.ayse_band, self.first)
        self.assertFalse(commands.search([("box_id", "=", box.id)]))
        self.first.use_id.with_user(self.desk).action_release()
        command = commands.search([("box_id", "=", box.id)])
        self.assertEqual((command.device, command.do), ("locks-1", "locker_open"))
        self.assertEqual(command.args, {"door": 1})
        self.bank._band(self.ayse_band, self.next_one)
        self.bank._release_all()
        command = commands.search([("box_id", "=", box.id)]) - command
        self.assertEqual(command.do, "locker_release_all")
        self.assertEqual(command.args, {"doors": [2]})
