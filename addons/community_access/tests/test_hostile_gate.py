from datetime import UTC, timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError

from .common_access import CommunityAccessCommon
from .common_box import READER, BoxCommon


class TestHostileGate(CommunityAccessCommon):
    """Managers and desks of one company reach for another one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create({"name": "Hostile Pool"})
        shared = cls._new("medium", name="Shared", kind="band", company_id=False)
        cls.shared_band = cls._new_band(medium_id=shared.id, is_admin=True)

    def test_nothing_is_handed_over_to_another_company(self):
        """A box of ours must not be told the bands of others, nor open their gates."""
        bank = self.env["community.locker.bank"].create(
            {"name": "Room", "company_id": self.company.id}
        )
        records = (
            self._new("box", name="Reception"),
            self.shared_band,
            self.rule,
            self._new("tariff", name="Hour"),
            self.band_type,
            self._new("site", name="Other House"),
            bank,
        )
        for record in records:
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.access_manager).write(
                    {"company_id": self.other.id}
                )

    def test_nothing_is_handed_over_by_what_it_belongs_to(self):
        """A gate that leads into a zone of others would be theirs."""
        house = self._new("site", name="Their House", company_id=self.other.id)
        zone = self._new("zone", name="Their Hall", site_id=house.id)
        gate = self._new("gate", name="Their Door", zone_id=zone.id)
        banks = self.env["community.locker.bank"]
        mine, theirs = (
            banks.create({"name": "Room", "company_id": company.id})
            for company in (self.company, self.other)
        )
        locker = self.env["community.locker"].create({"bank_id": mine.id, "number": 1})
        terminal = self._new(
            "terminal", name="Door", serial_number="TEST0002", gate_id=self.gate.id
        )
        for record, values in (
            (self.gate, {"zone_id": zone.id}),
            (self.hall, {"site_id": house.id}),
            (locker, {"bank_id": theirs.id}),
            (terminal, {"gate_id": gate.id}),
        ):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.access_manager).write(values)

    def test_who_works_for_both_may_hand_over(self):
        self.access_manager.company_ids = [Command.link(self.other.id)]
        manager = self.access_manager.with_user(self.access_manager).env.user
        companies = (self.company | self.other).ids
        box = self._new("box", name="Reception").with_user(manager)
        box = box.with_context(allowed_company_ids=companies)
        box.write({"company_id": self.other.id})
        self.assertEqual(box.company_id, self.other)

    def test_no_visit_of_somebody_elses_member(self):
        stranger = self.env["res.partner"].create(
            {"name": "Nino", "company_id": self.other.id}
        )
        now = fields.Datetime.now()
        windows = self.env["community.access.visit.correct"].with_user(self.desk)
        window = windows.create(
            {
                "kind": "add",
                "partner_id": stranger.id,
                "zone_id": self.hall.id,
                "date_in": now - timedelta(hours=2),
                "date_out": now - timedelta(hours=1),
                "reason": "x",
            }
        )
        with self.assertRaises(AccessError):
            window.action_apply()

    def test_windows_tell_nothing_of_other_companies(self):
        """Whoever counts through numbers learns no holder of another club's band."""
        medium = self._new("medium", name="M", kind="band", company_id=self.other.id)
        band = self._new_band(
            self._new_member(), medium_id=medium.id, company_id=self.other.id
        )
        windows = self.env["community.locker.desk"].with_user(self.desk)
        with self.assertRaises(AccessError):
            windows.create({"credential_id": band.id})
        with self.assertRaises(AccessError):
            windows.new({"credential_id": band.id}).mapped("partner_id.id")

    def test_the_desk_does_not_choose_the_invoice_of_a_rental(self):
        bank = self.env["community.locker.bank"].create(
            {"name": "Room", "company_id": self.company.id}
        )
        locker = self.env["community.locker"].create({"bank_id": bank.id, "number": 1})
        rentals = self.env["community.locker.rental"].with_user(self.desk)
        values = {"locker_id": locker.id, "partner_id": self._new_member().id}
        move = self.env["account.move"].create({"company_id": self.company.id})
        with self.assertRaises(UserError):
            rentals.create({**values, "move_id": move.id})
        rental = rentals.create(values)
        with self.assertRaises(UserError):
            rental.write({"move_id": move.id})
        self.assertFalse(rental.move_id)


class TestHostileBox(BoxCommon):
    """A box that was taken over tells what only the server may say."""

    def _tell(self, *events, epoch="e1"):
        reports = [
            {"seq": place, "device": READER, "at": 1, **event}
            for place, event in enumerate(events, 1)
        ]
        journal = self.env["community.access.event"]
        return journal._apply_box_events(self.box, reports, epoch)

    def test_what_staff_and_money_do_comes_from_no_box(self):
        band = self._new_band(self.ayse)
        kinds = ("settled", "forgotten", "corrected")
        told = [{"kind": kind, "uid": band.uid, "data": {}} for kind in kinds]
        self.assertEqual(self._tell(*told), 3)
        events = self.env["community.access.event"].search(
            [("credential_id", "=", band.id)]
        )
        self.assertEqual(set(events.mapped("kind")), {"tamper"})
        visits = self.env["community.access.visit"]
        self.assertFalse(visits.search([("partner_id", "=", self.ayse.id)]))

    def test_who_comes_back_the_next_day_does_not_stop_the_journal(self):
        """The forgotten stay ends; a box that is refused would ask for ever."""
        self.hall.has_reset = True
        band = self._new_band(self.ayse)
        now = fields.Datetime.now()
        for hours in (30, 1):
            at = (now - timedelta(hours=hours)).replace(tzinfo=UTC).timestamp()
            event = {"kind": "passed", "side": "in", "uid": band.uid, "at": at}
            self.assertEqual(self._tell(event, epoch=f"e{hours}"), 1)
            self.env.flush_all()
            self.env.invalidate_all()
        stays = self.env["community.access.visit"].search(
            [("partner_id", "=", self.ayse.id)], order="date_in"
        )
        self.assertEqual([bool(stay.date_out) for stay in stays], [True, False])

    def test_nonsense_from_a_box_does_not_blind_the_monitor(self):
        """One row that cannot be said would take the screen from all guards."""
        band = self._new_band(self.ayse)
        wrong = (1e300, -1e300, 10**30, True, "x", [1], {"a": 1}, None)
        names = ("until", "at", "since", "opens", "amount", "price", "balance", "used")
        reasons = [
            {"code": code, "facts": facts, "fix": code}
            for code in ("expired", "debt", "too_late", {"a": 1}, [1], 7)
            for facts in ("x", [1], *(dict.fromkeys(names, one) for one in wrong))
        ]
        told = [
            {"kind": "swipe", "verdict": "deny", "uid": band.uid, "reasons": [reason]}
            for reason in reasons
        ]
        self.assertEqual(self._tell(*told), len(told))
        monitor = self.env["community.access.monitor"].with_user(self.guard)
        rows = monitor.get_monitor(1)["rows"]
        self.assertEqual(len([row for row in rows if row["kind"] == "swipe"]), 60)

    def test_a_reason_is_no_book(self):
        gate = self.gate.with_user(self.guard)
        for reason in ("x" * 501, {"a": 1}, 7):
            with self.subTest(reason=str(reason)[:9]), self.assertRaises(UserError):
                gate.action_open_once("in", reason)
        self.assertFalse(
            self.env["community.access.event"].search(
                [("kind", "=", "opened"), ("gate_id", "=", self.gate.id)]
            )
        )
