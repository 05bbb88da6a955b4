from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_debt import CommunityDebtCase


@tagged("post_install", "-at_install", "community")
class TestPaymentPromise(CommunityDebtCase):
    def _promise(self, days, amount=100.0, user=None):
        promises = self.env["community.payment.promise"]
        return promises.with_user(user or self.sub_officer).create(
            {
                "partner_id": self.payer.id,
                "company_id": self.company.id,
                "amount": amount,
                "date": self._day(days),
            }
        )

    def _judge(self, days):
        with self.on(days):
            self.env["community.payment.promise"]._judge_all()

    def test_kept(self):
        """Paid as promised: kept on the day of payment."""
        invoice = self._new_invoice(100.0)
        with self.on(5):
            promise = self._promise(10)
            self._pay(invoice, 8)
        self.assertEqual(promise.state, "kept")

    def test_kept_in_part(self):
        """Half was promised, half was paid: kept, at the cent."""
        invoice = self._new_invoice(100.0)
        with self.on(5):
            promise = self._promise(10, amount=50.0)
            self._pay(invoice, 8, amount=49.99)
        self._judge(10)
        self.assertEqual(promise.state, "open")
        with self.on(9):
            self._pay(invoice, 9, amount=0.01)
        self._judge(10)
        self.assertEqual(promise.state, "kept")

    def test_broken(self):
        """No reminder until its day; then broken, somebody is told, the next level."""
        self._new_invoice(100.0)
        with self.on(5):
            promise = self._promise(10)
        self._judge(10)
        self.assertFalse(self._dun(10))
        self._judge(11)
        self._judge(11)
        self.assertEqual(promise.state, "broken")
        self.assertEqual(len(self.payer.activity_ids), 1)
        self.assertEqual(self._dun(11).level, 1)

    def test_only_one(self):
        """One promise at a time; a cancelled one makes room."""
        self._new_invoice(100.0)
        with self.on(5):
            promise = self._promise(10)
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(UniqueViolation),
                self.env.cr.savepoint(),
            ):
                self._promise(12)
            promise.action_cancel()
            self._promise(12)

    def test_refused(self):
        """Not for a day that is gone, not by a reader."""
        with self.on(5):
            with self.assertRaises(ValidationError):
                self._promise(4)
            for user in (self.sub_reader, self.internal):
                with self.assertRaises(AccessError):
                    self._promise(9, user=user)

    def test_stop_needs_the_treasurer(self):
        """Officers note promises; only the treasurer stops reminders."""
        with self.assertRaises(UserError):
            self.payer.with_user(self.sub_officer)._stop_dunning(self._day(3), "No")
