from odoo import fields, models
from odoo.tools import SQL

from .community_ticket_presence import NEWS, SEEN


class CommunityTicket(models.Model):
    """Agents who look at the same ticket know of each other."""

    _inherit = "community.ticket"

    def note_presence(self, is_writing=False, is_leaving=False):
        """The page of an agent says that he is here, every half a minute.

        :return: list of ``{id, name, is_writing}``, the others who are here
        """
        self.ensure_one()
        self._check_at_desk()
        self._keep_presence(bool(is_writing), bool(is_leaving))
        for row in self._get_others(self.env.user):
            row.user_id._bus_send(NEWS, {"ticket_id": self.id})
        return self.get_presence()

    def get_presence(self):
        """The other agents who have this ticket open, as `note_presence` says it."""
        self.ensure_one()
        self._check_at_desk()
        return [
            {
                "id": row.user_id.id,
                "name": row.user_id.name,
                "is_writing": row.is_writing,
            }
            for row in self._get_others(self.env.user)
        ]

    def _check_at_desk(self):
        """:raises AccessError: for customers, who may see their own ticket"""
        self.check_access("read")
        self.env["community.ticket.presence"].check_access("read")

    def _keep_presence(self, is_writing, is_leaving):
        """One row for each agent and ticket; two tabs at once write the same one."""
        if is_leaving:
            self.env.cr.execute(
                SQL(
                    "DELETE FROM community_ticket_presence"
                    " WHERE ticket_id = %s AND user_id = %s",
                    self.id,
                    self.env.uid,
                )
            )
            return
        self.env.cr.execute(
            SQL(
                "INSERT INTO community_ticket_presence"
                " (ticket_id, user_id, is_writing, seen_at) VALUES (%s, %s, %s, %s)"
                " ON CONFLICT (ticket_id, user_id) DO UPDATE"
                " SET is_writing = EXCLUDED.is_writing, seen_at = EXCLUDED.seen_at",
                self.id,
                self.env.uid,
                is_writing,
                fields.Datetime.now(),
            )
        )

    def _get_others(self, user):
        """Those who are here now and still may be."""
        rows = self.env["community.ticket.presence"]._with_pen()
        rows.invalidate_model()
        found = rows.search(
            [
                ("ticket_id", "=", self.id),
                ("user_id", "!=", user.id),
                ("seen_at", ">=", fields.Datetime.now() - SEEN),
            ],
            order="seen_at",
        )
        return found.filtered(
            lambda row: (
                self.with_user(row.user_id)
                .with_context(allowed_company_ids=self.company_id.ids)
                .has_access("read")
            )
        )
