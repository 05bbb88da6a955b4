from odoo import models

from ..tools.checkin_decision import decide
from ..tools.checkin_evidence import Evidence, PersonFacts
from ..tools.checkin_trial import make_code, make_device, make_trace

MOST = 12  # policies that are compared
_LEVELS = {"allow": "success", "flag": "warning", "deny": "danger"}


class CommunityCheckinTrial(models.TransientModel):
    """The member's own scan: the same facts, judged by the same rules."""

    _inherit = "community.checkin.trial"

    def _try_member(self):
        self.ensure_one()
        event = self.event_id._origin
        if not event.checkin_by_member:
            return self._say_nobody_may()
        evidence = self._make_evidence()
        chosen = self.policy_id._origin
        policy = chosen._get_policy() if chosen else event._get_checkin_policy()
        decision = decide(evidence, policy)
        told = self._say(decision)
        told["policy_rows"] = self._compare(evidence)
        if any(reason.weight for reason in decision.reasons):
            told["weighing"] = self.env._(
                "The hints weigh %(score)s: shown to the organiser from %(flag_from)s, "
                "refused from %(refuse_from)s.",
                score=decision.score,
                flag_from=policy.flag_from,
                refuse_from=policy.refuse_from,
            )
        return told

    def _make_evidence(self):
        """What the server would know; without a person it is somebody with a seat."""
        event, now = self.event_id._origin, self._get_moment()
        seat = self._get_seat()
        partner = self.partner_id._origin or seat.member_id
        facts = event._get_event_facts(partner, seat)
        person = PersonFacts()
        if partner:
            person = event._get_person_facts(partner, seat, now)
        return Evidence(
            now=now,
            event=facts,
            code=make_code(now, self.code_age, self.waited),
            person=person,
            device=make_device(self.phone, self.strangers),
            trace=make_trace(facts.fence, self.place, self.metres, self.accuracy),
        )

    def _compare(self, evidence):
        """The verdict of every policy about this one scan."""
        labels = dict(self._fields["verdict"]._description_selection(self.env))
        policies = self.env["community.checkin.policy"].search([], limit=MOST)
        rows = []
        for policy in policies:
            verdict = decide(evidence, policy._get_policy()).verdict
            rows.append(
                {
                    "label": policy.name,
                    "value": labels[verdict],
                    "level": _LEVELS[verdict],
                }
            )
        return rows

    def _say_nobody_may(self):
        return {
            "verdict": "deny",
            "is_asked": False,
            "headline": False,
            "sentence": self.env._(
                "Members do not check in by themselves at “%(event)s”. Switch it on in "
                "the event first.",
                event=self.event_id.name,
            ),
            "fix": False,
            "weighing": False,
            "reason_rows": [],
            "policy_rows": [],
        }
