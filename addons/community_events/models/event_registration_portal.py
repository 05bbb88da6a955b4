from odoo import api, fields, models
from odoo.tools import format_datetime

from ..tools.event_words import WHEN


class EventRegistration(models.Model):
    """A seat as its member sees it."""

    _inherit = "event.registration"

    def _get_portal_rows(self, partner):
        """Everything that a list of seats shows, in as many queries for 1 as for 200.

        :return: list of dicts, in the order of the seats
        """
        points = self._get_points_of(partner)
        return [
            {
                "seat": seat,
                "event": seat.event_id,
                "standing": seat._get_standing(),
                "when": seat._say_when(),
                "where": seat._say_where(),
                "is_mine": seat.member_id == partner,
                "points": points.get(seat.id, 0),
            }
            for seat in self
        ]

    @api.model
    def _get_points_rows(self, partner, ids):
        # sudo: entries of this member alone.
        return (
            self.env["community.points.entry"]
            .sudo()
            ._read_group(
                [
                    ("partner_id", "=", partner.id),
                    ("res_model", "=", self._name),
                    ("res_id", "in", ids),
                ],
                ["res_id"],
                ["amount:sum"],
            )
        )

    def _get_points_of(self, partner):
        """:return: {seat id: what it brought, less what was taken back}"""
        return dict(self._get_points_rows(partner, self.ids))

    def _get_standing(self):
        """How a seat stands, in words, colour and sign.

        :return: {"level": good, soon, act or ended, "label", "icon"}
        """
        self.ensure_one()
        if self.state == "cancel":
            return self._stand("ended", self.env._("Cancelled"))
        if self.event_id.kanban_state == "cancel":
            return self._stand("act", self.env._("The event is cancelled"))
        if self.state == "done":
            inside = self.is_inside and fields.Datetime.now() < self._get_end()
            label = self.env._("You are inside") if inside else self.env._("Attended")
            return self._stand("good", label)
        if fields.Datetime.now() > self._get_end():
            return self._stand("ended", self.env._("Not attended"))
        return self._get_standing_before()

    def _get_standing_before(self):
        """As above, while the event is still to come."""
        if self.state == "draft":
            return self._stand("soon", self.env._("Waits for confirmation"))
        if self._can_be_bound():
            return self._stand("act", self.env._("Passed on to you: will you come?"))
        if not self.is_accepted:
            return self._stand("good", self.env._("Passed on to you"))
        return self._stand("good", self.env._("Registered"))

    @staticmethod
    def _stand(level, label):
        icons = {
            "good": "fa-check-circle",
            "soon": "fa-clock-o",
            "act": "fa-exclamation-circle",
            "ended": "fa-minus-circle",
        }
        return {"level": level, "label": label, "icon": icons[level]}

    def _say_when(self):
        self.ensure_one()
        return format_datetime(
            self.env,
            self._get_begin(),
            tz=self.event_id.date_tz or "UTC",
            dt_format=WHEN,
        )

    def _say_where(self):
        event = self.event_id
        return event.address_id.name or self.env._("Online") if event else ""
