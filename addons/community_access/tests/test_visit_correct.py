from datetime import date

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common_access import CommunityAccessCommon

NOON = "2026-03-10 12:00:00"


def moment(text):
    return fields.Datetime.to_datetime(f"2026-03-10 {text}:00")


@freeze_time(NOON)
class TestVisitCorrect(CommunityAccessCommon):
    def setUp(self):
        super().setUp()
        self.member = self._new_member("Elif Kaya")
        self._new_contract(partner=self.member, start=date(2026, 3, 1))
        self.band = self._new_band(self.member)

    def _get_visits(self, is_reversed=False):
        return self.env["community.access.visit"].search(
            [
                ("partner_id", "=", self.member.id),
                ("is_reversed", "=", is_reversed),
            ],
            order="date_in",
        )

    def _correct(self, visit, since, until, reason="Left by the side door"):
        return visit.with_user(self.desk)._correct(
            since and moment(since), until and moment(until), reason
        )

    def test_forgotten_exit(self):
        """F30: the row stays, crossed out, beside the one that is right."""
        self._pass_gate(self.band, when=moment("08:00"))
        wrong = self._get_visits()
        right = self._correct(wrong, "08:00", "09:30")
        self.assertEqual(right.minutes, 90)
        self.assertEqual(right.end_kind, "staff")
        self.assertTrue(wrong.is_reversed)
        self.assertEqual(wrong.correction_id, right)
        self.assertEqual(wrong.correction_reason, "Left by the side door")
        self.assertFalse(wrong.date_out)
        self.assertEqual(right.event_in_id.user_id, self.desk)
        self.assertEqual(self.hall.occupancy, 0)

    def test_the_gate_remembers_the_correction(self):
        self.hall.passback = "hard"
        self._pass_gate(self.band, when=moment("08:00"))
        self.assert_refused(self._swipe(self.band), "already_inside")
        self._correct(self._get_visits(), "08:00", "09:30")
        self.assert_allowed(self._swipe(self.band))

    def test_correction_twice(self):
        """A correction can be wrong, too; what was corrected once is not again."""
        self._pass_gate(self.band, when=moment("08:00"))
        first = self._get_visits()
        second = self._correct(first, "08:00", "09:30")
        with self.assertRaisesRegex(UserError, "corrected before"):
            self._correct(first, "08:00", "10:00")
        third = self._correct(second, "08:15", "10:15")
        self.assertEqual(third.minutes, 120)
        self.assertEqual(self._get_visits(), third)
        self.assertEqual(second.correction_id, third)
        self.assertEqual(first.correction_id, second)

    def test_never_happened(self):
        self._pass_gate(self.band, when=moment("08:00"))
        self.assertFalse(self._correct(self._get_visits(), None, None))
        self.assertFalse(self._get_visits())
        self.assertTrue(self._get_visits(is_reversed=True))
        self.assertEqual(self.member.access_visit_count, 0)

    def test_missing_visit(self):
        """The desk adds a visit by the window that it has for it."""
        window = Form(self.env["community.access.visit.correct"].with_user(self.desk))
        window.partner_id = self.member
        window.zone_id = self.hall
        window.date_in = moment("07:00")
        window.date_out = moment("08:00")
        window.reason = "The reader was off"
        window.save().action_apply()
        self.assertEqual(self._get_visits().minutes, 60)
        with self.assertRaisesRegex(UserError, "one place once"):
            window.save().action_apply()

    def test_late_events_keep_corrections(self):
        """A box that reports later makes the visits anew, and the correction again."""
        self._pass_gate(self.band, when=moment("08:00"))
        self._correct(self._get_visits(), "08:00", "09:30")
        with freeze_time("2026-03-10 12:10:00"):
            self._correct(self._get_visits(), "08:00", "09:45")
        with freeze_time("2026-03-10 12:20:00"):
            self._pass_gate(self.band, when=moment("06:00"))
            self._pass_gate(self.band, "out", when=moment("06:30"))
        self.assertEqual(self._get_visits().mapped("minutes"), [30, 105])
        self.assertEqual(len(self._get_visits(is_reversed=True)), 2)
        self.assertTrue(all(self._get_visits(is_reversed=True).mapped("correction_id")))

    def test_refusals(self):
        self._pass_gate(self.band, when=moment("08:00"))
        visit = self._get_visits()
        for reason in ("", "  ", None):
            with self.assertRaisesRegex(UserError, "Say why"):
                self._correct(visit, "08:00", "09:00", reason)
        with self.assertRaisesRegex(UserError, "before coming"):
            self._correct(visit, "09:00", "08:00")
        with self.assertRaisesRegex(UserError, "in the past"):
            self._correct(visit, "13:00", "14:00")
        with self.assertRaisesRegex(UserError, "payment card"):
            self._correct(visit, "08:00", "09:00", "4111 1111 1111 1111")
        with self.assertRaises(UserError):
            visit.with_user(self.desk).write({"date_out": moment("09:00")})
        with self.assertRaises(AccessError):
            visit.with_user(self.guard)._correct(moment("08:00"), None, "Because")
        with self.assertRaises(AccessError):
            self.env["community.access.visit.correct"].with_user(self.guard).create({})
        self.assertFalse(self._get_visits(is_reversed=True))

    def test_other_company(self):
        self._pass_gate(self.band)
        far = self._new_user(
            "far_desk", "community_access.group_access_desk", self.other_company
        )
        visits = self._get_visits().with_user(far)
        visits = visits.with_context(allowed_company_ids=far.company_ids.ids)
        self.assertFalse(visits.search([]))
        with self.assertRaises(AccessError):
            visits.action_correct()
        with self.assertRaises(AccessError):
            visits._correct(moment("08:00"), moment("09:00"), "Mine")

    def test_night(self):
        """Who forgot to leave is out after the reset; twice changes nothing more."""
        self.hall.write({"has_reset": True, "reset_hour": 4.0})
        self._pass_gate(self.band, when=fields.Datetime.to_datetime("2026-03-09 20:00"))
        visit = self._get_visits()
        self.assertTrue(visit.is_uncertain)
        for _turn in range(2):
            self.env["community.access.zone"]._cron_close_forgotten()
        self.assertEqual(visit.end_kind, "reset")
        # 4:00 in Istanbul is 1:00 UTC.
        self.assertEqual(visit.date_out, moment("01:00"))
        self.assertEqual((visit.hour_in, visit.weekday_in), ("23:00", "1"))

    def test_peak(self):
        """The most who were inside at once, hour by hour."""
        other = self._new_band(self._new_member("Deniz Arslan"))
        self._pass_gate(self.band, when=moment("08:00"))
        self._pass_gate(other, when=moment("08:10"))
        self._pass_gate(self.band, "out", when=moment("08:20"))
        self._pass_gate(other, "out", when=moment("10:00"))
        self.env.flush_all()
        rows = self.env["community.access.occupancy"].with_user(self.desk).search([])
        peaks = {row.hour: row.peak for row in rows}
        self.assertEqual(peaks, {moment("08:00"): 2, moment("10:00"): 0})
