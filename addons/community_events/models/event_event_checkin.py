from psycopg2.errors import UniqueViolation

from odoo import fields, models
from odoo.exceptions import ConcurrencyError

from ..tools.checkin_decision import decide, is_strike


class EventEvent(models.Model):
    """A member comes in with the code of the venue's screen."""

    _inherit = "event.event"

    def _check_in_member(self, partner, claim, trace):
        """Decide, let in or refuse, and keep the attempt.

        Twice with the same scan gives the same answer. Two at once: the claim is
        written first, so the second of them starts over and finds the answer of the
        first.

        :param partner: the member who is logged in
        :param claim: the scanned code (`community.checkin.claim`)
        :param trace: {"position": Position or None, "is_position_refused",
            "fingerprint", "is_signed", "public_key", "address" (IP), "country" (code),
            "clock" (seconds since 1970 by the phone)}
        :return: the attempt
        """
        self.ensure_one()
        attempts = self.env["community.checkin.attempt"]
        known = claim._get_attempt(partner)
        if known:
            return known
        is_shared = claim._mark_used(partner)
        registration = self._find_registration(partner) or self._adopt_seat(partner)
        evidence = self._gather_evidence(partner, registration, claim, trace, is_shared)
        policy = self._get_checkin_policy()
        decision = decide(evidence, policy)
        key = self.env["community.checkin.key"]._use(trace, partner)
        if decision.allowed:
            registration = registration or self._register_walk_in(partner)
            registration._admit(flagged=decision.verdict == "flag")
        return attempts._post(
            {
                "event_id": self.id,
                "registration_id": registration.id,
                "partner_id": partner.id,
                "kind": "code",
                "key_id": key.id,
                "nonce": claim._get_nonce(partner),
                "user_id": self.env.uid,
                "is_strike": is_strike(decision, policy)
                or self._is_repeated(partner, decision, claim.shown_at),
            },
            decision,
            evidence,
        )

    def _find_registration(self, partner, slot=None):
        """The seat of a member here; one that was cancelled is none.

        :param slot: the time that is meant; without one it is the seat of the time that
            is on now, else of the next one, else of the last
        """
        domain = [
            ("event_id", "=", self.id),
            ("member_id", "=", partner.id),
            ("state", "!=", "cancel"),
        ]
        if slot is not None:
            domain.append(("event_slot_id", "=", slot.id))
        # sudo: members come in without rights on registrations.
        found_sudo = self.env["event.registration"].sudo().search(domain)
        if len(found_sudo) < 2:
            return found_sudo
        now = fields.Datetime.now()
        coming_sudo = found_sudo.filtered(lambda seat: seat._get_end() >= now)
        if coming_sudo:
            return min(coming_sudo, key=lambda seat: seat._get_begin())
        return max(found_sudo, key=lambda seat: seat._get_begin())

    def _adopt_seat(self, partner):
        """The seat that this person booked before he was known here."""
        seats = self.env["event.registration"]
        if not partner.email_normalized:
            return seats
        # sudo: members come in without rights on registrations.
        found_sudo = seats.sudo().search(
            [
                ("event_id", "=", self.id),
                ("member_id", "=", False),
                ("state", "in", ("draft", "open")),
                "|",
                ("partner_id", "=", partner.id),
                ("email", "=ilike", partner.email_normalized),
            ]
        )
        return found_sudo._adopt_for(partner)

    def _register_walk_in(self, partner, slot=None):
        """A seat for a member who came without one.

        :param slot: the time at which this member came, else the one that is on now
        :raises ConcurrencyError: another scan of the same member made the seat in this
            moment; the request starts over and finds it
        """
        # sudo: as above; whether it is allowed was decided before.
        seats_sudo = self.env["event.registration"].sudo()
        values = {
            "event_id": self.id,
            "event_slot_id": (self._get_slot_now() if slot is None else slot).id,
            "event_ticket_id": self._get_walk_in_ticket(partner).id,
            "partner_id": partner.id,
            "member_id": partner.id,
            "state": "open",
            "is_walk_in": True,
        }
        quiet_sudo = seats_sudo._mailing_later().with_context(tracking_disable=True)
        try:
            with self.env.cr.savepoint():
                return quiet_sudo.create(values)
        except UniqueViolation as error:
            raise ConcurrencyError from error
