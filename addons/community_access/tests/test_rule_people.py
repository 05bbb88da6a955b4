from datetime import date

from freezegun import freeze_time

from .common_access import CommunityAccessCommon


@freeze_time("2026-03-04 10:00:00")
class TestRulePeople(CommunityAccessCommon):
    """Whom a rule is for, and what it spares them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._new_member("Elif")
        cls._new_contract(partner=cls.member, start=date(2026, 3, 1))
        cls.band = cls._new_band(cls.member)

    def _refresh(self):
        self.band.access_pass_ids._refresh()

    def test_women_only(self):
        """F39: hours of women open to women; who is not known is not let in."""
        self.rule.gender = "women"
        self._refresh()
        self.assert_refused(self._swipe(self.band), "no_right")
        for gender, opens in (("female", True), ("male", False), ("other", False)):
            self.member.gender = gender
            self.assertEqual(self._swipe(self.band)["open"], opens, gender)

    def test_age_of_minors_is_that_of_the_house(self):
        """F39: the age is the company's of the band, and a new one is followed."""
        self.hall.needs_escort = True
        self.member.birthdate_date = date(2011, 3, 5)
        self._refresh()
        self.assert_allowed(self._swipe(self.band))
        self.company.access_escort_age = 15
        self.assertTrue(self.band.access_pass_ids.is_stale)
        self.band.access_pass_ids.with_company(self.other_company)._refresh()
        self.assert_refused(self._swipe(self.band), "escort_needed")

    def test_coaches_come_in_twice(self):
        self.hall.passback = "hard"
        self._swipe(self.band)
        self._pass_gate(self.band)
        self.assert_refused(self._swipe(self.band), "already_inside")
        self.rule.is_passback_exempt = True
        self._refresh()
        self.assert_allowed(self._swipe(self.band))

    def test_open_once_the_first_one_came(self):
        """The schedule opens the door with the first who comes, and not before."""
        hours = self.env["resource.calendar"].create(
            {"name": "Always", "tz": "UTC", "company_id": self.company.id}
        )
        self.gate.mode_ids = [
            (0, 0, {"hours_id": hours.id, "mode": "free", "only_inside": True})
        ]
        stranger = self._new_band()
        self.assert_refused(self._swipe(stranger), "not_issued")
        self._swipe(self.band)
        self._pass_gate(self.band)
        self.assert_allowed(self._swipe(stranger), "free_passage")
        self._pass_gate(self.band, "out")
        self.assert_refused(self._swipe(stranger), "not_issued")
