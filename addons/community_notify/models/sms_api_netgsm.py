from collections import defaultdict

from ..tools import netgsm
from ..tools.retry_ladder import LOOK_UP, REFUSED, Answer
from .sms_api_base import SmsApiProvider


class SmsApiNetgsm(SmsApiProvider):
    """Netgsm takes many messages in a call and tells later what became of them."""

    REPEATABLE = LOOK_UP
    BATCH = netgsm.MOST_PER_CALL

    def _send_messages(self, messages):
        commercial = self._get_commercial([uuid for uuid, *_rest in messages])
        answers, jobs = {}, defaultdict(list)
        for uuid, number, text in messages:
            local = netgsm.local_number(number)
            if not local:
                detail = self.env._("Netgsm sends to Turkish mobile numbers only.")
                answers[uuid] = Answer(REFUSED, "bad_address", detail)
                continue
            key = (netgsm.encoding_of(text), uuid in commercial)
            # Job and number identify a message: each number once in a job.
            self._add(jobs[key], uuid, local, text)
        for (encoding, is_commercial), calls in jobs.items():
            for call in calls:
                self._send_job(call, encoding, is_commercial, answers)
        return answers

    def _add(self, calls, uuid, number, text):
        for call in calls:
            if number not in call and len(call) < netgsm.MOST_PER_CALL:
                call[number] = (uuid, text)
                return
        calls.append({number: (uuid, text)})

    def _send_job(self, job, encoding, commercial, answers):
        call = netgsm.build_send(
            self.company._get_netgsm(),
            [(number, text) for number, (_uuid, text) in job.items()],
            encoding,
            commercial,
        )
        answer = self._ask(call, netgsm.read_send)
        for uuid, _text in job.values():
            answers[uuid] = answer

    def _get_commercial(self, uuids):
        # sudo: only the purpose of messages the sender sends anyway
        deliveries_sudo = self.env["community.notice.delivery"].sudo()
        found_sudo = deliveries_sudo.search_fetch(
            [("sms_uuid", "in", uuids), ("purpose", "=", "commercial")], ["sms_uuid"]
        )
        return set(found_sudo.mapped("sms_uuid"))
