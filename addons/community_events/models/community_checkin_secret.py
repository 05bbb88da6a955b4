import secrets

from odoo import api, fields, models

from ..tools import signed_ticket
from ..tools.venue_code import derive_key


class CommunityCheckinSecret(models.Model):
    """What signs codes and tickets of an event. Nobody reads it, code alone uses it.

    A secret that is hashed cannot sign; so it lies in a model of its own, without any
    access right, and is made anew in a copy of the database.
    """

    _name = "community.checkin.secret"
    _description = "Secret of an Event"
    _log_access = False

    event_id = fields.Many2one(
        "event.event", required=True, readonly=True, index=True, ondelete="cascade"
    )
    secret = fields.Char(required=True, readonly=True)
    private_key = fields.Char(required=True, readonly=True)
    public_key = fields.Char(required=True, readonly=True)

    _event_uniq = models.UniqueIndex("(event_id)", "An event has one secret.")

    @api.model
    def _get_for(self, event):
        """The secret of an event; made when it is asked for the first time."""
        # sudo: no role may read secrets, this code signs with them.
        found = self.sudo().search([("event_id", "=", event.id)])
        if found:
            return found
        private_key = signed_ticket.make_private_key()
        # sudo: as above
        return self.sudo().create(
            {
                "event_id": event.id,
                "secret": secrets.token_hex(32),
                "private_key": private_key,
                "public_key": signed_ticket.get_public_key(private_key),
            }
        )

    def _get_key(self):
        """The key of the venue's codes, as bytes."""
        self.ensure_one()
        return derive_key(bytes.fromhex(self.secret), self.event_id.id)
