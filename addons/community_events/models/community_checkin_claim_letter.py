import secrets
import time

from odoo import fields, models
from odoo.tools import consteq, email_normalize

LETTERS_PER_CLAIM = 3
LETTERS_PER_HOUR = 5
ASKED_PER_CLAIM = 6  # slips of the pen included
TRIES = 5
DIGITS = 6


class CommunityCheckinClaim(models.Model):
    """Whoever is not logged in proves who he is by a letter to the known address.

    The letter holds a link for the browser that scanned, and six digits to type there
    when the link opens in another one. It lets in to this event and logs in nowhere.
    """

    _inherit = "community.checkin.claim"

    letter_to_id = fields.Many2one(
        "res.partner", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    letter_hash = fields.Char(readonly=True)
    digits_hash = fields.Char(readonly=True)
    letters_sent = fields.Integer(readonly=True)
    letter_at = fields.Float(readonly=True, digits=0)
    digits_tried = fields.Integer(readonly=True)
    proven_id = fields.Many2one(
        "res.partner",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="Who proved by a letter that the address is his.",
    )

    _letter_index = models.Index(
        "(letter_to_id, letter_at) WHERE letter_to_id IS NOT NULL"
    )

    def _send_letter(self, address):
        """Write to the member with this address, if there is exactly one.

        Whoever asks is told the same in every case.

        :raises TooManyError: too many letters were asked for from this network
        """
        self.ensure_one()
        # One scan must not use up what the network has for everybody.
        if self.letters_asked >= ASKED_PER_CLAIM:
            return
        self._check_limit("letters", self.network)
        self.letters_asked += 1
        partner = self._find_addressee(address)
        if not partner or not self._may_send_letter(partner):
            return
        if self._count_letters(partner) >= LETTERS_PER_HOUR:
            return
        token = secrets.token_urlsafe(24)
        digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        self.write(
            {
                "letter_to_id": partner.id,
                "letter_hash": self._hash(token),
                "digits_hash": self._hash(f"{self.id}:{digits}"),
                "letters_sent": self.letters_sent + 1,
                "letter_at": time.time(),
                "digits_tried": 0,
            }
        )
        # sudo: whoever scanned may ask for a letter; the template says what is in it.
        template_sudo = self.env.ref(
            "community_events.mail_template_checkin_letter"
        ).sudo()
        template_sudo.with_context(
            letter_link=f"{self.event_id.get_base_url()}/checkin/letter/{token}",
            letter_digits=digits,
        ).send_mail(self.id)
        # sudo: letters leave at once, whoever asked for them.
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _may_send_letter(self, partner):
        """A scan that is too old to come in with sends none; and each writes to one
        person alone, so that the letters of the hour can be counted.
        """
        life = self.event_id._get_checkin_policy().claim_life
        return (
            self.letters_sent < LETTERS_PER_CLAIM
            and self.letter_to_id in (partner, partner.browse())
            and time.time() - self.opened_at <= life
        )

    def _find_addressee(self, address):
        """The one person with this address; two who share one are asked to log in."""
        normalized = email_normalize((address or "").replace("\0", ""))
        if not normalized:
            return self.env["res.partner"]
        # sudo: nothing of the member is told to whoever asks.
        found_sudo = (
            self.env["res.partner"]
            .sudo()
            .search(
                [("email_normalized", "=", normalized), ("is_company", "=", False)],
                limit=2,
            )
        )
        return found_sudo if len(found_sudo) == 1 else found_sudo.browse()

    def _count_letters(self, partner):
        since = time.time() - 3_600
        rows = self._read_group(
            [("letter_to_id", "=", partner.id), ("letter_at", ">=", since)],
            aggregates=["letters_sent:sum"],
        )
        return rows[0][0] or 0

    def _prove_by_link(self, token):
        """Whether the link of the letter belongs to this scan; it proves once."""
        if not (self and self.letter_hash):
            return False
        if not consteq(self.letter_hash, self._hash(token)):
            return False
        self._prove()
        return True

    def _prove_by_digits(self, digits):
        """Whether the digits are right; after five wrong tries none are.

        :raises TooManyError: too many wrong ones came from this network
        """
        if not (self and self.digits_hash) or self.digits_tried >= TRIES:
            return False
        self._check_limit("digits", self.network)
        self.digits_tried += 1
        typed = "".join(filter(str.isdigit, digits or ""))
        if not consteq(self.digits_hash, self._hash(f"{self.id}:{typed}")):
            self.digits_wrong += 1
            return False
        self._prove()
        return True

    def _prove(self):
        self.write(
            {
                "proven_id": self.letter_to_id.id,
                "letter_hash": False,
                "digits_hash": False,
            }
        )

    def _find_letter(self, token):
        """The scan to which a letter belongs, whoever opened its link."""
        # sudo: whoever holds the token of the letter.
        return self.sudo().search([("letter_hash", "=", self._hash(token))], limit=1)
