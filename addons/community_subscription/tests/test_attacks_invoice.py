from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError

from .common import TODAY
from .common_pay import CommunityPayCase
from .common_schedule import ScheduleCommon


@freeze_time(TODAY)
class TestAttacksInvoice(ScheduleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._new_contract()
        cls.move = cls.contract._bill()

    def test_billed_invoice_is_not_rewritten(self):
        """What an invoice of a contract bills is not changed in a draft of it."""
        move = self.move.with_user(self.treasurer)
        move.button_draft()
        line = move.invoice_line_ids
        for values in ({"price_unit": 1.0}, {"quantity": 2.0}, {"discount": 50.0}):
            before = {name: line[name] for name in values}
            line.write(values)
            with self.subTest(**values), self.assertRaises(UserError):
                move.action_post()
            line.write(before)
        move.action_post()
        self.assertEqual(move.state, "posted")
        self._check()

    def test_marks_of_the_suite_are_not_told_from_outside(self):
        """A context that comes with a call opens nothing: only the suite's object does.

        Rewriting a billed invoice, and storing amounts that nobody has computed.
        """
        move = self.move.with_user(self.treasurer)
        move.button_draft()
        move.invoice_line_ids.price_unit = 1.0
        for mark in (True, 1, "INSIDE", {}):
            with self.assertRaisesRegex(UserError, "must say what"):
                move.with_context(community_sequence=mark).action_post()
        other = (
            self.env["account.move"]
            .with_context(community_prepared=True)
            .create(
                {
                    "move_type": "out_invoice",
                    "partner_id": self.contract.partner_id.id,
                    "amount_total": 1.0,
                    "invoice_line_ids": [
                        Command.create({"name": "Dues", "price_unit": 50.0})
                    ],
                }
            )
        )
        self.assertEqual(other.amount_total, sum(other.line_ids.mapped("debit")))
        self.assertGreaterEqual(other.amount_total, 50.0)

    def test_billed_invoice_is_not_deleted(self):
        """A draft that bills periods is cancelled, and the periods billed anew."""
        move = self.move.with_user(self.treasurer)
        move.button_draft()
        with self.assertRaisesRegex(UserError, "Cancel it instead"):
            move.unlink()
        move.button_cancel()
        again = self.contract._bill()
        self.assertEqual(again.amount_total, 50.0)
        self.assertFalse(self.contract._bill())
        self._check()

    def test_strange_days_do_not_explode(self):
        """A beginning long ago, or far ahead, lays out no endless schedule."""
        for day in (date(1900, 1, 1), date(2200, 1, 31)):
            contract = self._new_contract(start=day, confirm=False)
            try:
                contract._confirm()
            except UserError:
                continue
            self.assertLess(len(contract.period_ids), 1600)

    def test_fee_of_joining_takes_turns(self):
        """Acceptance writes to the member: two at once do not both charge joining."""
        fee = self._new_product("Joining", 100.0)
        plan = self._new_plan("With joining", joining_product_id=fee.id)
        member = self._new_member()
        self.env.flush_all()
        self.cr.execute("SELECT xmin FROM res_partner WHERE id = %s", member.ids)
        (first,) = self.cr.fetchone()
        with self.env.cr.savepoint():
            self._new_contract(plan, member)
        self.cr.execute("SELECT xmin FROM res_partner WHERE id = %s", member.ids)
        self.assertNotEqual(first, self.cr.fetchone()[0])
        second = self._new_contract(plan, member, start=date(2026, 3, 11))
        self.assertFalse(second.period_ids.filtered(lambda r: r.kind == "joining"))


@freeze_time(f"{TODAY} 09:00:00")
class TestAttacksCharge(CommunityPayCase):
    def test_saved_card_waits_for_who_pays_by_hand(self):
        """Paying by link writes to the planned charge: only one of the two goes on."""
        self.contract._set_payment_token(self.token, consent=True)
        move = self._new_invoice()
        charge = self.charges._open(move)
        self.assertEqual((charge.state, charge.next_try_at), ("planned", False))
        move._keep_charges_waiting()
        self.assertEqual(str(charge.next_try_at), f"{TODAY} 09:30:00")
