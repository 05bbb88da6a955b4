from odoo import fields, models

DELIVERY_STATES = {"pending": "sent", "sent": "delivered"}
FAILURE_REASONS = {
    "sms_number_format": "bad_address",
    "sms_number_missing": "no_address",
    "sms_country_not_supported": "unreachable",
    "sms_credit": "no_credit",
    "sms_acc": "rejected",
    "sms_server": "provider_down",
    "sms_blacklist": "blacklisted",
    "sms_optout": "withdrawn",
    "sms_expired": "expired",
    "sms_invalid_destination": "bad_address",
    "sms_not_allowed": "unreachable",
    "sms_rejected": "rejected",
    "sms_not_delivered": "unreachable",
}


class SmsTracker(models.Model):
    """Reports of core's own providers reach the log of messages too."""

    _inherit = "sms.tracker"

    provider_message_id = fields.Char(readonly=True, index="btree_not_null")
    provider_number = fields.Char(readonly=True)

    def _action_update_from_sms_state(
        self, sms_state, failure_type=False, failure_reason=False
    ):
        res = super()._action_update_from_sms_state(
            sms_state, failure_type=failure_type, failure_reason=failure_reason
        )
        if sms_state in DELIVERY_STATES:
            self._tell_deliveries(DELIVERY_STATES[sms_state])
        elif sms_state == "error":
            self._tell_deliveries("failed", failure_type, failure_reason)
        return res

    def _action_update_from_provider_error(self, provider_error):
        res = super()._action_update_from_provider_error(provider_error)
        self._tell_deliveries("failed", res[1], res[2])
        return res

    def _tell_deliveries(self, state, failure_type=None, failure_reason=None):
        """Note what a report said; while a message is sent its ladder decides."""
        if self.env.context.get("notice_ladder"):
            return
        # sudo: trackers are written by the system, and so is the log
        deliveries = (
            self.env["community.notice.delivery"]
            .sudo()
            .search([("sms_uuid", "in", self.mapped("sms_uuid"))])
        )
        if not deliveries:
            return
        reason = None
        if state == "failed":
            reason = FAILURE_REASONS.get(failure_type, "rejected")
        deliveries._set_outcome(state, reason=reason, detail=failure_reason or None)
