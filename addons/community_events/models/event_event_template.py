from odoo import api, fields, models

# The first of each is never empty once the others are filled.
CHECKIN = ("checkin_policy_id", "checkin_by_member", "checkin_walk_in")
PLACE = ("place_radius", "use_place")
AUDIENCE = ("audience", "audience_category_ids", "audience_rank_id")
POINTS = ("points_attendee", "points_organizer", "points_volunteer")


def _taken_over(compute):
    """A field that a template fills, as core does: when the template is chosen."""
    return {
        "compute": compute,
        "store": True,
        "readonly": False,
        "precompute": True,
        "default": None,
    }


class EventEvent(models.Model):
    """What an event takes over from its template; all of it can be changed after."""

    _inherit = "event.event"

    checkin_by_member = fields.Boolean(**_taken_over("_compute_checkin_from_template"))
    checkin_walk_in = fields.Boolean(**_taken_over("_compute_checkin_from_template"))
    checkin_policy_id = fields.Many2one(**_taken_over("_compute_checkin_from_template"))
    use_place = fields.Boolean(**_taken_over("_compute_place_from_template"))
    place_radius = fields.Integer(**_taken_over("_compute_place_from_template"))
    audience = fields.Selection(**_taken_over("_compute_audience_from_template"))
    audience_category_ids = fields.Many2many(
        **_taken_over("_compute_audience_from_template")
    )
    audience_rank_id = fields.Many2one(**_taken_over("_compute_audience_from_template"))
    points_attendee = fields.Integer(**_taken_over("_compute_points_from_template"))
    points_organizer = fields.Integer(**_taken_over("_compute_points_from_template"))
    points_volunteer = fields.Integer(**_taken_over("_compute_points_from_template"))

    @api.depends("event_type_id")
    def _compute_checkin_from_template(self):
        self._take_over_from_template(CHECKIN)

    @api.depends("event_type_id")
    def _compute_place_from_template(self):
        self._take_over_from_template(PLACE)

    @api.depends("event_type_id")
    def _compute_audience_from_template(self):
        self._take_over_from_template(AUDIENCE)

    @api.depends("event_type_id")
    def _compute_points_from_template(self):
        # What was posted already stays as it was promised.
        posted = self.filtered("points_posted_at")
        for event in posted:
            event.update({name: event[name] for name in POINTS})
        (self - posted)._take_over_from_template(POINTS)

    def _take_over_from_template(self, names):
        """Without a template: a new event, or one from before there were such fields,
        begins as a new template would; any other stays as it is.
        """
        fresh = None
        for event in self:
            template = event.event_type_id
            if not template and not (event._origin and event[names[0]]):
                # sudo: whoever makes an event gets the same beginning.
                fresh = fresh or self.env["event.type"].sudo().new({})
                template = fresh
            for name in names:
                event[name] = template[name] if template else event[name]
