import time
from hashlib import sha256

from odoo import fields, models

from odoo.addons.community_members.tools.decision import deny

from ..tools import venue_code
from ..tools.checkin_decision import FOREIGN, FOREIGN_ALLOWED, SCAN_AGAIN, is_foreign

KEPT_PER_PERSON = 10


class EventEvent(models.Model):
    """Codes that the screen did not show: anybody can make one and pass it on.

    So looking at such a link says nothing and keeps nothing. Who tells that he scanned
    it at the entrance leaves a refused attempt; several of them are a try to cheat.
    """

    _inherit = "event.event"

    def _is_code_fresh(self, claimed):
        """Whether a code is (almost) of this moment: somebody sees the screen.

        :param claimed: `tools.venue_code.VenueCode`
        """
        self.ensure_one()
        policy = self._get_checkin_policy()
        age = time.time() - claimed.shown_at
        return (
            -policy.clock_tolerance <= age <= policy.code_life + policy.clock_tolerance
        )

    def _keep_foreign_code(self, partner, text):
        """A refused attempt of a code that is not ours; twice the same is one.

        Only where this person may know of the event, and while its door is open.

        :return: the attempt, if one is kept
        """
        attempts = self.env["community.checkin.attempt"]
        if not self._may_keep_foreign_code(partner, text):
            return attempts
        mark = sha256(text.encode()).hexdigest()[:32]
        nonce = f"foreign:{partner.id}:{mark}"
        known = attempts._find_nonce(self, nonce)
        if known or self._count_foreign_codes(partner) >= KEPT_PER_PERSON:
            return known
        decision = deny("forged", SCAN_AGAIN)
        return attempts._post(
            {
                "event_id": self.id,
                "registration_id": self._find_registration(partner).id,
                "partner_id": partner.id,
                "kind": "code",
                "nonce": nonce,
                "user_id": self.env.uid,
                "is_strike": self._is_repeated(partner, decision, nonce),
            },
            decision,
            {"moment": time.time()},
        )

    def _may_keep_foreign_code(self, partner, text):
        if not self:
            return False
        key = self.env["community.checkin.secret"]._get_for(self)._get_key()
        now = fields.Datetime.now()
        return (
            self.active
            and self.is_published
            and self.checkin_opens_at <= now <= self.checkin_closes_at
            and not self._get_hidden_from(partner)
            and not venue_code.is_genuine(key, text)
        )

    def _is_repeated(self, partner, decision, mark):
        """Whether this person brings one such code after the other.

        The same code again is no other one: a clock that is wrong, or a finger that is
        impatient, is charged once.

        :param mark: what tells this code from others, see `_get_foreign_marks`
        """
        if not is_foreign(decision):
            return False
        known = self._get_foreign_marks(partner)
        return mark not in known and len(known) >= FOREIGN_ALLOWED

    def _get_foreign_marks(self, partner):
        """The codes of somebody else that this person has brought here.

        :return: set of nonces (made of the text) and, for codes that came before their
            time, of the times that they name
        """
        return {
            attempt.nonce
            if attempt.code == "forged"
            else ((attempt.evidence or {}).get("code") or {}).get("shown_at")
            for attempt in self._find_foreign_codes(partner)
        }

    def _count_foreign_codes(self, partner):
        return len(self._find_foreign_codes(partner))

    def _find_foreign_codes(self, partner):
        # sudo: members are judged by rows that they may not all read.
        attempts_sudo = self.env["community.checkin.attempt"].sudo()
        return attempts_sudo.search(
            [
                ("event_id", "=", self.id),
                ("partner_id", "=", partner.id),
                ("code", "in", sorted(FOREIGN)),
                ("hand_out_id", "=", False),
                ("corrected_by_ids", "=", False),
            ]
        )
