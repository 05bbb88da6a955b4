import time
from datetime import timedelta

from odoo import fields, models

from ..tools import pin_code, qr_code
from ..tools.qr_path import make_path
from .community_access_credential import HELD_STATES

AHEAD = 600  # seconds of codes that a phone gets in advance
TRIES = 5
TRY_TIME = timedelta(hours=1)


class CommunityAccessCredential(models.Model):
    """The codes without a thing: what a phone shows, what somebody types."""

    _inherit = "community.access.credential"

    def _get_qr_codes(self, seconds=AHEAD):
        """Codes of the next minutes for the holder's phone.

        :return: {"now": seconds since 1970 by the server, "step": seconds for which
            one is shown, "codes": [{"at", "size", "path"}]}
        """
        if self.kind != "qr" or self.state != "issued":
            return {"now": time.time(), "step": qr_code.STEP, "codes": []}
        key = bytes.fromhex(self.company_id._get_access_qr_key())
        now = time.time()
        found = qr_code.make_texts(self.id, key, now, seconds)
        codes = [{"at": at, **make_path(text)._asdict()} for at, text in found]
        return {"now": now, "step": qr_code.STEP, "codes": codes}

    # ---- PIN --------------------------------------------------------------------

    def _get_pin_length(self, partner, company):
        """How many digits a PIN has that somebody sets now."""
        others = self.search_count(
            [
                ("company_id", "=", company.id),
                ("kind", "=", "pin"),
                ("state", "in", HELD_STATES),
                ("partner_id", "!=", partner.id),
            ]
        )
        return pin_code.length_for(others + 1)

    def _set_pin(self, partner, company, pin):
        """Somebody sets his own PIN; the former one ends with it.

        :return: None, or a sentence why not; refusals are counted
        """
        partner.lock_for_update(allow_referencing=True)
        if self._is_pin_throttled(partner):
            return self.env._("Too many tries. Please try again in an hour.")
        key = bytes.fromhex(company._get_access_pin_key())
        refusal = self._refuse_pin(partner, company, pin, key)
        if refusal:
            self._count_refused_pin(partner)
            return refusal
        secret = pin_code.hash_pin(pin, key)
        found = self._get_soft(partner, company, "pin")
        if found and found.secret == secret:
            return None
        if found:
            # Boxes forget the former PIN by the pass that it had.
            found._end("returned", "swapped")
        self._make_soft(partner, company, "pin", secret)
        return None

    def _refuse_pin(self, partner, company, pin, key):
        length = self._get_pin_length(partner, company)
        if not pin_code.is_form(pin, length):
            return self.env._(
                "A PIN has %(length)s to %(most)s digits.",
                length=length,
                most=pin_code.LONGEST,
            )
        # One sentence for all: it does not tell what somebody else has.
        if (
            pin_code.is_weak(pin, partner.birthdate_date)
            or pin_code.is_dull(pin, key)
            or self._is_pin_taken(partner, company, pin_code.hash_pin(pin, key))
        ):
            return self.env._(
                "This PIN is too easy to guess or cannot be used. Choose another one: "
                "no row, no pattern, no birthday."
            )
        return None

    def _is_pin_taken(self, partner, company, secret):
        return bool(
            self.search_count(
                [
                    ("company_id", "=", company.id),
                    ("key", "=", secret),
                    ("partner_id", "!=", partner.id),
                ],
                limit=1,
            )
        )

    def _is_pin_throttled(self, partner):
        since = partner.access_pin_refused_since
        is_over = not since or since + TRY_TIME <= fields.Datetime.now()
        return not is_over and partner.access_pin_refused >= TRIES

    def _count_refused_pin(self, partner):
        now = fields.Datetime.now()
        since = partner.access_pin_refused_since
        if not since or since + TRY_TIME <= now:
            partner.write({"access_pin_refused": 1, "access_pin_refused_since": now})
        else:
            partner.access_pin_refused += 1
