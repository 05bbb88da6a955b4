from odoo import fields, models

from ..tools.retry_ladder import next_step
from .sms_tracker import FAILURE_REASONS


class SmsSms(models.Model):
    """What a provider's answer means for a message, its log and its next try."""

    _inherit = "sms.sms"

    def _get_deliveries(self):
        # sudo: whoever sends an SMS by hand may not write the log, the system does
        deliveries_sudo = self.env["community.notice.delivery"].sudo()
        return deliveries_sudo.search([("sms_uuid", "in", self.mapped("uuid"))])

    def _create_missing_trackers(self):
        """Let reports of core's providers, which know trackers only, find the log."""
        noted = set(self._get_deliveries().mapped("sms_uuid"))
        # sudo: trackers are the system's own records
        trackers_sudo = self.env["sms.tracker"].sudo()
        if noted:
            known = trackers_sudo.search([("sms_uuid", "in", list(noted))])
            missing = noted - set(known.mapped("sms_uuid"))
            trackers_sudo.create([{"sms_uuid": uuid} for uuid in missing])

    def _handle_call_result_hook(self, results):
        res = super()._handle_call_result_hook(results)
        self._follow_answers([x for x in results if x.get("answer")])
        self._note_core_results([x for x in results if not x.get("answer")])
        return res

    def _note_core_results(self, results):
        """Tell the log what core's own providers answered."""
        deliveries = self._get_deliveries().grouped("sms_uuid")
        for result in results:
            delivery = deliveries.get(result["uuid"])
            if not delivery:
                continue
            delivery.provider = delivery.company_id.sms_provider
            if result["state"] in self.IAP_TO_SMS_STATE_SUCCESS:
                delivery._set_outcome(
                    "sent", provider_message_id=result.get("sms_twilio_sid") or None
                )
                continue
            sms = self.filtered(lambda x, uuid=result["uuid"]: x.uuid == uuid)
            reason = FAILURE_REASONS.get(sms.failure_type, "rejected")
            detail = result.get("failure_reason") or result["state"]
            delivery._set_outcome("failed", reason=reason, detail=str(detail)[:500])

    def _follow_answers(self, results):
        """Take the ladder's next step for each answer of one of our providers."""
        now = fields.Datetime.now()
        messages = self.grouped("uuid")
        deliveries = self._get_deliveries().grouped("sms_uuid")
        empty = self.env["community.notice.delivery"]
        for result in results:
            sms = messages.get(result["uuid"])
            if not sms:
                continue
            answer = result["answer"]
            attempts = sms.notice_attempts + 1
            step = next_step(answer, attempts, now, result["repeatable"])
            delivery = deliveries.get(sms.uuid, empty)
            delivery.provider = sms._get_sms_company().sms_provider
            sms.notice_attempts = delivery.attempts = attempts
            getattr(sms, f"_follow_{step.action}")(delivery, step, answer)

    def _follow_sent(self, delivery, step, answer):
        message_id = answer.message_id or None
        delivery._set_outcome("sent", provider_message_id=message_id)
        self.notice_look_up = False
        if message_id:
            # sudo: trackers are the system's own records
            self.sudo().sms_tracker_id.write(
                {"provider_message_id": message_id, "provider_number": self.number}
            )

    def _follow_retry(self, delivery, step, answer):
        self._wait(step, "outgoing", look_up=False)
        self._note_try(delivery, step, answer)

    def _follow_look_up(self, delivery, step, answer):
        self._wait(step, "process", look_up=True)
        self._note_try(delivery, step, answer)

    def _follow_failed(self, delivery, step, answer):
        if self.state != "error":
            self.write({"state": "error", "failure_type": "sms_server"})
        self.write({"notice_look_up": False, "notice_next_try_at": False})
        delivery._set_outcome("failed", reason=step.reason, detail=answer.detail)

    def _wait(self, step, state, look_up):
        self.write(
            {
                "state": state,
                "failure_type": False,
                "to_delete": False,
                "notice_next_try_at": step.at,
                "notice_look_up": look_up,
            }
        )
        tracker_state = "outgoing" if state == "outgoing" else "process"
        # sudo: trackers are the system's own records
        self.sudo().sms_tracker_id.with_context(
            notice_ladder=True
        )._action_update_from_sms_state(tracker_state)
        # sudo: only the system may wake core's job
        cron_sudo = self.env.ref("sms.ir_cron_sms_scheduler_action").sudo()
        if state == "outgoing":
            cron_sudo._trigger(at=step.at)

    def _note_try(self, delivery, step, answer):
        """Show in the log why the message still waits; the clock starts again."""
        delivery.write({"detail": answer.detail, "handed_at": fields.Datetime.now()})

    # ------------------------------------------------------------
    # LOOKING UP
    # ------------------------------------------------------------

    def _settle_look_up(self, answers):
        """Follow what a provider's report told about messages it fell silent on.

        :param answers: an answer by reference; those without one stay as they are.
        """
        results = [
            {"uuid": sms.uuid, "answer": answers[sms.uuid], "repeatable": "repeat"}
            for sms in self
            if sms.uuid in answers
        ]
        for sms in self.filtered(lambda x: x.uuid in answers):
            # The look-up is no try of its own.
            sms.notice_attempts -= 1
        self._follow_answers(results)
        for sms in self.filtered(lambda x: x.uuid in answers):
            if answers[sms.uuid].verdict == "accepted":
                sms.write({"state": "pending", "to_delete": True})
                # sudo: trackers are the system's own records
                sms.sudo().sms_tracker_id._action_update_from_sms_state("pending")
            else:
                sms.notice_next_try_at = False
