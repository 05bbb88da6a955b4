from odoo import models
from odoo.tools import format_datetime

from ..tools.event_words import WHEN


class CommunityEventWaiting(models.Model):
    """Where somebody on the list stands, in words."""

    _inherit = "community.event.waiting"

    def _say_until(self):
        self.ensure_one()
        return format_datetime(
            self.env,
            self.offer_until,
            tz=self.event_id.date_tz or "UTC",
            dt_format=WHEN,
        )

    def _get_waiting_words(self):
        """Where the member stands.

        :return: {"level", "icon", "headline", "sentence"}
        """
        self.ensure_one()
        if self.state == "offered":
            return {
                "level": "success",
                "icon": "fa-gift",
                "headline": self.env._("A seat is held for you"),
                "sentence": self.env._(
                    "Take it by %(until)s; after that the next member gets it.",
                    until=self._say_until(),
                ),
            }
        return {
            "level": "info",
            "icon": "fa-hourglass-half",
            "headline": self.env._(
                "You are number %(position)s on the waiting list",
                position=self.position,
            ),
            "sentence": self.env._(
                "When a seat gets free you have a message, and %(hours)s hours to take "
                "it.",
                hours=self.event_id.waiting_hours,
            ),
        }
