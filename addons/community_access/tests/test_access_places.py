from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError

from .common_access import CommunityAccessCommon, at


@freeze_time("2026-03-10 12:00:00")
class TestAccessPlaces(CommunityAccessCommon):
    """What a manager sets up, as the gates see it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._new_member("Elif Kaya")
        cls._new_contract(partner=cls.member, start=date(2026, 3, 1))
        cls.band = cls._new_band(cls.member)
        cls.hours = cls.env["resource.calendar"].create(
            {
                "name": "Mornings",
                "company_id": cls.company.id,
                "tz": "Europe/Istanbul",
                "attendance_ids": [
                    (5,),
                    *(
                        (
                            0,
                            0,
                            {
                                "name": "Open",
                                "dayofweek": str(day),
                                "hour_from": 8,
                                "hour_to": 16,
                                "day_period": "morning",
                            },
                        )
                        for day in range(7)
                    ),
                ],
            }
        )

    def _swipe_at(self, moment):
        return self._swipe(self.band, at=at(f"2026-03-10 {moment}"))

    def test_zone_opens_and_closes_with_its_hours_and_holidays(self):
        """Hours are those of the zone's own clock, and a holiday closes it at once."""
        self.hall.hours_id = self.hours
        self.assert_allowed(self._swipe_at("12:59"))
        answer = self._swipe_at("13:00")
        self.assert_refused(answer, "zone_closed")
        self.assertEqual(answer["reasons"][0]["facts"]["opens"], at("2026-03-11 05:00"))
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": self.hours.id,
                "company_id": self.company.id,
                "date_from": datetime(2026, 3, 10),
                "date_to": datetime(2026, 3, 11),
            }
        )
        self.assert_refused(self._swipe_at("10:00"), "zone_closed")

    def test_gate_works_by_the_clock(self):
        mode = self.env["community.access.gate.mode"].create(
            {"gate_id": self.gate.id, "hours_id": self.hours.id, "mode": "free"}
        )
        self.assertEqual(mode.company_id, self.company)
        self.assert_allowed(self._swipe_at("10:00"), "free_passage")
        self.assert_allowed(self._swipe_at("14:00"), "right")
        self.gate.mode = "lockdown"
        self.assert_refused(self._swipe_at("10:00"), "lockdown")

    def test_rule_of_another_plan_opens_nothing(self):
        """What a rule asks for counts: plan, zone and age."""
        rule = self.env["community.access.rule"].browse(self.rule.id)
        rule.plan_ids = self._new_plan("Another")
        self.assertTrue(self.band.access_pass_ids.is_stale)
        self.band.access_pass_ids._refresh()
        self.assert_refused(self._swipe(self.band), "no_right")

    def test_longer_stay_never_gets_cheaper(self):
        tariff = self._new("tariff", name="Bands", step_price=5)
        bands = self.env["community.access.tariff.band"]
        bands.create({"tariff_id": tariff.id, "minutes": 60, "price": 10})
        with self.assertRaisesRegex(ValidationError, "cannot cost less"):
            bands.create({"tariff_id": tariff.id, "minutes": 120, "price": 5})
            bands.flush_model()

    def test_what_happened_is_written_by_the_suite_alone(self):
        """Memory, facts, holders and passes refuse every hand, the manager's, too."""
        self._swipe(self.band)
        self._pass_gate(self.band)
        for model in (
            "community.access.presence",
            "community.access.fact",
            "community.access.holding",
            "community.access.pass",
        ):
            rows = self.env[model].search([], limit=1)
            self.assertTrue(rows, model)
            with self.assertRaises(UserError, msg=model):
                rows.with_user(self.access_manager).write({"write_uid": 1})

    def test_pairing_needs_a_manager(self):
        boxes = self.env["community.access.box"]
        box = boxes.with_user(self.access_manager).create({"name": "Box"})
        action = box.action_pair()
        self.assertEqual(action["res_model"], "community.access.box.pair")
        with self.assertRaises(AccessError):
            boxes.with_user(self.desk).create({"name": "Box"})

    def test_manager_sets_opening_hours_and_holidays(self):
        """Hours and holidays are for the manager of the gates to set."""
        hours = self.hours.with_user(self.access_manager)
        hours.attendance_ids.write({"hour_to": 15})
        hours.attendance_ids[:1].unlink()
        self.env["resource.calendar.leaves"].with_user(self.access_manager).create(
            {
                "name": "Holiday",
                "calendar_id": hours.id,
                "date_from": datetime(2026, 4, 23),
                "date_to": datetime(2026, 4, 24),
            }
        )
        with self.assertRaises(AccessError):
            self.hours.with_user(self.desk).name = "Later"

    def test_zones_inside_each_other_are_in_one_house(self):
        other = self._new("site", name="Kadıköy", tz="Europe/Istanbul")
        with self.assertRaisesRegex(ValidationError, "different houses"):
            self._new("zone", name="Annex", site_id=other.id, parent_id=self.hall.id)
