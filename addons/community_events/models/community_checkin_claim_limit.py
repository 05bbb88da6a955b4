import time

from odoo import api, fields, models
from odoo.exceptions import UserError

HOUR = 3_600
# What is counted: parameter, default for one network of one event in an hour.
#
# A venue's wifi shows five hundred honest people as one address, so the numbers are
# those of a crowd: each of them scans a few times, asks for a letter, and one in three
# mistypes the digits. Whoever stands at the screen with a script gains little below
# them: rows that are gone after a day, letters that wait for the limit of each person
# (five an hour) as well, and guesses at six digits of which a million are possible.
# Unknown addresses count like known ones, so that no answer tells them apart.
# Who is logged in is counted alone, by scans that nobody makes in an hour.
LIMITS = {
    "own": ("community_events.checkin_scans_per_member", 120),
    "scans": ("community_events.checkin_scans_per_network", 3_000),
    "letters": ("community_events.checkin_letters_per_network", 800),
    "digits": ("community_events.checkin_digits_per_network", 200),
}


class TooManyError(UserError):
    """So much came from one network, or one member, that the next ones have to wait."""


class CommunityCheckinClaim(models.Model):
    """How much those who are not logged in may do from one network.

    Whoever is logged in is known, counted alone, and never cut off by what others do in
    the same wifi.
    Addresses that mean nothing (of a house or a proxy) are no network: behind a proxy
    that Odoo is not told of (`proxy_mode`) all would be one.
    """

    _inherit = "community.checkin.claim"

    by_guest = fields.Boolean(readonly=True, help="Scanned by who was not logged in.")
    user_id = fields.Many2one(
        "res.users", "Scanned By", readonly=True, ondelete="cascade"
    )
    letters_asked = fields.Integer(
        readonly=True, help="Also those that went nowhere, as nobody has the address."
    )
    digits_wrong = fields.Integer(readonly=True)

    _network_index = models.Index("(network, opened_at)")
    _user_index = models.Index("(user_id, opened_at) WHERE user_id IS NOT NULL")

    @api.model
    def _get_limit(self, kind):
        """:return: how many an hour, 0 for no limit"""
        parameter, default = LIMITS[kind]
        # sudo: the limits are parameters of the system.
        value = self.env["ir.config_parameter"].sudo().get_param(parameter, default)
        try:
            return int(value)
        except ValueError:
            return default

    @api.model
    def _check_own_limit(self):
        """:raises TooManyError: whoever is logged in scanned very often"""
        limit = self._get_limit("own")
        # sudo: own scans, which members do not read.
        made = self.sudo().search_count(
            [
                ("user_id", "=", self.env.uid),
                ("opened_at", ">=", time.time() - HOUR),
            ],
            limit=limit or 1,
        )
        if limit and made >= limit:
            raise TooManyError(
                self.env._("You have scanned very often in the last hour.")
            )

    @api.model
    def _check_limit(self, kind, network):
        """:param kind: of ``LIMITS``, what is counted by network
        :param network: fingerprint, as claims keep it
        :raises TooManyError: the limit of this network is reached
        """
        limit = self._get_limit(kind)
        if network and limit and self._count_from(network)[kind] >= limit:
            raise TooManyError(
                self.env._("Too many tries came from this network in the last hour.")
            )

    @api.model
    def _count_from(self, network):
        """:return: {kind: how many of it came from this network in the last hour}

        Letters and digits count whoever scanned: one may log out before asking.
        """
        # sudo: numbers of the whole event.
        rows = self.sudo()._read_group(
            [("network", "=", network), ("opened_at", ">=", time.time() - HOUR)],
            ["by_guest"],
            ["__count", "letters_asked:sum", "digits_wrong:sum"],
        )
        return {
            "scans": sum(count for by_guest, count, *_ in rows if by_guest),
            "letters": sum(letters or 0 for *_, letters, _ in rows),
            "digits": sum(digits or 0 for *_, digits in rows),
        }
