import base64
from datetime import timedelta

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_providers import ProvidersCommon
from .provider_server import GARBAGE, HANG, RESET, ProviderServer

TAKEN = (200, {"code": "00", "jobid": "17377215342605050417149344"})
JOB = TAKEN[1]["jobid"]
NOTHING = (406, {"code": "60", "jobs": None})


def report(*entries):
    jobs = [
        {"jobid": job, "number": number, "status": status, "errorCode": 0}
        for job, number, status in entries
    ]
    return (200, {"code": "00", "jobs": jobs})


@tagged("post_install", "-at_install", "community")
class TestNetgsm(ProvidersCommon):
    def test_send(self):
        """G38, G40: a notice goes out over Netgsm as its interface wants it."""
        with ProviderServer(TAKEN) as server:
            self._use_netgsm(server.url)
            delivery = self._tell(self.ayse)
        self._assert_outcome(delivery, "sent")
        self.assertEqual(delivery.provider, "netgsm")
        self.assertEqual(delivery.provider_message_id, JOB)
        [call] = server.calls
        self.assertEqual((call.method, call.path), ("POST", "/sms/rest/v2/send"))
        word = base64.b64encode(b"8500000000:canary-netgsm").decode()
        self.assertEqual(call.headers["Authorization"], f"Basic {word}")
        self.assertEqual(
            call.json,
            {
                "msgheader": "POOL",
                "messages": [{"msg": "Dear Ayşe Yılmaz, welcome.", "no": "5321234567"}],
                "iysfilter": "0",
                "encoding": "TR",
            },
        )

    def test_commercial_is_checked_with_the_registry(self):
        """G38: commercial messages carry the filter of the Turkish registry."""
        self.notice.purpose = "commercial"
        self._agree(self.ayse, "sms")
        with ProviderServer(TAKEN) as server:
            self._use_netgsm(server.url)
            self._tell(self.ayse)
        self.assertEqual(server.calls[0].json["iysfilter"], "11")

    def test_many_in_one_call(self):
        """G38: a hundred messages of one kind are one call."""
        people = self._new_partners(100)
        for number, partner in enumerate(people):
            partner.phone = f"+90 532 {number:03d} 00 00"
        with ProviderServer(TAKEN) as server:
            self._use_netgsm(server.url)
            deliveries = self._tell(people)
        self.assertEqual(set(deliveries.mapped("state")), {"sent"})
        self.assertEqual([len(x.json["messages"]) for x in server.calls], [100])

    def test_foreign_number(self):
        """A number Netgsm does not serve goes over the next channel, uncalled."""
        with ProviderServer(TAKEN) as server:
            self._use_netgsm(server.url)
            delivery = self._tell(self.nino)
        self._assert_outcome(delivery, "failed", "bad_address")
        self.assertFalse(server.calls)
        fallback = self.deliveries.search([("fallback_of_id", "=", delivery.id)])
        self.assertEqual(fallback.channel, "mail")

    def test_refusals(self):
        """G40: what Netgsm refuses for good is not asked again and says why."""
        for code, reason in (
            ("20", "template_error"),
            ("30", "rejected"),
            ("40", "rejected"),
            ("70", "rejected"),
        ):
            self.notice.code = f"test_{code}"
            with ProviderServer((406, {"code": code})) as server:
                self._use_netgsm(server.url)
                delivery = self._send(self.ayse, self.notice.code, occurrence=code)
                self._run_queue()
                self._run_sms()
            self._assert_outcome(delivery, "failed", reason)
            self.assertIn(code, delivery.detail)
            self.assertEqual(len(server.calls), 1)

    def test_busy_then_taken(self):
        """G40: 429 with its waiting time, 500, a full account: again, then taken."""
        answers = [
            (429, "", {"Retry-After": "600"}),
            (500, "oops"),
            (406, {"code": "80"}),
            TAKEN,
        ]
        with ProviderServer(*answers) as server:
            self._use_netgsm(server.url)
            delivery = self._tell(self.ayse)
            self._assert_outcome(delivery, "queued")
            sms = self._get_sms(delivery)
            wait = sms.notice_next_try_at - self._now()
            self.assertGreater(wait, timedelta(seconds=590))
            self._run_sms()
            self.assertEqual(len(server.calls), 1, "not before its time")
            for _try in range(3):
                self._let_pass(days=1)
                self._run_sms()
        self._assert_outcome(delivery, "sent")
        self.assertEqual(delivery.attempts, 4)
        self.assertEqual(len(server.calls), 4)

    def test_broken_for_good(self):
        """G40: after the last interval the message goes over the next channel."""
        with ProviderServer((503, "")) as server:
            self._use_netgsm(server.url)
            delivery = self._tell(self.ayse)
            for _try in range(8):
                self._let_pass(days=1)
                self._run_sms()
        self._assert_outcome(delivery, "failed", "provider_down")
        self.assertEqual(len(server.calls), 6)
        fallback = self.deliveries.search([("fallback_of_id", "=", delivery.id)])
        self.assertEqual((fallback.channel, fallback.state), ("mail", "queued"))

    @mute_logger("odoo.addons.community_notify.models.sms_api_base")
    def test_silence_is_looked_up(self):
        """G40: after silence the report is read; what was taken is not sent again."""
        for number, fault in enumerate((RESET, GARBAGE, (504, ""))):
            job = f"9{number}"
            with ProviderServer(fault) as server:
                self._use_netgsm(server.url)
                delivery = self._send(self.ayse, occurrence=job)
                self._run_queue()
                self._run_sms()
                self._let_pass(days=1)
                self._run_sms()
            self.assertEqual(len(server.calls), 1, "not sent again unseen")
            self._assert_outcome(delivery, "queued")
            with ProviderServer(report((job, "905321234567", 0))) as server:
                self._use_netgsm(server.url)
                with self.no_commits():
                    self.company._look_up_netgsm()
                self._run_sms()
            self._assert_outcome(delivery, "sent")
            self.assertEqual(delivery.provider_message_id, job)
            self.assertEqual({x.path for x in server.calls}, {"/sms/rest/v2/report"})

    def test_silence_and_nothing_taken(self):
        """G40: what the report does not know is sent again."""
        with ProviderServer(RESET) as server:
            self._use_netgsm(server.url)
            delivery = self._tell(self.ayse)
        self._let_pass(days=1)
        with ProviderServer(NOTHING, TAKEN) as server:
            self._use_netgsm(server.url)
            self.company._look_up_netgsm()
            self._run_sms()
        self._assert_outcome(delivery, "sent")
        paths = [call.path.rpartition("/")[2] for call in server.calls]
        self.assertEqual(paths, ["report", "send"])

    def test_silence_about_two_messages_of_one_person(self):
        """G40: two lost answers to one number are two jobs; a known job is neither."""
        with ProviderServer(TAKEN, RESET) as server:
            self._use_netgsm(server.url)
            told = self._tell(self.ayse)
            lost = self.deliveries
            for occurrence in ("a", "b"):
                lost += self._send(self.ayse, occurrence=occurrence)
                self._run_queue()
                self._run_sms()
        self._assert_outcome(told, "sent")
        self._let_pass(days=1)
        entries = [(job, "905321234567", 0) for job in (JOB, "91")]
        with ProviderServer(report(*entries), TAKEN) as server:
            self._use_netgsm(server.url)
            self.company._look_up_netgsm()
            self.assertEqual(sorted(lost.mapped("state")), ["queued", "sent"])
            self._run_sms()
        self.assertEqual(set(lost.mapped("state")), {"sent"})
        sent = [call for call in server.calls if call.path.endswith("/send")]
        self.assertEqual(len(sent), 1)

    def test_look_up_without_an_answer(self):
        """G40: while even the report is not to be had, nothing is sent."""
        with ProviderServer(RESET) as server:
            self._use_netgsm(server.url)
            delivery = self._tell(self.ayse)
        self._let_pass(days=1)
        with ProviderServer((500, "")) as server:
            self._use_netgsm(server.url)
            self.company._look_up_netgsm()
            self._run_sms()
        self._assert_outcome(delivery, "queued")
        self.assertEqual(len(server.calls), 1)

    def test_hang(self):
        """G40: a provider that hangs is left, and the message is looked up."""
        self.patch(self._get_guard(), "TOTAL_SECONDS", 0.5)
        with ProviderServer(HANG) as server:
            self._use_netgsm(server.url)
            delivery = self._tell(self.ayse)
        self._assert_outcome(delivery, "queued")
        self.assertTrue(self._get_sms(delivery).notice_look_up)

    def _get_guard(self):
        from ..tools import http_guard

        return http_guard

    def test_reports(self):
        """G38: Netgsm's reports tell what was delivered and why something was not."""
        people = self.ayse | self._new_partner("Can Demir", phone="+905329999999")
        with ProviderServer(TAKEN) as server:
            self._use_netgsm(server.url)
            first, second = self._tell(people)
        answer = report((JOB, "5321234567", 1), (JOB, "905329999999", 15))
        with ProviderServer(answer) as server:
            self._use_netgsm(server.url)
            self.company._poll_netgsm_reports()
            self.company._poll_netgsm_reports()
        self._assert_outcome(first, "delivered")
        self._assert_outcome(second, "failed", "blacklisted")
        self.assertEqual(server.calls[0].json["jobids"], [JOB])

    def test_replies(self):
        """G38: an answer over Netgsm reaches the contact, and stop means stop."""
        self._agree(self.ayse, "sms")
        inbox = {
            "code": "00",
            "messages": [
                {"sender": "5321234567", "message": "RET", "datetime": "10.03.2026"}
            ],
        }
        with ProviderServer((200, inbox)) as server:
            self._use_netgsm(server.url)
            self.company._poll_netgsm_inbox()
            self.company._poll_netgsm_inbox()
        replies = self.env["community.notice.inbound"].search(
            [("partner_id", "=", self.ayse.id)]
        )
        self.assertEqual(replies.mapped("kind"), ["stop"])
        latest = self.consents.search([("partner_id", "=", self.ayse.id)], limit=1)
        self.assertEqual((latest.state, latest.source), ("withdrawn", "reply"))
