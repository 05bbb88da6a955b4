from ..tools.retry_ladder import ACCEPTED, REPEAT, Answer
from .sms_api_base import SmsApiProvider


class SmsApiSimulator(SmsApiProvider):
    """Messages land in a page of this system and nowhere else."""

    REPEATABLE = REPEAT
    BATCH = 200

    def _send_messages(self, messages):
        # sudo: nobody writes on these phones but the sender
        shown_sudo = (
            self.env["community.simulated.message"]
            .sudo()
            ._receive(
                [
                    {
                        "channel": "sms",
                        "reference": uuid,
                        "number": number,
                        "body": text,
                    }
                    for uuid, number, text in messages
                ],
                self.company,
            )
        )
        return {
            message.reference: Answer(ACCEPTED, message_id=message.provider_message_id)
            for message in shown_sudo
        }
