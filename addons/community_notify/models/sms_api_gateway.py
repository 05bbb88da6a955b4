from ..tools import sms_gateway
from ..tools.retry_ladder import NEVER, REFUSED, REPEAT, Answer
from .sms_api_base import SmsApiProvider


class SmsApiGateway(SmsApiProvider):
    """A gateway described by settings: one call a message."""

    BATCH = 10

    def _get_repeatable(self):
        # sudo: a setting of the administrator, not shown to anybody here
        return REPEAT if self.company.sudo().sms_gateway_repeatable else NEVER

    def _send_messages(self, messages):
        gateway = self.company._get_sms_gateway()
        return {
            uuid: self._send_one(gateway, uuid, number, text)
            for uuid, number, text in messages
        }

    def _send_one(self, gateway, uuid, number, text):
        try:
            call = sms_gateway.build_send(gateway, number, text, uuid)
        except sms_gateway.BadSettingsError as error:
            return Answer(REFUSED, "no_channel", error.args[0])
        return self._ask(
            call, lambda reply, now: sms_gateway.read_send(gateway, reply, now)
        )
