from odoo import api, fields, models

from .community_checkin_attempt_review import ENTRIES, JUDGEMENTS, REFUSED
from .event_event_evidence import STRIKES_KEPT

READER = "community_members.group_member_reader"


class ResPartner(models.Model):
    """Attendance and tries to cheat, where the member is looked up (G37)."""

    _inherit = "res.partner"

    event_seat_count = fields.Integer(
        "Events Booked", compute="_compute_event_seats", groups=READER
    )
    attended_count = fields.Integer(
        "Attended", compute="_compute_event_seats", groups=READER
    )
    no_show_count = fields.Integer(
        "No-Shows", compute="_compute_event_seats", groups=READER
    )
    attendance_summary = fields.Char(
        "Attendance", compute="_compute_event_seats", groups=READER
    )
    checkin_refused_count = fields.Integer(
        "Refused Check-Ins", compute="_compute_checkin_counts", groups=READER
    )
    checkin_strike_count = fields.Integer(
        "Tries to Cheat in 90 Days", compute="_compute_checkin_counts", groups=READER
    )

    @api.depends("event_seat_ids.state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_event_seats(self):
        rows = self.env["community.event.attendance.report"]._get_sums(self)
        for partner in self:
            booked, attended, missed = rows.get(partner._origin.id, (0, 0, 0))
            partner.event_seat_count = booked
            partner.attended_count = attended
            partner.no_show_count = missed
            partner.attendance_summary = f"{attended} / {booked}"

    @api.depends("checkin_attempt_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_checkin_counts(self):
        # Rows of other companies are other clubs' affairs: record rules leave them out.
        attempts = self.env["community.checkin.attempt"]
        self.checkin_refused_count = self.checkin_strike_count = 0
        if not attempts.has_access("read"):
            return
        mine = [("partner_id", "in", self.ids)]
        refused = attempts._read_group(
            [
                *mine,
                *ENTRIES,
                *REFUSED,
                ("kind", "not in", JUDGEMENTS),
            ],
            ["partner_id"],
            ["__count"],
        )
        strikes = attempts._read_group(
            [*mine, *self._get_strike_domain()], ["partner_id"], ["__count"]
        )
        refused = {partner.id: count for partner, count in refused}
        strikes = {partner.id: count for partner, count in strikes}
        for partner in self:
            partner.checkin_refused_count = refused.get(partner._origin.id, 0)
            partner.checkin_strike_count = strikes.get(partner._origin.id, 0)

    @api.model
    def _get_strike_domain(self):
        """Tries to cheat that count today: young, and not cleared."""
        since = fields.Datetime.now() - STRIKES_KEPT
        return [
            ("is_strike", "=", True),
            ("at", ">=", since),
            ("corrected_by_ids", "=", False),
        ]

    @api.depends("checkin_attempt_ids.is_strike")
    def _compute_member_alerts(self):
        return super()._compute_member_alerts()

    def _get_record_alerts(self, today):
        alerts = super()._get_record_alerts(today)
        strikes = self.checkin_strike_count
        if strikes:
            text = self.env._(
                "Tries to check in without being there, in 90 days: %(times)s",
                times=strikes,
            )
            alerts.append(
                self._prepare_alert("checkin", "danger", "fa-user-secret", text)
            )
        return alerts

    def action_open_event_seats(self):
        self.ensure_one()
        self.env["community.event.attendance.report"].check_access("read")
        return self._get_related_action(
            "community_events.community_event_attendance_report_action_of_member",
            [("member_id", "=", self.id)],
            {},
        )

    def action_open_checkin_attempts(self):
        self.ensure_one()
        self.env["community.checkin.attempt"].check_access("read")
        return self._get_related_action(
            "community_events.community_checkin_attempt_action",
            [("partner_id", "=", self.id), ("corrects_id", "=", False), *ENTRIES],
            {},
        )
