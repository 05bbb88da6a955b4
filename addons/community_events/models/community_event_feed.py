import secrets

from odoo import api, fields, models
from odoo.tools import hmac as odoo_hmac

from ..tools.feed_token import is_genuine, make_token, read_id


class CommunityEventFeed(models.Model):
    """The address under which a calendar program reads the events of one user.

    Nobody has rights on these rows: code makes one when its user asks for it. The
    address can be shown again, and is void once the salt is drawn anew.
    """

    _name = "community.event.feed"
    _description = "Calendar Feed"

    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, index=True, ondelete="cascade"
    )
    salt = fields.Char(required=True, readonly=True, copy=False)

    _user_uniq = models.UniqueIndex("(user_id)", "A user has one calendar feed.")

    @api.model
    def _get_key(self):
        """Key of the signatures, derived from the secret of the database."""
        # sudo: the secret is read for signing and never leaves the server.
        return odoo_hmac(self.env(su=True), "community_events.feed", "v1").encode()

    @api.model
    def _get_for(self, user):
        """The feed of a user, empty if there is none."""
        # sudo: the own feed of whoever asks; callers pass the user who is logged in.
        return self.sudo().search([("user_id", "=", user.id)])

    @api.model
    def _renew(self, user):
        """A new address for a user; the one before is void."""
        salt = secrets.token_hex(16)
        feed_sudo = self._get_for(user)
        if feed_sudo:
            feed_sudo.salt = salt
            return feed_sudo
        return feed_sudo.create({"user_id": user.id, "salt": salt})

    @api.model
    def _find(self, token):
        """The feed of a genuine address, as long as its user may log in."""
        feed_id = read_id(token or "")
        if not feed_id:
            return self.browse()
        # sudo: whoever holds the address reads this calendar, and nothing else.
        feed_sudo = self.sudo().search([("id", "=", feed_id)])
        key = self._get_key()
        if not feed_sudo or not is_genuine(key, token, feed_sudo.id, feed_sudo.salt):
            return self.browse()
        return feed_sudo if feed_sudo.user_id.active else self.browse()

    def _get_url(self):
        self.ensure_one()
        website = self.env["website"].get_current_website(fallback=False)
        base_url = website.get_base_url() if website else self.get_base_url()
        token = make_token(self._get_key(), self.id, self.salt)
        return f"{base_url}/my/events.ics?token={token}"
