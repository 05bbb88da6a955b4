"""What our providers of SMS have in common: one answer a message, in our words."""

import logging

from odoo import fields

from odoo.addons.sms.tools.sms_api import SmsApiBase

from ..tools import http_guard
from ..tools.retry_ladder import BUSY, NEVER, REFUSED, UNKNOWN, Answer

_logger = logging.getLogger(__name__)


class SmsApiProvider(SmsApiBase):
    # What the provider offers against a message that is sent twice.
    REPEATABLE = NEVER
    # Messages in one transaction: one call, or calls that take a minute at most.
    BATCH = 10
    PROVIDER_TO_SMS_FAILURE_TYPE = SmsApiBase.PROVIDER_TO_SMS_FAILURE_TYPE | {
        "bad_address": "sms_number_format",
        "blacklisted": "sms_blacklist",
        "no_credit": "sms_credit",
        "provider_down": "sms_server",
        "interrupted": "sms_server",
        "withdrawn": "sms_optout",
    }

    def _get_repeatable(self):
        return self.REPEATABLE

    def _send_sms_batch(self, messages, delivery_reports_url=False):
        """Send and return core's results, each with our answer beside them."""
        flat = [
            (number["uuid"], number["number"] or "", message["content"] or "")
            for message in messages
            for number in message["numbers"]
        ]
        answers = self._send_messages(flat)
        return [self._prepare_result(uuid, answers[uuid]) for uuid, *_rest in flat]

    def _send_messages(self, messages):
        """Send triples of reference, number and text; return answers by reference."""
        raise NotImplementedError()

    def _prepare_result(self, uuid, answer):
        accepted = answer.verdict == "accepted"
        return {
            "uuid": uuid,
            "state": "success" if accepted else answer.reason or "rejected",
            "failure_reason": False if accepted else answer.detail,
            "answer": answer,
            "repeatable": self._get_repeatable(),
        }

    def _ask(self, call, read):
        """Make a call and read its answer; every way to fail becomes an answer."""
        try:
            reply = self.company._fetch(call)
        except http_guard.BlockedError as error:
            _logger.warning("A provider's address is refused: %s", error)
            return Answer(REFUSED, "no_channel", str(error))
        except http_guard.NotSentError as error:
            return Answer(BUSY, "provider_down", str(error))
        except http_guard.SilentError as error:
            return Answer(UNKNOWN, "provider_down", str(error))
        return read(reply, fields.Datetime.now())

    def _get_sms_api_error_messages(self):
        return super()._get_sms_api_error_messages() | {
            "rejected": self.env._("The provider refused the message."),
            "provider_down": self.env._("The provider did not answer."),
            "interrupted": self.env._("Nobody knows whether the message left."),
            "no_credit": self.env._("The provider's credit is used up."),
            "bad_address": self.env._("The number is not correct."),
        }
