from freezegun import freeze_time

from odoo import Command

from .common import TODAY
from .common_pay import CommunityPayCase


@freeze_time(f"{TODAY} 09:00:00")
class TestPaid(CommunityPayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["community.points.rule"].search([]).active = False
        cls.env["community.points.rule"].create(
            {
                "name": "Dues on time",
                "trigger": "dues_paid",
                "amount": 10,
            }
        )
        cls.member._admit_members()

    def _bill(self):
        return self.contract._bill(self.today)

    def _points(self):
        entries = self.env["community.points.entry"].search(
            [("partner_id", "=", self.member.id)]
        )
        return sum(entries.mapped("amount"))

    def test_paid_extends_and_undone_takes_back(self):
        """F34, G18: valid until the end of what is paid; points once, and back."""
        move = self._bill()
        self.assertFalse(self.contract.paid_until)
        payment = self._pay(move)
        self.assertEqual(str(self.contract.paid_until), "2026-04-09")
        self.assertEqual(self._points(), 10)
        move.line_ids.remove_move_reconcile()
        self.assertFalse(self.contract.paid_until)
        self.assertEqual(self._points(), 0)
        lines = (move | payment.move_id).line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )
        lines.reconcile()
        self.assertEqual(str(self.contract.paid_until), "2026-04-09")
        self.assertEqual(self._points(), 10)

    def test_part_of_it_extends_nothing(self):
        move = self._bill()
        self._pay(move, 20.0)
        self.assertFalse(self.contract.paid_until)
        self._pay(move)
        self.assertEqual(str(self.contract.paid_until), "2026-04-09")

    def test_many_contracts_in_one_payment(self):
        others = [self._new_contract(partner=self.member) for _n in range(3)]
        moves = self._bill()
        for other in others:
            moves |= other._bill(self.today)
        wizard = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=moves.ids)
            .create({"payment_date": self.today, "group_payment": True})
        )
        wizard._create_payments()
        for contract in (self.contract, *others):
            self.assertEqual(str(contract.paid_until), "2026-04-09")

    def test_credit_note_settles_too(self):
        move = self._bill()
        reversal = self.env["account.move.reversal"].create(
            {
                "move_ids": [Command.set(move.ids)],
                "journal_id": move.journal_id.id,
                "date": self.today,
            }
        )
        reversal.refund_moves()
        note = reversal.new_move_ids
        note.action_post()
        lines = (move | note).line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )
        lines.filtered(lambda line: not line.reconciled).reconcile()
        self.assertFalse(move.amount_residual)
        self.assertEqual(move.payment_state, "reversed")
        self.assertFalse(self.contract.paid_until, "nobody paid for it")
