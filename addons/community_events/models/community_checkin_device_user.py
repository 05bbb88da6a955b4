from dataclasses import replace

from odoo import models

from odoo.addons.community_members.tools.decision import DENY, FLAG, Decision, Reason

from ..tools.ticket_rules import OUT

OWN_TICKET, OWN_BY_HAND = "own_ticket", "own_by_hand"


class CommunityCheckinDevice(models.Model):
    """Whoever opened a scan page from Odoo, and comes in there himself.

    A lone steward comes in with the own ticket like everybody, and organisers look at
    that later. Beside the rules, or without a ticket, somebody else has to let him in.
    """

    _inherit = "community.checkin.device"

    def _is_own(self, found):
        """Whether it is the page's user who comes; managers answer for themselves."""
        user = self.user_id
        if not user or user.has_group("event.group_event_manager"):
            return False
        person = user.partner_id
        if found.seat:
            return found.seat._is_seat_of(person)
        return found.partner == person

    def _refuse_own(self, found):
        """What was chosen by hand; nobody chooses himself."""
        if found.kind != "desk" or not self._is_own(found):
            return found
        partner = self.user_id.partner_id
        return self._get_nobody(OWN_BY_HAND, kind="desk", partner=partner)

    def _find_request(self, request):
        return self._refuse_own(super()._find_request(request))

    def _find_uploaded(self, requests):
        found = super()._find_uploaded(requests)
        return {nonce: self._refuse_own(one) for nonce, one in found.items()}

    def _let_in_anyway(self, found, decision):
        if self._is_own(found):
            return Decision(DENY, (Reason(OWN_BY_HAND), *decision.reasons))
        return super()._let_in_anyway(found, decision)

    def _note_own(self, found, decision, direction, thing):
        """:return: the decision, to be looked at when the page's user comes in"""
        if not decision.allowed or thing or direction == OUT or not self._is_own(found):
            return decision
        return Decision(FLAG, (Reason(OWN_TICKET), *decision.reasons))

    def _prepare_upload(self, request, found, sent_at, received_at):
        """The phone's word about its own user counts no more than without it."""
        if found.problem == OWN_BY_HAND:
            request = replace(request, verdict=DENY, code=OWN_BY_HAND)
        elif request.verdict != DENY and self._is_own(found):
            gate = self._get_gate(request)
            thing = self._get_thing(request, gate)
            if not thing and self._get_direction(request, gate, thing) != OUT:
                request = replace(request, verdict=FLAG, code=OWN_TICKET)
        return super()._prepare_upload(request, found, sent_at, received_at)
