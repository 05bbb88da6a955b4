from unittest.mock import patch
from uuid import UUID

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import file_open

from ..models import community_simulated_message
from .common_providers import ProvidersCommon


@tagged("post_install", "-at_install", "community")
class TestSimulator(ProvidersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {"sms_provider": "simulator", "whatsapp_provider": "simulator"}
        )

    def _get_phone(self, delivery):
        reference = delivery.sms_uuid or delivery._make_reference()
        return self.env["community.simulated.message"].search(
            [("reference", "=", reference)]
        )

    def test_sms(self):
        """G38, G40: an SMS lands on the simulated phone of its receiver."""
        delivery = self._tell(self.nino)
        self._assert_outcome(delivery, "sent")
        self.assertEqual(delivery.provider, "simulator")
        phone = self._get_phone(delivery)
        self.assertEqual(
            (phone.partner_id, phone.number, phone.segments, phone.state),
            (self.nino, "+995555123456", 1, "sent"),
        )
        self.assertEqual(phone.body, "Dear Nino Beridze, welcome.")
        self.assertEqual(phone.provider_message_id, delivery.provider_message_id)

    def test_receiver_is_played(self):
        """G38: the buttons play the receiver and the log follows."""
        delivery = self._tell(self.nino)
        phone = self._get_phone(delivery).with_user(self.officer)
        phone.action_deliver()
        self._assert_outcome(delivery, "delivered")
        other = self._tell(self.ayse)
        self._get_phone(other).with_user(self.officer).action_fail()
        self._assert_outcome(other, "failed", "unreachable")
        fallback = self.deliveries.search([("fallback_of_id", "=", other.id)])
        self.assertEqual(fallback.channel, "mail")

    def test_whatsapp(self):
        """G39, G40: a WhatsApp template lands there filled in, and can be read."""
        self._use_whatsapp("https://graph.example", whatsapp_provider="simulator")
        delivery = self._tell(self.nino)
        self._assert_outcome(delivery, "sent")
        phone = self._get_phone(delivery)
        self.assertEqual(phone.body, "Dear Nino Beridze, welcome to Batumi Pool.")
        phone.with_user(self.officer).action_read()
        self._assert_outcome(delivery, "read")

    def test_answer(self):
        """G38: the receiver answers from the form; stop withdraws the consent."""
        self._agree(self.nino, "sms")
        delivery = self._tell(self.nino)
        phone = self._get_phone(delivery).with_user(self.officer)
        with self.assertRaises(UserError):
            phone.action_reply()
        with Form(phone) as form:
            form.reply = "STOP"
        phone.action_reply()
        latest = self.consents.search([("partner_id", "=", self.nino.id)], limit=1)
        self.assertEqual((latest.state, latest.source), ("withdrawn", "reply"))
        self.assertEqual(phone.state, "read")

    def test_reader_only_looks(self):
        """Who may only read does not play the receiver."""
        phone = self._get_phone(self._tell(self.nino)).with_user(self.reader)
        self.assertEqual(phone.read(["body"])[0]["id"], phone.id)
        for action in ("action_deliver", "action_read", "action_fail", "action_reply"):
            with self.assertRaises(AccessError, msg=action):
                getattr(phone, action)()

    def test_other_company_sees_nothing(self):
        """A phone of one club is not shown to the officer of another."""
        phone = self._get_phone(self._tell(self.nino))
        with self.assertRaises(AccessError):
            phone.with_user(self.other_officer).read(["body"])

    def test_sent_by_hand(self):
        """G40: an administrator who presses "Send Now" takes the same way."""
        admin = self._new_user("admin", "base.group_system")
        self._send(self.nino)
        self._run_queue()
        sms = self.env["sms.sms"].search([], limit=1)
        delivery = self.deliveries.search([("sms_uuid", "=", sms.uuid)])
        sms.with_user(admin).send()
        self._assert_outcome(delivery, "sent")

    def test_two_companies_in_one_queue(self):
        """G40: each company's messages take the way of its own provider."""
        self.other_company.sms_provider = "simulator"
        messages = self.env["sms.sms"].create(
            [
                {
                    "number": "+995555000001",
                    "body": company.name,
                    "record_company_id": company.id,
                }
                for company in (self.company, self.other_company)
            ]
        )
        self._run_sms()
        shown = self.env["community.simulated.message"].search(
            [("reference", "in", messages.mapped("uuid"))]
        )
        self.assertEqual(
            set(shown.mapped(lambda x: (x.body, x.company_id))),
            {(x.name, x) for x in (self.company, self.other_company)},
        )

    def test_company_of_the_message(self):
        """G40: a message takes the way of its own company, whoever runs the queue."""
        delivery = self._send(self.nino)
        self.assertEqual(delivery.company_id, self.company)
        self.assertEqual(self.other_company.sms_provider, "iap")
        elsewhere = self.env(
            context={**self.env.context, "allowed_company_ids": self.other_company.ids}
        )
        with self.no_commits():
            elsewhere["community.notice.delivery"]._cron_process_queue()
            elsewhere["sms.sms"]._process_queue()
        self.env.invalidate_all()
        self._assert_outcome(delivery, "sent")
        self.assertEqual(delivery.provider, "simulator")

    def test_many_messages(self):
        """G38: messages are sent by the batch: fewer queries than messages."""
        counts = []
        for number, size in enumerate((20, 200)):
            people = self._new_partners(size)
            self._send(people, occurrence=str(number))
            self._run_queue()
            counts.append(self._count_queries(self._run_sms) / size)
        self.assertLess(counts[1], counts[0])
        self.assertLess(counts[1], 0.5)

    def test_no_reference_passes_for_a_payment_card(self):
        """G38: a batch is not lost because half a UUID looks like a card's number."""
        unlucky = UUID("41111111-1111-1111-a111-111111111111")
        with patch.object(community_simulated_message, "uuid4", lambda: unlucky):
            delivery = self._send(self.nino)
            self._run_queue()
            self._run_sms()
        self._assert_outcome(delivery, "sent")

    def test_neutralized_copy(self):
        """A copy of the database reaches nobody and holds no key of a provider."""
        self._use_netgsm("https://netgsm.example")
        self._use_whatsapp("https://graph.example")
        self.env.flush_all()
        with file_open("community_notify/data/neutralize.sql") as script:
            self.env.cr._obj.execute(script.read())
        self.env.invalidate_all()
        self.assertEqual(self.company.sms_provider, "simulator")
        self.assertEqual(self.company.whatsapp_provider, "simulator")
        for name in ("netgsm_password", "whatsapp_token", "whatsapp_app_secret"):
            self.assertFalse(self.company[name], name)
