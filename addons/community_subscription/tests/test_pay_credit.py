from datetime import timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .common import TODAY
from .common_pay import CommunityPayCase


@freeze_time(f"{TODAY} 09:00:00")
@tagged("post_install", "-at_install", "community")
class TestPayCredit(CommunityPayCase):
    """Credit notes of what a contract was billed, and how far it is paid then."""

    def _bill(self, day=TODAY):
        with freeze_time(f"{day} 09:00:00"):
            return self.contract._bill()

    def _credit(self, move, amount=None, way="refund_moves"):
        """A posted credit note, of a part or of all of it."""
        wizard = self.env["account.move.reversal"].create(
            {
                "move_ids": [Command.set(move.ids)],
                "journal_id": move.journal_id.id,
                "date": self.today,
            }
        )
        getattr(wizard, way)()
        found = wizard.new_move_ids
        if way == "refund_moves":
            if amount:
                found.invoice_line_ids.write({"quantity": 1, "price_unit": amount})
            found.action_post()
        return found

    def _settle(self, *moves):
        lines = self.env["account.move"].union(*moves).line_ids
        lines.filtered(
            lambda line: line.display_type == "payment_term" and not line.reconciled
        ).reconcile()

    def _paid_until(self):
        """As it is kept up in the transaction, without any later look."""
        self.env.flush_all()
        self.contract.invalidate_recordset()
        return str(self.contract.paid_until or "")

    def test_credited_instead_of_paid(self):
        """F34: what was never paid gives nothing, and is not owed any more."""
        move = self._bill()
        with freeze_time("2026-04-01 09:00:00"):
            self.contract._refresh_state()
            self.assertTrue(self.contract.overdue_since)
            self._settle(move, self._credit(move))
            self.assertFalse(move.amount_residual)
            self.assertEqual(self._paid_until(), "")
            self.assertFalse(self.contract.overdue_since)
        self.assertEqual(self.contract.period_ids[0].standing, "credit")

    def test_paid_and_credited_later(self):
        """The money goes back, and so does what it had given; also the other way."""
        self.plan.grants_membership = True
        self.member._admit_members()
        self.member.membership_end = self.contract.date_start - timedelta(days=1)
        move = self._bill()
        self._pay(move)
        self.assertEqual(self._paid_until(), "2026-04-09")
        self.assertEqual(str(self.member.membership_end), "2026-04-09")
        note = self._credit(move)
        self.assertEqual(note.community_contract_id, self.contract)
        self.assertEqual(self._paid_until(), "")
        self.assertEqual(str(self.member.membership_end), "2026-03-09")
        note.button_draft()
        self.assertEqual(self._paid_until(), "2026-04-09")
        self.assertEqual(str(self.member.membership_end), "2026-04-09")

    def test_goodwill_takes_nothing_back(self):
        """A part is credited, the rest is paid: the period is paid."""
        move = self._bill()
        self._settle(move, self._credit(move, 20.0))
        self.assertEqual(self._paid_until(), "")
        self._pay(move)
        self.assertEqual(move.payment_state, "paid")
        self.assertEqual(self._paid_until(), "2026-04-09")
        self._credit(move, 10.0)
        self.assertEqual(self._paid_until(), "2026-04-09")

    def test_what_is_paid_after_a_credit_counts(self):
        """A period that was taken back stands in the way of no later one."""
        first, second = self._bill(), self._bill("2026-04-10")
        self._pay(second)
        self.assertEqual(self._paid_until(), "")
        self._settle(first, self._credit(first))
        self.assertEqual(self._paid_until(), "2026-05-09")

    def test_only_the_dues_of_an_invoice(self):
        """The joining fee is kept, the month is credited; and the other way."""
        fee = self._new_product("Joining fee", 30.0)
        plan = self._new_plan("Rider with a fee", joining_product_id=fee.id)
        for kept, until in ((fee, ""), (self.product, "2026-04-09")):
            with self.subTest(kept=kept.name):
                self.contract = self._new_contract(plan)
                move = self._bill()
                self.assertEqual(move.amount_total, 80.0)
                self._pay(move)
                note = self._credit_all_but(move, kept)
                self.assertLess(note.amount_total, 80.0)
                self.assertEqual(self._paid_until(), until)

    def _credit_all_but(self, move, product):
        note = move._reverse_moves([{"invoice_date": self.today}])
        note.invoice_line_ids.filtered(lambda line: line.product_id == product).unlink()
        note.action_post()
        return note

    def test_the_schedule_credits_by_itself(self):
        """W2: a hold of what was billed is a credit note, and nothing is open then."""
        plan = self._new_plan("Rider, quarterly", interval_number=3, hold_days_max=0)
        self.contract = self._new_contract(plan)
        move = self._bill()
        self.contract._hold("manual", self.today, self.contract.billed_until, "free")
        note = self._bill()
        self.assertEqual(note.move_type, "out_refund")
        self._settle(move, note)
        self.assertEqual(move.payment_state, "reversed")
        self.assertEqual(self._paid_until(), "2026-06-09")

    def test_written_anew(self):
        """Reversed and written anew: what counts is whether the new one is paid."""
        move = self._bill()
        self._pay(move)
        anew = self._credit(move, way="modify_moves")
        self.assertEqual(anew.community_contract_id, self.contract)
        anew.action_post()
        self.assertEqual(self._paid_until(), "")
        self.assertEqual(self.contract.period_ids[0].standing, "open")
        self._pay(anew)
        self.assertEqual(self._paid_until(), "2026-04-09")
        again = self._credit(anew, way="modify_moves")
        again.action_post()
        self.assertEqual(self._paid_until(), "")
        self._pay(again)
        self.assertEqual(self._paid_until(), "2026-04-09")
        self._credit(again)
        self.assertEqual(self._paid_until(), "")
