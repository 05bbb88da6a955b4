import random

from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools.late_interest import Item, get_interest, round_money
from .common_debt import CommunityDebtCase


@tagged("post_install", "-at_install", "community")
class TestLateInterest(CommunityDebtCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entries = cls.env["community.interest.entry"]
        cls.rates = cls.env["community.interest.rate"]
        cls._new_rate(-400, 36.5)
        cls.company.late_interest_mode = "monthly"

    @classmethod
    def _new_rate(cls, days, rate):
        return cls.env["community.interest.rate"].create(
            {
                "company_id": cls.company.id,
                "date_from": cls._day(days),
                "rate": rate,
            }
        )

    def _get_ledger(self, move):
        return self.entries.search([("move_line_id.move_id", "=", move.id)], order="id")

    def _accrue(self, move, days):
        self.entries._accrue(self._get_item(move), self._day(days))
        return round(sum(self._get_ledger(move).mapped("amount")), 2)

    def test_ledger(self):
        """W87: simple interest by the day, each day once."""
        move = self._new_invoice(1000.0)
        self.assertEqual(self._accrue(move, 0), 0)
        self.assertEqual(self._accrue(move, 10), 10)
        self.assertEqual(self._accrue(move, 10), 10)
        self.assertEqual(self._accrue(move, 25), 25)
        first, second = self._get_ledger(move)
        self.assertEqual(
            (first.date_from, first.date_to), (self._day(1), self._day(10))
        )
        self.assertEqual((second.date_from, second.days), (self._day(11), 15))
        with self.assertRaises(UserError):
            first.amount = 0
        with self.assertRaises(UserError):
            first.unlink()

    def test_rates(self):
        """W87: the law's rate by date, the payer's own, none for the exempt."""
        self._new_rate(11, 73.0)
        move = self._new_invoice(1000.0)
        self.assertEqual(self._accrue(move, 20), 30)
        payer = self.payer.with_company(self.company)
        payer.late_interest_rate = 3.65
        other = self._new_invoice(1000.0)
        self.assertEqual(self._accrue(other, 20), 2)
        self.assertEqual(self._accrue(move, 20), 30, "charged days stay as they were")
        self.assertEqual(self._accrue(move, 30), 31)
        payer.late_interest_exempt = True
        self.assertEqual(self._accrue(self._new_invoice(1000.0), 20), 0)

    def test_grace(self):
        """W87: the first days are free."""
        self.company.late_interest_grace_days = 3
        self.assertEqual(self._accrue(self._new_invoice(1000.0), 10), 7)

    def test_paid_first(self):
        """W87: interest to the day of payment stays owed when only the principal was
        paid, and is invoiced at the end of the month, once."""
        move = self._new_invoice(1000.0)
        with self.on(10):
            self._pay(move, 10)
        self._run_month(25)
        asked = self._get_ledger(move).move_id
        self.assertEqual((asked.amount_total, asked.state), (10.0, "posted"))
        self.assertEqual(asked.invoice_line_ids.product_id, self.interest_product)
        self._run_month(26)
        self._run_month(60)
        self.assertEqual(self._get_ledger(move).move_id, asked)

    def _run_month(self, days):
        cron = self.env.ref("community_subscription.ir_cron_late_interest")
        with self.on(days), self.enter_registry_test_mode():
            cron.method_direct_trigger()

    def test_months(self):
        """W87: every month asks for its own days."""
        move = self._new_invoice(1000.0)
        self._run_month(25)
        self._run_month(55)
        ledger = self._get_ledger(move)
        totals = ledger.move_id.sorted("id").mapped("amount_total")
        self.assertEqual(totals, [21.0, 30.0])
        self.assertFalse(self._get_ledger(ledger.move_id[0]), "none on interest")

    def test_payment_undone(self):
        """W87: a payment that is undone never stopped the interest."""
        move = self._new_invoice(1000.0)
        with self.on(5):
            payment = self._pay(move, 5)
        self.assertEqual(self._accrue(move, 20), 5)
        payment.move_id.line_ids.remove_move_reconcile()
        self.assertEqual(self._accrue(move, 20), 20)
        self.assertEqual(self._accrue(move, 25), 25)

    def test_earlier_payment(self):
        """W87: a payment that is dated earlier corrects what was asked for."""
        move = self._new_invoice(1000.0)
        self.assertEqual(self._accrue(move, 20), 20)
        self._get_ledger(move)._bill(self._day(20))
        with self.on(21):
            self._pay(move, 5)
        self.assertEqual(self._accrue(move, 21), 5)
        back = self._get_ledger(move).filtered("is_correction")._bill(self._day(21))
        self.assertEqual((back.move_type, back.amount_total), ("out_refund", 15.0))

    def test_credit_note(self):
        """W87: what is credited was never owed."""
        move = self._new_invoice(1000.0)
        with self.on(9):
            refund = move._reverse_moves(
                [{"invoice_date": self._day(9), "date": self._day(9)}], cancel=False
            )
            refund.invoice_line_ids.price_unit = 600.0
            refund.action_post()
            (self._get_item(move) | self._get_item(refund)).reconcile()
        self.assertEqual(self._accrue(move, 10), 4)

    def test_foreign_currency(self):
        """W87: interest stays in the currency of the item."""
        currency = self.env.ref("base.EUR")
        currency.active = True
        move = self._new_invoice(1000.0, currency_id=currency.id)
        self._accrue(move, 10)
        ledger = self._get_ledger(move)
        self.assertEqual((ledger.currency_id, ledger.amount), (currency, 10.0))
        asked = ledger._bill(self._day(10))
        self.assertEqual((asked.currency_id, asked.amount_total), (currency, 10.0))

    def test_with_dunning(self):
        """W87: a level with interest asks for it together with the fee; the rest, up
        to the payment, comes at the end of the month."""
        self.company.late_interest_mode = "dunning"
        move = self._new_invoice(1000.0)
        quiet = self._new_invoice(1000.0, partner=self._new_member("Quiet"))
        reminders = self._climb(7, 21)
        self.assertFalse(reminders[0].move_ids)
        charge = reminders[1].move_ids
        self.assertEqual(
            sorted(charge.invoice_line_ids.mapped("price_unit")), [5.0, 21.0]
        )
        self.assertEqual(reminders[1].amount_total, 1026.0)
        self.assertEqual(reminders[1].line_ids.interest, 21.0)
        with self.on(25):
            self._pay(move, 25)
        self._run_month(25)
        self._run_month(60)
        self.assertEqual(sum(self._get_ledger(move).mapped("amount")), 25.0)
        self.assertEqual(self._get_ledger(move)[-1].move_id.amount_total, 4.0)
        self.assertFalse(self._get_ledger(quiet))

    def test_two_jobs(self):
        """W87: a second job that sees an older ledger adds nothing."""
        move = self._new_invoice(1000.0)
        item = self._get_item(move)
        facts = self.entries._get_item_facts(item, self.company)
        self._accrue(move, 10)
        values = self.entries._prepare_entries(item, facts[item.id], self._day(10))
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(UniqueViolation, "origin"),
            self.env.cr.savepoint(),
        ):
            self.entries._with_pen().create(values)
            self.env.flush_all()

    def test_any_history(self):
        """W87: payments at random, done and undone: the ledger is the integral."""
        rng = random.Random(8709)
        rates = [(self._day(-400), 36.5)]
        for _round in range(5):
            move = self._new_invoice(rng.randint(10000, 99999) / 100)
            day, made = 0, []
            for _step in range(6):
                day += rng.randint(0, 20)
                if made and rng.random() < 0.3:
                    undone = made.pop(rng.randrange(len(made)))
                    undone.move_id.line_ids.remove_move_reconcile()
                elif move.amount_residual > 1:
                    amount = round(move.amount_residual * rng.uniform(0.1, 0.9), 2)
                    with self.on(day):
                        made.append(self._pay(move, day, amount=amount))
                total = self._accrue(move, day)
                payments = tuple((pay.date, pay.amount) for pay in made)
                item = Item(move.amount_total, self._day(0), payments)
                expected = round_money(get_interest(item, rates, self._day(day)))
                self.assertEqual(f"{total:.2f}", f"{expected:.2f}")
