from odoo import api, models


class EventEvent(models.Model):
    """Registration has begun as soon as one ticket may be booked by who asks."""

    _inherit = "event.event"

    @api.depends("event_ticket_ids.is_launched")
    @api.depends_context("uid")
    def _compute_event_registrations_started(self):
        result = super()._compute_event_registrations_started()
        for event in self:
            if not event.event_registrations_started:
                event.event_registrations_started = any(
                    event.event_ticket_ids.mapped("is_launched")
                )
        return result

    @api.depends("audience", "audience_category_ids", "audience_rank_id")
    @api.depends_context("uid")
    def _compute_event_registrations_open(self):
        """For visitors and members it is open when it is open to them."""
        result = super()._compute_event_registrations_open()
        user = self.env.user
        if user._is_internal():
            return result
        opened = self.filtered("event_registrations_open")
        for event in opened - opened._filter_invited(user.partner_id):
            event.event_registrations_open = False
        return result
