from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import hmac as odoo_hmac

from ..tools.network import network_of

# Parameter, default, hours: what is counted under each kind of key.
LIMITS = {
    "ip": ("community_members.application_limit_ip", 20, 1),
    "email": ("community_members.application_limit_email", 5, 24),
}
KEPT = timedelta(days=2)


class CommunityApplicationAttempt(models.Model):
    """One row for each time the public form was sent, so that nobody floods it.

    The row holds no address: only a keyed hash of it, which nobody can reverse. Rows
    are only ever added, so requests of several workers never wait for each other.
    """

    _name = "community.application.attempt"
    _description = "Use of the Application Form"
    _log_access = False

    key = fields.Char(required=True)
    at = fields.Datetime(required=True, default=fields.Datetime.now)

    _key_at = models.Index("(key, at)")

    @api.model
    def _is_allowed(self, kind, value):
        """Count one more use, and say whether it is within the limit.

        :param kind: one of ``LIMITS``
        :param value: the address; a network for IP addresses
        """
        parameter, default, hours = LIMITS[kind]
        # sudo: the limits are parameters of the system, the table is closed to all.
        sudo = self.sudo()
        limit = int(sudo.env["ir.config_parameter"].get_param(parameter, default))
        if not limit:
            return True
        value = network_of(value) if kind == "ip" else value.strip().lower()
        key = odoo_hmac(sudo.env, f"community_members.{kind}", value)
        since = fields.Datetime.now() - timedelta(hours=hours)
        used = sudo.search_count([("key", "=", key), ("at", ">", since)], limit=limit)
        sudo.create({"key": key})
        return used < limit

    @api.autovacuum
    def _gc_attempts(self):
        old = self.search([("at", "<", fields.Datetime.now() - KEPT)], limit=10_000)
        old.unlink()
        return len(old), int(len(old) == 10_000)
