import secrets
import time
from hashlib import sha256

from odoo import api, fields, models

from ..tools import browser_key, venue_code

KEPT = 86_400  # seconds for which a scanned code is remembered
DELETED_AT_ONCE = 10_000
COOKIE = "community_checkin"
COOKIE_LIFE = 3_600
BOUND_WITHIN = 20  # seconds in which the browser that opened the page shows its key


class CommunityCheckinClaim(models.Model):
    """A code that was scanned in time, kept while its owner logs in.

    The browser holds the token in a cookie of its own; here is only its hash. So the
    time of the scan counts, not the time of the tap, and the link cannot be passed on.
    """

    _name = "community.checkin.claim"
    _description = "Scanned Code"
    _log_access = False

    event_id = fields.Many2one(
        "event.event", required=True, readonly=True, index=True, ondelete="cascade"
    )
    token_hash = fields.Char(required=True, readonly=True)
    challenge = fields.Char(
        required=True, readonly=True, help="What the browser's key has to sign."
    )
    verdict = fields.Char(required=True, readonly=True)
    shown_at = fields.Float(readonly=True, digits=0)
    opened_at = fields.Float(readonly=True, digits=0)
    screen_number = fields.Integer(readonly=True)
    fingerprint = fields.Char(
        readonly=True, help="The browser's key, told when the page was opened."
    )
    network = fields.Char(
        readonly=True, help="Fingerprint of the network from which it was opened."
    )
    used_by_id = fields.Many2one(
        "res.partner", readonly=True, index="btree_not_null", ondelete="cascade"
    )

    _token_uniq = models.UniqueIndex("(token_hash)", "A token is given once.")
    _opened_index = models.Index("(opened_at)")

    @api.model
    def _open(self, text, address=""):
        """Take down a scanned code at the moment at which the server sees it.

        What is not genuine is not taken down: whoever looks at a link that somebody
        made up does nothing and learns nothing. An old one is for whoever is logged
        in alone, so that a picture of last week fills no table.

        :param address: IP from which it was opened, as text
        :return: (claim, token for the browser's cookie); no claim and no token when
            the text is no code of an event that has codes
        :raises TooManyError: strangers took down too many from this network
        """
        event_sudo = self._find_event(text)
        if not event_sudo:
            return self.browse(), ""
        key = self.env["community.checkin.secret"]._get_for(event_sudo)._get_key()
        verdict = venue_code.judge_code(key, event_sudo.id, text)
        if verdict != venue_code.GENUINE:
            return self.browse(), ""
        claimed = venue_code.parse_code(text)
        by_guest = self.env.user._is_public()
        if by_guest and not event_sudo._is_code_fresh(claimed):
            return self.browse(), ""
        network = address and event_sudo._get_network(address)
        if by_guest:
            self._check_limit("scans", network)
        else:
            self._check_own_limit()
        token = secrets.token_urlsafe(32)
        # sudo: whoever holds the code, also before logging in.
        claim_sudo = self.sudo().create(
            {
                "event_id": event_sudo.id,
                "token_hash": self._hash(token),
                "challenge": secrets.token_urlsafe(16),
                "verdict": verdict,
                "shown_at": claimed.shown_at,
                "opened_at": time.time(),
                "screen_number": claimed.screen,
                "network": network,
                "by_guest": by_guest,
                "user_id": False if by_guest else self.env.uid,
            }
        )
        return claim_sudo, token

    @api.model
    def _find_event(self, text):
        """The event that a code names, if members check in there by themselves."""
        claimed = venue_code.parse_code(text)
        # sudo: as above
        events_sudo = self.env["event.event"].sudo().with_context(active_test=False)
        event_sudo = events_sudo.browse(claimed.event_id if claimed else ()).exists()
        return event_sudo.filtered("checkin_by_member")

    @api.model
    def _find(self, token):
        # sudo: whoever holds the token.
        claims_sudo = self.sudo()
        if not token or not isinstance(token, str):
            return claims_sudo.browse()
        return claims_sudo.search([("token_hash", "=", self._hash(token))])

    @api.model
    def _hash(self, token):
        return sha256(token.encode()).hexdigest()

    def _is_of(self, text):
        """Whether this is the scan of that code, which coming back makes no younger."""
        claimed = venue_code.parse_code(text)
        return (
            bool(self)
            and self.verdict == venue_code.GENUINE
            and claimed is not None
            and claimed.event_id == self.event_id.id
            and claimed.shown_at == self.shown_at
            and claimed.screen == self.screen_number
            and venue_code.is_genuine(
                self.env["community.checkin.secret"]._get_for(self.event_id)._get_key(),
                text,
            )
        )

    def _bind(self, public_key):
        """The browser that opened the page: it alone may confirm, with its key.

        A browser that shows its key later may be another one.
        """
        self.ensure_one()
        fingerprint = browser_key.get_fingerprint(public_key)
        if fingerprint and not self.fingerprint and not self._is_bound_late():
            self.fingerprint = fingerprint
        return bool(fingerprint)

    def _is_bound_late(self):
        """Whether a browser that showed no key so far is late with it."""
        return not self.fingerprint and time.time() - self.opened_at > BOUND_WITHIN

    def _get_nonce(self, partner):
        """One scan of one person is one try."""
        self.ensure_one()
        return f"code:{self.id}:{partner.id}"

    def _get_attempt(self, partner):
        """What became of this scan, if the person confirmed it already."""
        attempts = self.env["community.checkin.attempt"]
        return attempts._find_nonce(self.event_id, self._get_nonce(partner))

    def _mark_used(self, partner):
        """Written at once: of two confirmations at a time the second starts over.

        :return: whether somebody else, who is no family, used this scan before
        """
        self.ensure_one()
        first = self.used_by_id
        if first and first != partner and first not in partner._get_family():
            return True
        self.used_by_id = partner
        self.flush_recordset(["used_by_id"])
        return False

    @api.autovacuum
    def _gc_claims(self):
        old = self.search(
            [("opened_at", "<", time.time() - KEPT)], limit=DELETED_AT_ONCE
        )
        old.unlink()
        # (done, whether there may be more): the nightly job goes on while there is.
        return len(old), len(old) == DELETED_AT_ONCE
