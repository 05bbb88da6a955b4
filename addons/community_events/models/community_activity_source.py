from odoo import api, models
from odoo.tools import SQL


class CommunityActivitySource(models.Model):
    """Taking part in events is activity."""

    _inherit = "community.activity.source"

    @api.model
    def _get_activity_sources(self):
        return super()._get_activity_sources() | {
            "event": SQL(
                """
                SELECT seat.member_id AS partner_id,
                       COALESCE(seat.first_in_at, event.date_begin)::date AS day,
                       1 AS quantity
                  FROM event_registration seat
                  JOIN event_event event ON event.id = seat.event_id
                 WHERE seat.state = 'done' AND seat.active
                   AND seat.member_id IS NOT NULL
                   AND event.date_begin <= now() AT TIME ZONE 'UTC'
                """
            )
        }
