from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.community_members.tests.common import CommunityMembersCommon

from .common_attempts import CheckinAttemptsCommon


@tagged("post_install", "-at_install", "community")
class TestAttemptRights(CheckinAttemptsCommon):
    def test_other_company(self):
        """Another club's organiser sees no try and no seat, and decides nothing."""
        attempt = self._try(self.ayse)
        self.env.flush_all()
        for name in (
            "community.checkin.attempt",
            "community.checkin.report",
            "community.event.attendance.report",
        ):
            model = self.env[name].with_user(self.other_organizer)
            self.assertFalse(model.search([("event_id", "=", self.event.id)]), name)
        with self.assertRaises(AccessError):
            attempt.with_user(self.other_organizer).action_judge()
        with self.assertRaises(AccessError):
            self.event.with_user(self.other_organizer).get_live_checkin()

    def test_on_the_member(self):
        """G37: tries to cheat stand on the member's record for who reads it."""
        self._try(self.ayse, "deny", "forged", is_strike=True)
        self._try(self.ayse, "deny", "unpaid")
        member = self.ayse.with_user(self.reader)
        self.assertEqual(member.checkin_refused_count, 2)
        self.assertEqual(member.checkin_strike_count, 1)
        alerts = {alert["code"]: alert["text"] for alert in member.member_alerts}
        self.assertIn("in 90 days: 1", alerts["checkin"])
        self.assertIn("Forged code", self.ayse.message_ids[0].body)
        self.assertIn(self.event.name, self.ayse.message_ids[0].body)
        action = member.action_open_checkin_attempts()
        rows = self.env[action["res_model"]].with_user(self.reader)
        self.assertEqual(len(rows.search(action["domain"])), 2)

    def test_cleared_on_the_member(self):
        """What is cleared warns nobody any more, and the chatter says by whom."""
        attempt = self._try(self.ayse, "deny", "forged", is_strike=True)
        self._judge(attempt, "confirmed")
        self.assertFalse(self.ayse.with_user(self.reader).checkin_strike_count)
        self.assertIn("cleared by Organizer", self.ayse.message_ids[0].body)

    def test_evidence(self):
        """Where somebody was is for organisers; others see the reason."""
        place = {"latitude": 41.02, "longitude": 28.97, "accuracy": 20.0, "age": 1.0}
        fence = {"latitude": 41.0, "longitude": 28.97, "radius": 100}
        attempt = self._try(
            self.ayse,
            "deny",
            "place_away",
            80,
            evidence={
                "event": {"fence": fence},
                "trace": {"position": place, "speed": 300.0},
                "device": {"is_present": True, "is_foreign": True, "strangers": 2},
            },
        )
        organizer, reader = (
            attempt.with_user(self.organizer),
            attempt.with_user(self.reader),
        )
        rows = {row["label"]: row for row in organizer.evidence_rows}
        self.assertIn("2.2 km from the venue", rows["Place"]["value"])
        self.assertIn("mlat=41.020000", rows["Place"]["link"])
        self.assertEqual(rows["Phone"]["value"], "Belongs to another member")
        self.assertIn("300 km/h", rows["Speed"]["value"])
        self.assertEqual(reader.reason_rows[0]["value"], "+80")
        for name in ("evidence", "evidence_rows"):
            with self.assertRaises(AccessError):
                reader.read([name])

    def test_without_a_role(self):
        """An employee without a role sees nothing of it."""
        self._try(self.ayse, "deny", "forged", is_strike=True)
        with self.assertRaises(AccessError):
            self.env["community.checkin.attempt"].with_user(self.internal).search([])
        with self.assertRaises(AccessError):
            self.event.with_user(self.internal).get_live_checkin()

    def test_queries(self):
        """The member's figures cost the same for one member and for many."""
        many = self.env["res.partner"].union(
            *(
                CommunityMembersCommon._new_member.__func__(type(self), f"Member {n}")
                for n in range(12)
            )
        )
        for partner in many:
            self._try(partner, "deny", "expired")
        self.env.flush_all()

        def count(members):
            members.invalidate_recordset()
            before = self.cr.sql_log_count
            members.with_user(self.reader).mapped("checkin_refused_count")
            members.with_user(self.reader).mapped("attendance_summary")
            return self.cr.sql_log_count - before

        count(many)
        self.assertEqual(count(many[:1]), count(many))
