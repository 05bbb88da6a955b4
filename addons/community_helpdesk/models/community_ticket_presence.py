from datetime import timedelta

from odoo import api, fields, models

SEEN = timedelta(seconds=90)
NEWS = "community.ticket.presence"


class CommunityTicketPresence(models.Model):
    """Who has a ticket open just now, so that two agents do not answer at once."""

    _name = "community.ticket.presence"
    _description = "Who Looks at a Ticket"
    _inherit = "community.pen.guard"
    _pen = "ticket_presence"
    _log_access = False
    _rec_name = "user_id"

    ticket_id = fields.Many2one(
        "community.ticket", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users", required=True, index=True, ondelete="cascade"
    )
    is_writing = fields.Boolean()
    seen_at = fields.Datetime(required=True, index=True)

    _once = models.UniqueIndex("(ticket_id, user_id)", "Somebody is there once.")

    @api.autovacuum
    def _gc_presence(self):
        old = self._with_pen().search(
            [("seen_at", "<", fields.Datetime.now() - timedelta(hours=1))], limit=10_000
        )
        old.unlink()
        return len(old), int(len(old) == 10_000)
