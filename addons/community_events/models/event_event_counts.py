from odoo import api, fields, models
from odoo.exceptions import UserError

from .community_checkin_attempt_review import ENTRIES, REFUSED

DESK = "event.group_event_registration_desk"


class EventEvent(models.Model):
    """Who came and who was refused, in figures that open their rows."""

    _inherit = "event.event"

    presence_summary = fields.Char(
        "Came / Inside", compute="_compute_presence_summary", groups=DESK
    )
    refused_count = fields.Integer(
        "Refused", compute="_compute_attempt_counts", groups=DESK
    )
    to_check_count = fields.Integer(
        "To Look At", compute="_compute_attempt_counts", groups=DESK
    )
    checkin_policy_words = fields.Text(related="checkin_policy_id.words", groups=DESK)
    has_place = fields.Boolean(compute="_compute_has_place")

    @api.depends("date_end", "registration_ids.is_inside", "registration_ids.state")
    def _compute_presence_summary(self):
        for event in self:
            inside = event._get_inside_now()
            event.presence_summary = f"{event.seats_used} / {inside}"

    def _get_inside_now(self):
        """Nobody is scanned out when the lights go off; then nobody is inside."""
        self.ensure_one()
        return 0 if self.is_finished else self.inside_count

    @api.depends("attempt_ids")
    def _compute_attempt_counts(self):
        attempts = self.env["community.checkin.attempt"]
        refused = attempts._count_by_event(self, REFUSED)
        to_check = attempts._count_by_event(self, attempts._get_to_check_domain())
        for event in self:
            event.refused_count = refused.get(event._origin.id, 0)
            event.to_check_count = to_check.get(event._origin.id, 0)

    @api.depends("place_latitude", "place_longitude")
    def _compute_has_place(self):
        for event in self:
            event.has_place = bool(event.place_latitude or event.place_longitude)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_live_checkin(self):
        self.ensure_one()
        self.env["community.checkin.attempt"].check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "community_events.event_event_live_action"
        )
        return action | {"context": {"active_id": self.id, "active_model": self._name}}

    def action_open_attempts(self):
        self.ensure_one()
        self.env["community.checkin.attempt"].check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "community_events.community_checkin_attempt_action"
        )
        wanted = "to_check" if self.env.context.get("checkin_to_check") else "refused"
        return action | {
            "domain": [
                ("event_id", "=", self.id),
                ("corrects_id", "=", False),
                *ENTRIES,
            ],
            "context": {f"search_default_{wanted}": 1},
        }

    def action_take_place_of_address(self):
        """The fence goes around the address of the venue.

        :raises UserError: the address has no coordinates
        """
        self.check_access("write")
        for event in self:
            address = event.address_id
            if not (address.partner_latitude or address.partner_longitude):
                raise UserError(
                    self.env._(
                        "The venue of “%(event)s” has an address without coordinates. "
                        "Look them up on a map and type them in here, or in the "
                        "contact of the venue.",
                        event=event.name,
                    )
                )
            event.place_latitude = address.partner_latitude
            event.place_longitude = address.partner_longitude
        return True
