from odoo import fields, models


class EventType(models.Model):
    """What events made from this template begin with."""

    _inherit = "event.type"

    checkin_by_member = fields.Boolean(
        "Members Check In by Themselves",
        default=True,
        help="They scan the code of the screen at the venue.",
    )
    checkin_walk_in = fields.Boolean("Also without Registration", default=True)
    checkin_policy_id = fields.Many2one(
        "community.checkin.policy",
        "How Strict",
        default=lambda self: self.env["event.event"]._default_checkin_policy(),
        ondelete="restrict",
    )
    use_place = fields.Boolean("Ask for the Place")
    place_radius = fields.Integer("Radius (m)", default=100)
    audience = fields.Selection(
        [("everybody", "Everybody"), ("members", "Members")],
        "Open To",
        required=True,
        default="everybody",
    )
    audience_category_ids = fields.Many2many(
        "community.member.category", string="Only These Categories"
    )
    audience_rank_id = fields.Many2one("community.rank", "From Rank")
    points_attendee = fields.Integer("Points for Attendees")
    points_organizer = fields.Integer("Points for Organisers")
    points_volunteer = fields.Integer("Points for Volunteers")

    _points_range = models.Constraint(
        "CHECK (points_attendee BETWEEN 0 AND 1000000"
        " AND points_organizer BETWEEN 0 AND 1000000"
        " AND points_volunteer BETWEEN 0 AND 1000000)",
        "Points of an event are between 0 and 1,000,000.",
    )
    _radius_range = models.Constraint(
        "CHECK (place_radius BETWEEN 10 AND 100000)",
        "A radius is between 10 metres and 100 kilometres.",
    )
