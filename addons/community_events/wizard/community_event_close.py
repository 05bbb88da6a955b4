from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_datetime

SEATS = "event.registration"


class CommunityEventClose(models.TransientModel):
    """Closing an event: says first who gets what, then posts it."""

    _name = "community.event.close"
    _description = "Closing of an Event"
    _inherit = "community.member.card.number.guard"

    event_id = fields.Many2one(
        "event.event", required=True, readonly=True, ondelete="cascade"
    )
    attendee_count = fields.Integer("Attendees", compute="_compute_counts")
    organizer_count = fields.Integer("Organisers", compute="_compute_counts")
    volunteer_count = fields.Integer("Volunteers", compute="_compute_counts")
    guest_count = fields.Integer(
        "Without a Member",
        compute="_compute_counts",
        help="Attended, and nobody in the register: they get no points.",
    )
    no_show_count = fields.Integer("Registered and Not Come", compute="_compute_counts")
    flagged_count = fields.Integer(
        "Let In, to Be Looked At",
        compute="_compute_counts",
        help="They get points now; annul what is wrong, and the points are taken back.",
    )
    attendee_text = fields.Char(compute="_compute_texts")
    organizer_text = fields.Char(compute="_compute_texts")
    volunteer_text = fields.Char(compute="_compute_texts")
    points = fields.Integer("Points in Total", compute="_compute_counts")
    outcome = fields.Text(compute="_compute_outcome")

    @api.depends("event_id")
    def _compute_counts(self):
        for wizard in self:
            event = wizard.event_id
            rows = self.env[SEATS]._read_group(
                wizard._get_domain("attended"), ["role"], ["__count"]
            )
            counts = dict(rows)
            wizard.attendee_count = counts.get("attendee", 0)
            wizard.organizer_count = counts.get("organizer", 0)
            wizard.volunteer_count = counts.get("volunteer", 0)
            wizard.guest_count = wizard._count("guest")
            wizard.no_show_count = wizard._count("no_show") if rows else 0
            wizard.flagged_count = wizard._count("flagged")
            wizard.points = (
                wizard.attendee_count * event.points_attendee
                + wizard.organizer_count * event.points_organizer
                + wizard.volunteer_count * event.points_volunteer
            )

    @api.depends("event_id")
    def _compute_texts(self):
        for wizard in self:
            event, translate = wizard.event_id, self.env._
            wizard.attendee_text = translate(
                "attendees, %(points)s points each", points=event.points_attendee
            )
            wizard.organizer_text = translate(
                "organisers, %(points)s points each", points=event.points_organizer
            )
            wizard.volunteer_text = translate(
                "volunteers, %(points)s points each", points=event.points_volunteer
            )

    @api.depends("event_id")
    def _compute_outcome(self):
        for wizard in self:
            wizard.outcome = "\n".join(wizard._get_sentences())

    def _get_sentences(self):
        """What closing does, beside the numbers."""
        event = self.event_id
        lines = []
        if not self.points:
            lines.append(
                self.env._(
                    "The event gives no points of its own: what the rules of points "
                    "say applies."
                )
            )
        if event.checkin_closes_at and event.checkin_closes_at > fields.Datetime.now():
            moment = format_datetime(
                self.env, event.checkin_closes_at, tz=event.date_tz, dt_format="short"
            )
            lines.append(
                self.env._(
                    "Check-in is open until %(moment)s. Who comes in until then gets "
                    "points as well.",
                    moment=moment,
                )
            )
        lines.append(
            self.env._(
                "Points are given once. Annul an attendance afterwards, and its points "
                "are taken back."
            )
        )
        return lines

    def _get_domain(self, which):
        """The seats behind one of the numbers."""
        domain = Domain("event_id", "=", self.event_id.id)
        member = Domain("member_id.in_member_register", "=", True)
        attended = Domain("state", "=", "done")
        bound = self.env[SEATS]._get_bound_domain()
        return domain & {
            "attended": attended & member,
            "attendee": attended & member & Domain("role", "=", "attendee"),
            "organizer": attended & member & Domain("role", "=", "organizer"),
            "volunteer": attended & member & Domain("role", "=", "volunteer"),
            "guest": attended & ~member,
            "no_show": Domain("state", "=", "open") & bound,
            "flagged": attended & Domain("is_flagged", "=", True),
        }.get(which, attended)

    def _count(self, which):
        return self.env[SEATS].search_count(self._get_domain(which))

    def action_open_seats(self):
        """The seats behind the number that was pressed."""
        self.ensure_one()
        self.event_id.check_access("read")
        which = str(self.env.context.get("community_seats") or "attended")
        return {
            "type": "ir.actions.act_window",
            "name": self.event_id.name,
            "res_model": SEATS,
            "view_mode": "list,form",
            "domain": list(self._get_domain(which)),
            "context": {"default_event_id": self.event_id.id},
        }

    def action_apply(self):
        """Close the event, for those who may change it."""
        self.ensure_one()
        self.event_id.check_access("write")
        self.event_id._check_may_close()
        self.event_id._close()
        return {"type": "ir.actions.act_window_close"}
