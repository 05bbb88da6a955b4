from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import hmac as odoo_hmac

LIMIT = 60
KEPT = timedelta(hours=1)


class CommunityPayAttempt(models.Model):
    """One row for each payment link that does not exist, so that nobody tries many.

    The row holds no address: only a keyed hash of the network. A genuine link adds
    none, and rows are only ever added, so payers never wait for each other.
    """

    _name = "community.pay.attempt"
    _description = "Wrong Payment Link"
    _log_access = False

    key = fields.Char(required=True)
    at = fields.Datetime(required=True, default=fields.Datetime.now)

    _key_at = models.Index("(key, at)")

    @api.model
    def _get_key(self, network):
        return odoo_hmac(self.env, "community_subscription.pay", network)

    @api.model
    def _is_blocked(self, network):
        since = fields.Datetime.now() - KEPT
        tried = [("key", "=", self._get_key(network)), ("at", ">", since)]
        return self.search_count(tried, limit=LIMIT) >= LIMIT

    @api.model
    def _note(self, network):
        self.create({"key": self._get_key(network)})

    @api.autovacuum
    def _gc_attempts(self):
        old = self.search([("at", "<", fields.Datetime.now() - KEPT)], limit=10_000)
        old.unlink()
        return len(old), int(len(old) == 10_000)
