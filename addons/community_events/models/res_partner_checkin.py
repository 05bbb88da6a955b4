from odoo import fields, models


class ResPartner(models.Model):
    """A member at the doors of events."""

    _inherit = "res.partner"

    checkin_attempt_ids = fields.One2many(
        "community.checkin.attempt", "partner_id", "Check-In Attempts"
    )
    event_seat_ids = fields.One2many("event.registration", "member_id", "Events")

    def _get_family(self):
        """Who may share a phone with this person: relatives, household, guardian."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        relatives = self.relation_ids.filtered(
            lambda row: not row.date_to or row.date_to >= today
        ).other_id
        household = self.search([("household_id", "=", self.household_id.id)])
        wards = self.search([("guardian_id", "=", self.id)])
        family = relatives | self.guardian_id | wards
        return (family | household if self.household_id else family) - self
