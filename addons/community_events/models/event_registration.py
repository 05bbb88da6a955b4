from odoo import fields, models


class EventRegistration(models.Model):
    """A seat of a member, and what is known of the presence in the room."""

    _inherit = "event.registration"

    member_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        help="Who comes; whoever booked may be somebody else.",
    )
    role = fields.Selection(
        [
            ("attendee", "Attendee"),
            ("organizer", "Organiser"),
            ("volunteer", "Volunteer"),
        ],
        required=True,
        default="attendee",
    )
    ticket_serial = fields.Integer(
        readonly=True, default=1, copy=False, help="Grows when the ticket is made anew."
    )
    is_blocked = fields.Boolean(copy=False, help="The ticket was taken back.")
    is_walk_in = fields.Boolean(
        readonly=True, copy=False, help="Came without having registered."
    )
    entries = fields.Integer(readonly=True, copy=False)
    is_inside = fields.Boolean(readonly=True, copy=False)
    first_in_at = fields.Datetime(readonly=True, copy=False)
    last_at = fields.Datetime(readonly=True, copy=False)
    last_in_at = fields.Datetime(readonly=True, copy=False)
    day_entries = fields.Integer(
        readonly=True, copy=False, help="Entries on the day of the last one."
    )
    given = fields.Json(
        readonly=True,
        copy=False,
        help="What was handed out: id to [how many, when last (seconds since 1970)].",
    )
    is_flagged = fields.Boolean(
        readonly=True,
        copy=False,
        help="Let in with hints that somebody should look at.",
    )
    attempt_ids = fields.One2many("community.checkin.attempt", "registration_id")

    _member_uniq = models.UniqueIndex(
        "(event_id, COALESCE(event_slot_id, 0), member_id)"
        " WHERE member_id IS NOT NULL AND active AND state <> 'cancel'",
        "This member is registered already.",
    )
    _inside_index = models.Index("(event_id) WHERE is_inside")
