from odoo import fields, models

from ..tools.words import may_become


class CommunityNoticeDelivery(models.Model):
    _inherit = "community.notice.delivery"

    def _set_outcome(
        self, state, reason=None, detail=None, provider_message_id=None, cost=None
    ):
        """Note what became of these messages.

        Never goes back: a late receipt does not turn "delivered" into "sent". A failure
        hands the message to the next channel of its notice.

        :return: the messages that changed.
        """
        changed = self.filtered(lambda delivery: may_become(delivery.state, state))
        values = {
            "reason": reason,
            "detail": detail,
            "outcome_at": fields.Datetime.now(),
        }
        if provider_message_id is not None:
            values["provider_message_id"] = provider_message_id
        if cost is not None:
            values["cost"] = cost
        changed.write(values | {"state": state})
        if state == "failed":
            changed._start_fallback()
        return changed

    def _postpone(self, until, detail=None):
        """Give claimed messages back to the queue, to be tried again later."""
        self.filtered(lambda delivery: delivery.state == "queued").write(
            {"handed_at": False, "next_try_at": until, "detail": detail}
        )

    def _start_fallback(self):
        """Hand failed messages to the next channel of their notice."""
