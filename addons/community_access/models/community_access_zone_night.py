from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models


class CommunityAccessZone(models.Model):
    """Who forgot to leave by the gate is out after the night's reset."""

    _inherit = "community.access.zone"

    def _get_last_reset(self, now):
        """The last reset before a moment, both naive UTC; None where there is none."""
        self.ensure_one()
        if not self.has_reset:
            return None
        zone = ZoneInfo(self.site_id.tz or "UTC")
        local = now.replace(tzinfo=UTC).astimezone(zone)
        minutes = round(self.reset_hour * 60)
        at = time(minutes // 60 % 24, minutes % 60)
        reset = datetime.combine(local.date(), at, zone)
        if reset > local:
            reset = datetime.combine(local.date() - timedelta(days=1), at, zone)
        return reset.astimezone(UTC).replace(tzinfo=None)

    @api.model
    def _cron_close_forgotten(self):
        """End the stays of those who were not seen since the reset of their zone."""
        now = fields.Datetime.now()
        visits = self.env["community.access.visit"]._with_pen()
        for zone in self.search([("has_reset", "=", True)]):
            edge = zone._get_last_reset(now)
            visits.search(
                [
                    ("zone_id", "=", zone.id),
                    ("date_out", "=", False),
                    ("is_reversed", "=", False),
                    ("date_in", "<", edge),
                ]
            )._close(edge, "reset")
