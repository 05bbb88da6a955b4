import json
from datetime import date, timedelta

from freezegun import freeze_time

from odoo import fields

from .common_access import CommunityAccessCommon

NOON = "2026-03-10 12:00:00"


@freeze_time(NOON)
class TestGateSwipe(CommunityAccessCommon):
    def setUp(self):
        super().setUp()
        self.member = self._new_member("Elif Kaya")
        self.contract = self._new_contract(partner=self.member, start=date(2026, 3, 1))
        self.band = self._new_band(self.member)

    def test_paid_member_comes_in(self):
        """F38: who has a running contract passes, and the decision is kept."""
        answer = self._swipe(self.band)
        self.assert_allowed(answer, "right")
        event = self.env["community.access.event"].search(
            [("uuid", "=", answer["uuid"])]
        )
        self.assertEqual(event.partner_id, self.member)
        self.assertEqual(event.verdict, "allow")

    def test_unpaid_member_is_refused_and_comes_in_after_paying(self):
        """F39: an unpaid subscription is found out at the gate, and paying opens it."""
        self.plan.grace_days = 0
        self.contract._bill(self.contract._get_today() + timedelta(days=0))
        moves = self.contract.access_move_ids
        self.assertTrue(moves)
        with freeze_time("2026-06-20 12:00:00"):
            self.contract._refresh_state()
            self.assert_refused(self._swipe(self.band), "past_due")

    def test_ended_contract_is_refused(self):
        """F39: an expired subscription is found out at the gate."""
        self.contract.write({"close_date": date(2026, 3, 9)})
        self.contract._refresh_state()
        self.assert_refused(self._swipe(self.band), "ended")

    def test_row_follows_in_the_same_transaction(self):
        passed = self.band.access_pass_ids
        before = passed.row
        self.member.access_stop = True
        self.member.flush_recordset()
        self.env.flush_all()
        self.assertNotEqual(passed.row, before)
        self.assertEqual(json.loads(passed.row)["bars"][0][0], "stopped")
        self.assertEqual(fields.Date.today(), date(2026, 3, 10))

    def test_visit_follows_from_passages(self):
        """F20, F30: an entry and an exit are one visit with its duration."""
        self._pass_gate(self.band)
        visit = self.env["community.access.visit"].search(
            [("partner_id", "=", self.member.id)]
        )
        self.assertFalse(visit.date_out)
        with freeze_time("2026-03-10 13:30:00"):
            self._pass_gate(self.band, "out")
        self.assertEqual(visit.minutes, 90)
        self.assertEqual(visit.end_kind, "gate")

    def test_late_events_make_the_same_visits(self):
        times = ["08:00", "09:00", "10:00", "11:30"]
        moments = [fields.Datetime.to_datetime(f"2026-03-10 {one}:00") for one in times]
        for place in (2, 3, 0, 1):
            side = "out" if place % 2 else "in"
            self._pass_gate(self.band, side, when=moments[place])
        visits = self.env["community.access.visit"].search(
            [("partner_id", "=", self.member.id)], order="date_in"
        )
        self.assertEqual(visits.mapped("minutes"), [60, 90])
