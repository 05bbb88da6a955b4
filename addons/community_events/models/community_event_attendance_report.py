from odoo import api, fields, models
from odoo.tools import SQL


class CommunityEventAttendanceReport(models.Model):
    """One row for each seat of an event: who came, who did not."""

    _name = "community.event.attendance.report"
    _description = "Attendance of Events"
    _auto = False
    _order = "date DESC, id DESC"
    _rec_name = "registration_id"

    registration_id = fields.Many2one("event.registration", "Seat", readonly=True)
    event_id = fields.Many2one("event.event", readonly=True)
    event_type_id = fields.Many2one("event.type", "Template", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one("res.users", "Responsible", readonly=True)
    organizer_id = fields.Many2one("res.partner", "Organised By", readonly=True)
    member_id = fields.Many2one("res.partner", readonly=True)
    member_category_id = fields.Many2one(
        "community.member.category", "Category", readonly=True
    )
    role = fields.Selection(
        [
            ("attendee", "Attendee"),
            ("organizer", "Organiser"),
            ("volunteer", "Volunteer"),
        ],
        readonly=True,
    )
    outcome = fields.Selection(
        [
            ("attended", "Attended"),
            ("no_show", "Did Not Come"),
            ("expected", "Expected"),
            ("cancelled", "Cancelled"),
        ],
        readonly=True,
    )
    date = fields.Datetime("Date of the Event", readonly=True)
    booked = fields.Integer("Seats", readonly=True)
    attended = fields.Integer(readonly=True)
    no_show = fields.Integer("No-Shows", readonly=True)
    walk_in = fields.Integer("Walk-Ins", readonly=True)
    cancelled = fields.Integer(readonly=True)
    rate = fields.Float("Attendance (%)", readonly=True, aggregator="avg")

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT seat.id, seat.id AS registration_id, seat.event_id,
                   event.event_type_id, seat.company_id, event.user_id,
                   event.organizer_id, member.id AS member_id,
                   member.member_category_id,
                   seat.role, event.date_begin AS date, stand.outcome,
                   (stand.outcome <> 'cancelled')::int AS booked,
                   (stand.outcome = 'attended')::int AS attended,
                   (stand.outcome = 'no_show')::int AS no_show,
                   (stand.outcome = 'attended' AND seat.is_walk_in)::int AS walk_in,
                   (stand.outcome = 'cancelled')::int AS cancelled,
                   CASE stand.outcome WHEN 'attended' THEN 100.0
                                      WHEN 'no_show' THEN 0.0 END AS rate
              FROM event_registration seat
              JOIN event_event event ON event.id = seat.event_id
        CROSS JOIN LATERAL (SELECT CASE
                   WHEN seat.state = 'cancel' OR event.kanban_state = 'cancel'
                        THEN 'cancelled'
                   WHEN seat.state = 'done' THEN 'attended'
                   WHEN event.date_end < (now() AT TIME ZONE 'UTC')
                        THEN CASE WHEN seat.is_accepted OR seat.giver_id IS NOT NULL
                                  THEN 'no_show' ELSE 'cancelled' END
                   ELSE 'expected' END AS outcome) stand
         LEFT JOIN res_partner member ON member.id = CASE
                   WHEN stand.outcome = 'no_show' AND NOT seat.is_accepted
                        THEN seat.giver_id
                   ELSE seat.member_id END
             WHERE seat.active AND seat.state <> 'draft'
            """
        )

    @api.model
    def _get_sums(self, partners):
        """:return: {member id: (seats, attended, no-shows)} as the user may see them"""
        if not self.has_access("read"):
            return {}
        rows = self._read_group(
            [("member_id", "in", partners.ids)],
            ["member_id"],
            ["booked:sum", "attended:sum", "no_show:sum"],
        )
        return {member.id: (booked, *rest) for member, booked, *rest in rows}
