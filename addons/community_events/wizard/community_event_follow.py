from odoo import api, fields, models
from odoo.exceptions import UserError

PLACE = (
    "address_id",
    "event_url",
    "use_place",
    "place_latitude",
    "place_longitude",
    "place_radius",
)
POINTS = ("points_attendee", "points_organizer", "points_volunteer")
SEATS = ("seats_limited", "seats_max")


class CommunityEventFollow(models.TransientModel):
    """What the following events of a series take over from this one."""

    _name = "community.event.follow"
    _description = "Change of the Following Events"
    _inherit = "community.member.card.number.guard"

    event_id = fields.Many2one(
        "event.event", required=True, readonly=True, ondelete="cascade"
    )
    what = fields.Selection(
        [("change", "Change Them Like This One"), ("cancel", "Call Them Off")],
        required=True,
        default="change",
    )
    with_hours = fields.Boolean("Time of Day")
    with_place = fields.Boolean("Place")
    with_points = fields.Boolean("Points")
    with_seats = fields.Boolean("Seats")
    event_count = fields.Integer(compute="_compute_event_count")
    seat_count = fields.Integer(compute="_compute_event_count")
    outcome = fields.Text(compute="_compute_outcome")

    @api.depends("event_id")
    def _compute_event_count(self):
        for wizard in self:
            following = wizard.event_id._get_following()
            wizard.event_count = len(following)
            wizard.seat_count = sum(following.mapped("seats_taken"))

    @api.depends("event_id", "what")
    def _compute_outcome(self):
        for wizard in self:
            wizard.outcome = wizard._get_sentence()

    def _get_sentence(self):
        if not self.event_count:
            return self.env._("There are no following events.")
        numbers = {"count": self.event_count, "seats": self.seat_count}
        if self.what == "cancel":
            return self.env._(
                "%(count)s events are called off, with %(seats)s seats taken. Tell "
                "those who registered.",
                **numbers,
            )
        return self.env._(
            "%(count)s events change, with %(seats)s seats taken. Tell those who "
            "registered if time or place change.",
            **numbers,
        )

    def action_apply(self):
        """Change, or call off, the following events of the series."""
        self.ensure_one()
        following = self.event_id._get_following()
        (self.event_id | following).check_access("write")
        if self.what == "cancel":
            following.write({"kanban_state": "cancel"})
        else:
            self._change(following)
        return {"type": "ir.actions.act_window_close"}

    def _change(self, following):
        """:raises UserError: nothing was chosen"""
        names = [
            *(PLACE if self.with_place else ()),
            *(POINTS if self.with_points else ()),
            *(SEATS if self.with_seats else ()),
        ]
        if not names and not self.with_hours:
            raise UserError(self.env._("Choose what the following events take over."))
        if names:
            event = self.event_id
            following.write(
                {
                    name: event._fields[name].convert_to_write(event[name], event)
                    for name in names
                }
            )
        if self.with_hours:
            following._set_hours_of(self.event_id)
