from datetime import timedelta

from odoo import api, fields, models


class CommunityTicket(models.Model):
    """Tickets that their agent does not touch go back to the queue of the group."""

    _inherit = "community.ticket"

    @api.model
    def _cron_return_to_queue(self):
        self._return_to_queue()

    @api.model
    def _return_to_queue(self, limit=500):
        """Take new tickets from agents who did nothing with them for too long.

        :return: the tickets that were taken back
        """
        now = fields.Datetime.now()
        returned = self.browse()
        groups = self.env["community.ticket.group"].search([("return_hours", ">", 0)])
        for group in groups:
            late = self.search(
                [
                    ("group_id", "=", group.id),
                    ("user_id", "!=", False),
                    ("stage_kind", "=", "new"),
                    ("agent_wrote_at", "=", False),
                    ("assigned_at", "<", now - timedelta(hours=group.return_hours)),
                ],
                limit=limit,
            ).try_lock_for_update()
            for ticket in late:
                ticket._pass_on()
            returned |= late
        return returned

    def _pass_on(self):
        """From the agent to another one, or to nobody."""
        self.ensure_one()
        before = self.user_id
        self.write({"user_id": False})
        self._route_within_group()
        if self.user_id == before:
            self.write({"user_id": False})
        self.message_post(
            body=self.env._(
                "%(agent)s did not take it up in time; it is back in the queue.",
                agent=before.name,
            )
        )
