from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError, ValidationError

from . import fake_bank
from .common import TODAY
from .common_pay import CommunityPayCase


@freeze_time(f"{TODAY} 09:00:00")
class TestCharge(CommunityPayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract._set_payment_token(cls.token, consent=True)
        cls.invoice = cls._new_invoice()

    def _charge(self, bank, invoice=None):
        invoice = (invoice or self.invoice).with_env(bank.env)
        invoice._charge()
        return invoice.community_charge_ids.sorted("attempt")

    def _settle(self, charge, hours=1):
        """Some time later the job looks at what nobody knows the outcome of."""
        now = fields.Datetime.add(fields.Datetime.now(), hours=hours)
        with freeze_time(now):
            charge._settle_unknown()

    # ---- one charge ------------------------------------------------------------------

    def test_charged_once_and_paid(self):
        """F34: the money becomes a payment, and the contract hears of it."""
        with self.bank() as bank:
            charge = self._charge(bank)
            self._charge(bank)
            self.assertEqual(charge.state, "done")
            self.assertEqual(len(bank.charges), 1)
            self.assertEqual(bank.charges[0]["amount"], 50.0)
        self.assertEqual(self.invoice.payment_state, "paid")
        self.assertEqual(len(self.invoice.transaction_ids), 1)

    def test_refused_card_is_tried_again_later(self):
        with self.bank(fake_bank.DECLINE) as bank:
            charge = self._charge(bank)
            self.assertEqual(charge.mapped("state"), ["failed", "planned"])
            self.assertEqual(charge[1].date, fields.Date.to_date("2026-03-13"))
            self.assertIn("declined", charge[0].error)
        self.assertEqual(self.invoice.payment_state, "not_paid")

    def test_timeout_same_reference(self):
        """billing.timeout_same_reference: the call is repeated, not the charge."""
        for mode in (fake_bank.SLOW_AFTER, fake_bank.RESET_AFTER):
            invoice = self._new_invoice()
            with self.subTest(mode), self.bank(mode) as bank:
                charge = self._charge(bank, invoice)
                self.assertEqual(charge.state, "unknown")
                self.assertEqual(charge.transaction_id.state, "draft")
                self._charge(bank, invoice)
                self.assertEqual(len(bank.calls), 1, "nobody asks while unknown")
                self._settle(charge)
                self.assertEqual(charge.state, "done")
                self.assertEqual(len(set(bank.calls)), 1)
                self.assertEqual(len(bank.charges), 1)
            self.assertEqual(invoice.payment_state, "paid")

    def test_nothing_was_charged(self):
        for mode in (
            fake_bank.SLOW_BEFORE,
            fake_bank.RESET_BEFORE,
            fake_bank.ERROR_BEFORE,
            fake_bank.BUSY,
            fake_bank.NO_KEY,
        ):
            invoice = self._new_invoice()
            with self.subTest(mode), self.bank(mode) as bank:
                charge = self._charge(bank, invoice)
                self.assertEqual(charge.state, "unknown")
                self._settle(charge)
                self.assertEqual(charge.state, "done")
                self.assertEqual(len(bank.charges), 1)

    def test_error_after_charge_waits_for_the_webhook(self):
        """The bank repeats its error; its message settles the try."""
        with self.bank(fake_bank.ERROR_AFTER) as bank:
            charge = self._charge(bank)
            self._settle(charge)
            self.assertEqual(charge.state, "unknown")
            bank.send_webhooks()
            self.assertEqual(charge.state, "done")
            self._settle(charge)
            self.assertEqual(len(bank.charges), 1)
        self.assertEqual(self.invoice.payment_state, "paid")

    def test_bank_that_can_be_asked(self):
        with self.bank(fake_bank.GARBAGE, can_query=True) as bank:
            charge = self._charge(bank)
            self.assertEqual(charge.state, "unknown")
            self._settle(charge)
            self.assertEqual(charge.state, "done")
            self.assertEqual(len(bank.calls), 1)

    def test_webhooks_late_double_and_mixed_up(self):
        for mode in (fake_bank.TRIPLE, fake_bank.DISORDER, fake_bank.EARLY):
            invoice = self._new_invoice()
            with self.subTest(mode), self.bank(mode, notify=lambda data: None) as bank:
                charge = self._charge(bank, invoice)
                bank.notify = self._get_webhook(bank)
                bank.send_webhooks()
                bank.send_webhooks()
                self.assertEqual(charge.state, "done")
                self.assertEqual(len(bank.charges), 1)
                payments = charge.move_id.transaction_ids.payment_id
                self.assertEqual(len(payments), 1)
            self.assertEqual(invoice.amount_residual, 0)

    def test_pending_at_the_bank(self):
        with self.bank(fake_bank.PENDING) as bank:
            charge = self._charge(bank)
            self.assertEqual(charge.state, "pending")
            self._charge(bank)
            self.assertFalse(self.invoice.with_env(bank.env)._has_to_be_paid())
            bank.settle(charge.transaction_id.reference)
            bank.send_webhooks()
            self.assertEqual(charge.state, "done")
            self.assertEqual(len(bank.calls), 1)

    def test_after_a_day_the_treasurer_is_asked(self):
        """A bank forgets the names of calls: then nothing is sent again."""
        with self.bank(fake_bank.ERROR_AFTER) as bank:
            charge = self._charge(bank)
            self._settle(charge, hours=25)
            self.assertEqual(len(bank.calls), 1)
            self.assertEqual(charge.state, "unknown")
            self.assertEqual(len(charge.contract_id.activity_ids), 1)
            self._settle(charge, hours=50)
            self.assertEqual(len(charge.contract_id.activity_ids), 1)
            charge.with_user(self.treasurer).action_set_charged()
            self.assertEqual(charge.state, "done")

    def test_success_after_a_failure(self):
        """The bank changes its mind: the next try is called off."""
        with self.bank(fake_bank.DECLINE) as bank:
            charge = self._charge(bank)
            asked = {"reference": charge[0].transaction_id.reference}
            asked |= {"amount": 50.0, "currency": self.invoice.currency_id.name}
            bank.notify({**asked, "status": "succeeded"})
            self.assertEqual(charge.mapped("state"), ["done", "cancelled"])

    # ---- what happens meanwhile ------------------------------------------------------

    def _plan(self, day=TODAY):
        return self.charges._plan_due(fields.Date.to_date(day))

    def test_member_pays_a_part_first(self):
        self._plan()
        self._pay(self.invoice, 20.0)
        with self.bank() as bank:
            self._charge(bank)
            self.assertEqual([row["amount"] for row in bank.charges], [30.0])
        self.assertEqual(self.invoice.payment_state, "paid")

    def test_member_pays_all_first(self):
        planned = self._plan()
        self._pay(self.invoice)
        self.assertEqual(planned.state, "cancelled")
        with self.bank() as bank:
            bank.env["community.charge"]._cron_charge()
            self.assertFalse(bank.calls)

    def test_invoice_is_cancelled(self):
        planned = self._plan()
        self.invoice.button_draft()
        self.invoice.button_cancel()
        with self.bank() as bank:
            planned.with_env(bank.env)._charge()
            self.assertFalse(bank.calls)
        self.assertEqual(planned.state, "cancelled")

    def test_card_is_removed(self):
        planned = self._plan()
        self.token.active = False
        self.assertFalse(self.contract.auto_charge)
        self.assertEqual(planned.state, "cancelled")

    def test_member_is_paying_by_himself(self):
        self.env["payment.transaction"].create(
            {
                "provider_id": self.provider.id,
                "payment_method_id": self.token.payment_method_id.id,
                "amount": 50.0,
                "currency_id": self.invoice.currency_id.id,
                "partner_id": self.member.id,
                "operation": "online_redirect",
                "invoice_ids": [Command.set(self.invoice.ids)],
            }
        )
        with self.bank() as bank:
            charge = self._charge(bank)
            self.assertFalse(bank.calls)
            self.assertEqual(charge.state, "planned")
            self.assertTrue(charge.next_try_at)

    def test_never_from_a_copy(self):
        """ops.neutralize: not even when somebody asks for it."""
        self.env["ir.config_parameter"].set_param("database.is_neutralized", True)
        with self.bank() as bank:
            self._charge(bank)
            bank.env["community.charge"]._cron_charge()
            self.assertFalse(bank.calls)

    # ---- ladder ----------------------------------------------------------------------

    def test_announced_then_charged_by_the_job(self):
        """Told before, on its day charged, told after; a second run adds nothing."""
        with self.bank() as bank:
            charges = bank.env["community.charge"]
            charges._cron_charge()
            planned = charges.search([("move_id", "=", self.invoice.id)])
            self.assertEqual(str(planned.date), "2026-03-12")
            self.assertTrue(planned.announced_on)
            self.assertFalse(bank.calls)
            with freeze_time("2026-03-12 08:00:00"):
                charges._cron_charge()
                charges._cron_charge()
            self.assertEqual(planned.state, "done")
            self.assertEqual(len(bank.charges), 1)
            codes = bank.env["community.notice.delivery"].search(
                [("res_model", "=", "community.charge"), ("res_id", "=", planned.id)]
            )
            self.assertEqual(
                set(codes.notice_id.mapped("code")), {"charge_announced", "charge_done"}
            )

    def test_end_of_the_ladder(self):
        """The last try failed: the contract is held, once."""
        policy = self.env["community.charge.policy"].create(
            {"name": "Short", "offsets": "0, 3", "at_end": "hold"}
        )
        self.plan.charge_policy_id = policy
        with self.bank(fake_bank.DECLINE) as bank:
            charges = bank.env["community.charge"]
            for day in ("10", "12", "15", "18", "30"):
                with freeze_time(f"2026-03-{day} 08:00:00"):
                    charges._cron_charge()
            tries = charges.search([("move_id", "=", self.invoice.id)])
            self.assertEqual(tries.mapped("state"), ["failed", "failed"])
            self.assertEqual(len(bank.calls), 2)
        holds = self.contract.hold_ids.filtered(lambda hold: hold.kind == "debt")
        self.assertEqual(len(holds), 1)

    # ---- cards and rights ------------------------------------------------------------

    def test_card_of_somebody_else(self):
        other = self._new_contract(partner=self._new_member("Deniz Arslan"))
        with self.assertRaises(AccessError):
            other._set_payment_token(self.token, consent=True)
        with self.assertRaises(ValidationError):
            other.payment_token_id = self.token
        with self.assertRaises(ValidationError):
            self.contract._set_payment_token(self.token)

    def test_who_may_say_how_it_ended(self):
        charge = self._plan()
        for user in (self.sub_reader, self.sub_officer):
            with self.assertRaises(AccessError):
                charge.with_user(user).action_cancel()
        with self.assertRaises(AccessError):
            charge.with_user(self.treasurer).write({"state": "done"})
        charge.with_user(self.treasurer).action_cancel()
        self.assertEqual(charge.state, "cancelled")
