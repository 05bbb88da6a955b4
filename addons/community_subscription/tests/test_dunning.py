from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_debt import CommunityDebtCase


@tagged("post_install", "-at_install", "community")
class TestDunning(CommunityDebtCase):
    def test_ladder(self):
        """All overdue instalments of a payer, one level at a time."""
        self._new_invoice(100.0)
        self._new_invoice(50.0, due=3)
        self._new_invoice(70.0, due=30)
        self.assertFalse(self._dun(6))
        first = self._dun(7)
        self.assertEqual((first.level, first.level_id.name), (1, "First"))
        self.assertEqual(first.line_ids.mapped("residual"), [100.0, 50.0])
        self.assertEqual(first.line_ids.mapped("days_overdue"), [7, 4])
        self.assertEqual(first.amount_total, 150.0)
        self.assertFalse(self._dun(20))
        second = self._dun(21)
        self.assertEqual(second.level, 2)
        self.assertFalse(self._dun(34))
        self.assertEqual(self._dun(35).level, 3)
        self.assertFalse(self._dun(99))

    def test_late_start(self):
        """Who was never reminded starts at the first level, however late he is."""
        self._new_invoice(100.0)
        self.assertEqual(self._dun(90).level, 1)
        self.assertFalse(self._dun(99))
        self.assertEqual(self._dun(100).level, 2)

    def test_instalments(self):
        """The instalments of a payment term count one by one."""
        term = self.env["account.payment.term"].create(
            {
                "name": "Two parts",
                "line_ids": [
                    (0, 0, {"value": "percent", "value_amount": 50, "nb_days": 0}),
                    (0, 0, {"value": "percent", "value_amount": 50, "nb_days": 30}),
                ],
            }
        )
        self._new_invoice(
            100.0, invoice_payment_term_id=term.id, invoice_date_due=False
        )
        self.assertEqual(self._dun(7).line_ids.mapped("residual"), [50.0])
        self.assertEqual(self._dun(31).line_ids.mapped("residual"), [50.0, 50.0])

    def test_twice(self):
        """A second run on the same day makes nothing new, neither does a second job."""
        self._new_invoice(100.0)
        first = self._dun(7)
        self.assertFalse(self._dun(7))
        # A job whose view of the database is older does not see the reminder.
        with (
            patch.object(type(self.dunnings), "_get_levels_reached", return_value={}),
            mute_logger("odoo.sql_db"),
            self.on(7),
        ):
            partners = self.payer | self._new_member()
            made = self.dunnings._dun_safely(partners, self.company, self._day(7))
        self.assertFalse(made)
        count = self.dunnings.search_count([("partner_id", "=", self.payer.id)])
        self.assertEqual((count, first.state), (1, "made"))

    def test_fee_once(self):
        """The fee is an invoice of its own, once for each dunning, and raises nothing
        by itself."""
        invoice = self._new_invoice(100.0)
        second = self._climb(7, 21)[-1]
        fee = second.move_ids
        self.assertEqual((fee.amount_total, fee.state), (5.0, "posted"))
        self.assertTrue(fee.is_late_charge)
        self.assertEqual(fee.invoice_date_due, self._day(21))
        self.assertEqual((second.amount_charges, second.amount_total), (5.0, 105.0))
        self._dun(21)
        self.assertEqual(second.move_ids, fee)
        with self.on(22):
            self._pay(invoice, 22)
        self.assertFalse(self._dun(60))
        self.assertFalse(self._dun(200))

    def test_all_paid(self):
        """Paid: settled in the same transaction, and the ladder starts anew."""
        invoice = self._new_invoice(100.0)
        reminders = self._climb(7, 21)
        fee = reminders.move_ids
        with self.on(25):
            self._pay(invoice | fee, 25)
        self.assertEqual(set(reminders.mapped("state")), {"settled"})
        self.assertEqual(reminders[0].settled_on, self._day(25))
        self._new_invoice(30.0, due=40)
        self.assertEqual(self._dun(47).level, 1)

    def test_part_paid(self):
        """Part of a debt is still a debt: the level stays."""
        invoice = self._new_invoice(100.0)
        self._dun(7)
        with self.on(8):
            self._pay(invoice, 8, amount=99.99)
        second = self._dun(21)
        self.assertEqual((second.level, second.amount_overdue), (2, 0.01))

    def test_credit_covers(self):
        """What the payer has in credit covers the oldest items."""
        self._new_invoice(100.0)
        self._new_invoice(40.0, due=1)
        self._new_invoice(100.0, move_type="out_refund")
        self.assertEqual(self._dun(8).line_ids.mapped("residual"), [40.0])

    def test_nobody_without_policy(self):
        """Without a policy nobody is reminded; the payer's own comes first."""
        self._new_invoice(100.0)
        self.company.dunning_policy_id = False
        self.assertFalse(self._dun(50))
        self.payer.with_company(self.company).dunning_policy_id = self.policy
        self.assertEqual(self._dun(50).policy_id, self.policy)

    def test_excluded(self):
        """Not what is disputed, kept from follow-up, or being paid."""
        cases = {
            "is_disputed": lambda move: move.write({"is_disputed": True}),
            "no_followup": lambda move: move.write({"no_followup": True}),
        }
        for name, exclude in cases.items():
            payer = self._new_member(name)
            move = self._new_invoice(100.0, partner=payer)
            exclude(move)
            with self.subTest(name):
                self.assertFalse(self._dun(7, payer))

    def test_payment_under_way(self):
        """What a payment under way will settle waits; a promised transfer does not."""
        move = self._new_invoice(100.0)
        provider = self.env["payment.provider"].create(
            {"name": "Bank", "company_id": self.company.id, "code": "none"}
        )
        method = self.env["payment.method"].create(
            {"name": "Card", "code": "debt_card", "active": False}
        )
        self.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": method.id,
                "reference": "DEBT-1",
                "amount": 100.0,
                "currency_id": move.currency_id.id,
                "partner_id": self.payer.id,
                "state": "pending",
                "invoice_ids": [(6, 0, move.ids)],
            }
        )
        items = self._get_item(move)
        self.assertEqual(items._filter_dunnable(), items)
        with patch.object(
            type(self.env["payment.transaction"]),
            "search",
            lambda self, domain, **kw: self.browse(move.transaction_ids.ids),
        ):
            self.assertFalse(items._filter_dunnable())

    def test_stop(self):
        """A stop until a day, with a reason that is kept."""
        self._new_invoice(100.0)
        payer = self.payer.with_company(self.company)
        with self.assertRaises(UserError):
            payer.with_user(self.treasurer)._stop_dunning(self._day(9), "")
        with self.assertRaises(UserError):
            payer.with_user(self.sub_officer)._stop_dunning(self._day(9), "Why")
        payer.with_user(self.treasurer)._stop_dunning(self._day(9), "Board decides")
        self.assertIn("Board decides", payer.message_ids[0].body)
        self.assertFalse(self._dun(9))
        self.assertTrue(self._dun(10))

    def test_other_company(self):
        """A stop, a debt and a reminder belong to one company."""
        self._new_invoice(100.0)
        other = self.payer.with_company(self.other_company)
        other._stop_dunning(self._day(99), "Elsewhere")
        reminder = self._dun(7)
        self.assertEqual(reminder.company_id, self.company)
        outsider = self._new_user(
            "outsider",
            "community_subscription.group_subscription_manager",
            company=self.other_company,
        )
        with self.assertRaises(AccessError):
            reminder.with_user(outsider).read(["name"])

    def test_cancel(self):
        """Taken back with its fee; then it can be made again."""
        self._new_invoice(100.0)
        second = self._climb(7, 21)[-1]
        with self.on(21):
            with self.assertRaises(UserError):
                second.with_user(self.sub_officer).action_cancel()
            second.with_user(self.treasurer).action_cancel()
        self.assertEqual(second.state, "cancelled")
        self.assertEqual(second.move_ids[-1].payment_state, "reversed")
        self.assertEqual(self._dun(21).level, 2)
        with self.assertRaises(UserError):
            second.unlink()

    def test_last_level(self):
        """The last level hands over and has somebody call, once."""
        self._new_invoice(100.0)
        self._climb(7, 21, 35)
        payer = self.payer.with_company(self.company)
        self.assertEqual(payer.dunning_collection_date, self._day(35))
        calls = payer.activity_ids.filtered(lambda a: "Call" in a.summary)
        self.assertEqual(len(calls), 1)

    def test_poison(self):
        """Who cannot be reminded stops nobody else, and is reported once."""
        self._new_invoice(100.0)
        other = self._new_member("Nino Beridze")
        self._new_invoice(80.0, partner=other)
        prepare = type(self.dunnings)._prepare_dunning

        def fail(self, partner, *args):
            if partner == other:
                raise UserError(self.env._("No"))
            return prepare(self, partner, *args)

        for _night in range(2):
            with (
                patch.object(type(self.dunnings), "_prepare_dunning", fail),
                mute_logger(
                    "odoo.addons.community_subscription.models.community_dunning_run"
                ),
                self.on(7),
            ):
                self.dunnings._dun_safely(
                    self.payer | other, self.company, self._day(7)
                )
        self.assertTrue(self.payer.community_dunning_ids)
        self.assertFalse(other.community_dunning_ids)
        self.assertEqual(len(other.activity_ids), 1)
