from odoo import models

from odoo.addons.community_members.tools.decision import DENY, Decision, Reason

from ..tools.hand_out_rules import hand_out
from ..tools.ticket_rules import get_presence
from .event_registration_history import read_moment


class CommunityCheckinDevice(models.Model):
    """At a gate that hands something out: nobody comes in or goes out there."""

    _inherit = "community.checkin.device"

    def _decide_hand_out(self, found, thing):
        """:return: Decision whether this ticket gets `thing` here"""
        if found.problem:
            return Decision(DENY, (Reason(found.problem),))
        row = found.compile_row()
        verdict = hand_out(
            row,
            get_presence(row),
            str(thing.id),
            self.gate_id.id,
            serial=found.serial,
        )
        return Decision(verdict.verdict, (Reason(verdict.code, verdict.facts),))

    def _get_thing(self, request, gate):
        """What was handed out, by the phone's word: the gate may do another thing now.

        :return: `community.event.hand.out`, empty for coming in or going out
        """
        things = self.event_id.hand_out_ids
        if request.thing is None:
            return gate.hand_out_id
        return things.filtered(lambda thing: thing.id == request.thing)

    def _is_no_entrance(self, request, gate, moment):
        """Whether somebody came or went, by the phone's word, at a gate that was none.

        Before the gate began to hand something out it was one.

        :param moment: seconds since 1970, when it happened
        """
        if request.thing != 0 or not gate.hand_out_id:
            return False
        until = gate.entrance_until
        return not until or read_moment(moment) > until

    def _forget_who(self, row):
        """A refusal that is nobody's: what was handed out is not known here any more.

        It counts as no entry, also when an organiser confirms what was refused.
        """
        decision = Decision(DENY, (Reason("not_included"),))
        return row | {
            "registration_id": False,
            "partner_id": False,
            "verdict": DENY,
            "code": "not_included",
            "decision": decision.to_json(),
            "is_conflict": False,
            "conflict_code": False,
        }

    def _get_counts(self):
        """What the scan page counts: who is inside, at a hand-out what was given.

        `entitled` is how many there are to give, 0 without a limit for each ticket.
        """
        self.ensure_one()
        counts = self.event_id._get_door_counts()
        # sudo: a number for the phone at this gate.
        thing_sudo = self.gate_id.hand_out_id.sudo()
        if thing_sudo:
            thing_sudo.invalidate_recordset(["given_count"])
            counts |= {
                "given": thing_sudo.given_count,
                "entitled": thing_sudo.entitled_count * thing_sudo.most,
            }
        return counts
