from odoo.addons.community_members.tools.decision import Decision, Reason

from .common import CommunityEventsCommon


class CheckinAttemptsCommon(CommunityEventsCommon):
    """Tries to come in, as the doors keep them."""

    @classmethod
    def _try(cls, partner, verdict="allow", code="welcome", weight=0, **values):
        """One try of a member at the event; who is let in has a seat and is inside."""
        event = values.pop("event", cls.event)
        seat = event._find_registration(partner)
        if verdict != "deny":
            seat = seat or cls._register(event, partner)
            seat._admit(flagged=verdict == "flag")
        evidence = values.pop("evidence", None)
        score = max(0, weight)
        attempts = cls.env["community.checkin.attempt"]
        return attempts.browse(
            attempts._post(
                {
                    "event_id": event.id,
                    "partner_id": partner.id,
                    "registration_id": seat.id,
                    "kind": "code",
                    "nonce": f"test:{attempts.search_count([])}",
                    **values,
                },
                Decision(verdict, (Reason(code, {}, "", weight),), score),
                evidence,
            ).id
        )

    def _judge(self, attempts, kind, user=None, note="Seen at the bar", **values):
        """What the organiser does in the window."""
        attempts = attempts.with_user(user or self.organizer)
        action = attempts.action_judge()
        window = (
            self.env["community.checkin.judge"]
            .with_user(user or self.organizer)
            .with_context(**action["context"])
            .create({"kind": kind, "note": note, **values})
        )
        return window.action_apply()
