from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError

from odoo.addons.community_notify.tools.sms_segments import count

from .common import TODAY
from .common_pay import CommunityPayCase


@freeze_time(f"{TODAY} 09:00:00")
class TestRemind(CommunityPayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.country_id = cls.env.ref("base.tr")
        cls.yearly = cls._new_plan(
            "Rider, yearly",
            interval_unit="year",
            term_number=1,
            term_unit="year",
            renewal="ask",
        )

    def _run(self, name):
        cron = self.env.ref(f"community_subscription.ir_cron_{name}")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()

    def _sent(self, code):
        return self.env["community.notice.delivery"].search(
            [("notice_id.code", "=", code)]
        )

    def _ending_in(self, days, **values):
        start = self.today - timedelta(days=365) + timedelta(days=days + 1)
        return self._new_contract(self.yearly, self.member, start, **values)

    def test_reminder_before_the_end(self):
        """F31, F33: by SMS and mail, with the link that renews; once each."""
        contract = self._ending_in(14)
        self._ending_in(40)
        for _run in range(2):
            self._run("remind_contracts")
        sent = self._sent("contract_expires")
        self.assertEqual(set(sent.mapped("channel")), {"sms", "mail"})
        self.assertEqual(set(sent.mapped("res_id")), {contract.id})
        self.assertEqual(set(sent.mapped("state")), {"queued"})
        texts = sent._prepare_text()
        for row in sent:
            self.assertIn("/pay/", texts[row.id]["body"])
        sms = texts[sent.filtered(lambda row: row.channel == "sms").id]["body"]
        self.assertEqual(count(sms).segments, 1, sms)

    def test_second_reminder_and_outage(self):
        """After an outage the last reminder is sent, not those it overtook."""
        self._ending_in(14)
        with freeze_time("2026-03-22 09:00:00"):
            self._run("remind_contracts")
        self.assertEqual(len(self._sent("contract_expires")), 2)

    def test_nobody_is_reminded_of_what_goes_on(self):
        self.yearly.renewal = "auto"
        self._ending_in(14)
        self._run("remind_contracts")
        self.assertFalse(self._sent("contract_expires"))

    def test_card_ends_soon(self):
        self.contract._set_payment_token(self.token, consent=True)
        self.token.valid_until = self.today + timedelta(days=20)
        for _run in range(2):
            self._run("remind_contracts")
        self.assertEqual(len(self._sent("card_expires")), 1)

    def test_new_invoice_is_told_once(self):
        """F33: a new invoice carries its link; whoever is charged hears otherwise."""
        invoice = self._new_invoice()
        charged = self._new_contract(partner=self.member)
        charged._set_payment_token(self.token, consent=True)
        self._new_invoice(charged)
        for _run in range(2):
            self._run("tell_invoices")
        sent = self._sent("invoice_issued")
        self.assertEqual(sent.mapped("res_id"), [invoice.id])
        self.assertIn("/pay/", sent._prepare_text()[sent.id]["body_html"])

    def test_all_texts_can_be_written(self):
        """Every notice of getting paid renders, and its SMS is one part."""
        self.contract._set_payment_token(self.token, consent=True)
        self.token.valid_until = self.today
        invoice = self._new_invoice()
        charge = self.env["community.charge"]._plan_due(self.today)
        records = {
            "invoice_issued": invoice,
            "pay_link": invoice,
            "pay_link_contract": self.contract,
            "contract_expires": self._ending_in(3),
            "charge_done": charge,
            "charge_failed": charge,
            "card_expires": self.contract,
        }
        for code, record in records.items():
            sent = self.env["community.notice"]._send(code, record, self.member)
            for row_id, text in sent._prepare_text().items():
                row = sent.browse(row_id)
                with self.subTest(code, channel=row.channel):
                    self.assertNotIn("False", text["body"])
                    if row.channel == "sms":
                        self.assertEqual(count(text["body"]).segments, 1, text)

    def test_officer_sends_links(self):
        """By mail and SMS at once; a reader may not, and nobody for paid ones."""
        invoice = self._new_invoice()
        with self.assertRaises(AccessError):
            self.contract.with_user(self.sub_reader).action_send_pay_link()
        self.contract.with_user(self.sub_officer).action_send_pay_link()
        sent = self._sent("pay_link_contract")
        self.assertEqual(set(sent.mapped("channel")), {"sms", "mail"})
        invoice.with_user(self.treasurer).action_send_pay_link()
        self.assertEqual(len(self._sent("pay_link")), 2)
        self._pay(invoice)
        answer = self.contract.with_user(self.sub_officer).action_send_pay_link()
        self.assertEqual(answer["params"]["type"], "warning")
