from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common_attempts import CheckinAttemptsCommon


@tagged("post_install", "-at_install", "community")
class TestEventReports(CheckinAttemptsCommon):
    def test_attendance(self):
        """Who came and who did not, by member; cancelled seats are neither."""
        self._try(self.ayse)
        self._register(self.event, self.deniz)
        third = self._register(self.event, self._new_member("Nino Beridze"))
        third.state = "cancel"
        self.env.flush_all()
        report = self.env["community.event.attendance.report"]
        report = report.with_user(self.organizer)
        mine = [("event_id", "=", self.event.id)]
        outcomes = {row.member_id.name: row.outcome for row in report.search(mine)}
        self.assertEqual(
            outcomes,
            {
                "Ayşe Demir": "attended",
                "Deniz Arslan": "expected",
                "Nino Beridze": "cancelled",
            },
        )
        self.event.date_end = fields.Datetime.now() - timedelta(minutes=5)
        self.env.flush_all()
        self.env.invalidate_all()
        [(booked, attended, missed, rate)] = report._read_group(
            mine, [], ["booked:sum", "attended:sum", "no_show:sum", "rate:avg"]
        )
        self.assertEqual((booked, attended, missed, rate), (2, 1, 1, 50.0))
        self.assertEqual(self.deniz.with_user(self.reader).no_show_count, 1)

    def test_reasons_and_fraud(self):
        """Reasons of refusal in words; what was cleared is no try to cheat any more."""
        cleared = self._try(self.ayse, "deny", "forged", is_strike=True)
        self._try(self.deniz, "deny", "expired")
        self._try(self.deniz, "deny", "other_event", is_strike=True)
        self._judge(cleared, "confirmed")
        self.env.flush_all()
        report = self.env["community.checkin.report"].with_user(self.organizer)
        mine = [("event_id", "=", self.event.id)]
        sums = report._read_group(
            mine, [], ["tries:sum", "refused:sum", "strikes:sum", "let_in:sum"]
        )
        self.assertEqual(sums, [(3, 3, 1, 1)])
        groups = report.formatted_read_group(mine, ["reason"], ["__count"])
        self.assertEqual(
            {group["reason"] for group in groups}, {"forged", "expired", "other_event"}
        )
        labels = dict(report._fields["reason"]._description_selection(self.env))
        self.assertEqual(labels["expired"], "Code was old")

    def test_every_menu_opens(self):
        """Each report opens with its filters, as an organiser."""
        for name in (
            "community_event_attendance_report_action",
            "community_event_attendance_report_action_no_show",
            "community_event_attendance_report_action_of_member",
            "community_checkin_report_action_reasons",
            "community_checkin_report_action_fraud",
            "community_checkin_attempt_action_to_check",
            "community_checkin_policy_action",
        ):
            action = self.env.ref(f"community_events.{name}")
            model = self.env[action.res_model].with_user(self.organizer)
            views = [(False, mode) for mode in action.view_mode.split(",")]
            model.get_views([*views, (False, "search")])
            self.assertTrue(action.help, name)
