from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError

from .common import TODAY, CommunitySubscriptionCommon

NEVER = {
    "state": "active",
    "state_reason": "running",
    "paid_until": "2099-12-31",
    "granted_until": "2099-12-31",
    "confirmed_on": "2020-01-01",
    "trial_end": "2099-12-31",
    "close_date": "2026-03-11",
    "close_refund": False,
    "next_bill_date": False,
    "billed_until": "2099-12-31",
    "overdue_since": False,
    "bill_error": "x",
    "mrr": 1.0,
    "signed_by": "Somebody",
    "signed_text": "Other words",
    "signed_hash": "0" * 64,
    "offered_on": "2026-03-01 00:00:00",
    "is_bought_online": True,
}


@freeze_time(TODAY)
class TestAttacksContract(CommunitySubscriptionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._new_contract()
        cls.mine = cls.contract.with_user(cls.sub_officer)

    def test_standing_is_not_written_from_outside(self):
        """Nobody writes state, paid days or a signature: officer nor treasurer."""
        for user in (self.sub_officer, self.treasurer):
            for name, value in NEVER.items():
                with self.subTest(field=name), self.assertRaises(UserError):
                    self.contract.with_user(user).write({name: value})

    def test_standing_is_not_given_on_creation(self):
        """A contract does not begin as accepted, paid or signed."""
        values = {
            "plan_id": self.plan.id,
            "partner_id": self._new_member().id,
            "company_id": self.company.id,
        }
        contracts = self.env["community.contract"].with_user(self.sub_officer)
        self.assertEqual(contracts.create(values).state, "draft")
        for name, value in NEVER.items():
            with self.subTest(field=name), self.assertRaises(UserError):
                contracts.create({**values, name: value})

    def test_context_of_a_caller_is_no_pen(self):
        """What a caller sends as context opens nothing."""
        caller = self.mine.with_context(community_pen=True)
        with self.assertRaises(UserError):
            caller.write({"state": "ended"})

    def test_term_and_plan_change_by_their_steps(self):
        """The plan and the end of a running contract are not edited."""
        other = self._new_plan("Other")
        for values in ({"plan_id": other.id}, {"date_end": "2026-03-11"}):
            with self.assertRaises(UserError):
                self.mine.write(values)
        self.mine._change_plan(other, date=date(2026, 4, 10))
        self.assertEqual(self.contract.change_ids.new_plan_id, self.plan | other)

    def test_lines_of_a_running_contract_are_kept(self):
        """A price that was agreed is not rewritten, deleted or added to."""
        line = self.mine.line_ids
        attacks = (
            lambda: line.write({"price_mode": "fixed", "price_unit": 0.01}),
            lambda: line.write({"discount": 100}),
            lambda: line.write({"date_end": "2026-03-09"}),
            line.unlink,
            lambda: line.copy({"quantity": -1}),
            lambda: self.mine.write({"line_ids": [(1, line.id, {"quantity": -5})]}),
            lambda: self.mine.write({"line_ids": [(5,)]}),
            lambda: self.mine.plan_id.write({"line_ids": [(5,)]}),
        )
        for attack in attacks:
            with self.assertRaises(UserError):
                attack()
        line.name = "Dues of the stable"
        self.assertEqual(self.contract.period_ids[:1].amount_total, 50.0)

    def test_line_does_not_move_into_a_running_contract(self):
        """A line of a draft is not handed over to an accepted contract."""
        draft = self._new_contract(confirm=False).with_user(self.sub_officer)
        draft.line_ids = [(0, 0, {"product_id": self.product.id, "quantity": -1})]
        with self.assertRaises(UserError):
            draft.line_ids.contract_id = self.contract

    def test_contract_hands_out_no_money(self):
        """An officer makes no contract that becomes a credit note each month."""
        draft = self._new_contract(confirm=False).with_user(self.sub_officer)
        draft.line_ids = [
            (
                0,
                0,
                {
                    "product_id": self.product.id,
                    "price_mode": "fixed",
                    "price_unit": 900.0,
                    "quantity": -1.0,
                },
            )
        ]
        refused = self.assertRaisesRegex(UserError, "less than nothing")
        with refused, self.env.cr.savepoint():
            draft.action_confirm()
        draft.line_ids.quantity = 1.0
        draft.action_confirm()
        self.assertEqual(draft.state, "active")
        with self.assertRaises(UserError):
            draft.name = "S/1"

    def test_holds_are_made_by_their_steps(self):
        """Free days are not given by a row; plan and term are asked before."""
        values = {
            "contract_id": self.contract.id,
            "kind": "gift",
            "date_from": "2026-04-01",
            "date_to": "2036-04-01",
        }
        holds = self.env["community.contract.hold"].with_user(self.sub_officer)
        with self.assertRaises(UserError):
            holds.create(values)
        with self.assertRaises(UserError):
            self.mine.write({"hold_ids": [(0, 0, values)]})
        hold = self.mine._hold("gift", date(2026, 4, 1), date(2026, 4, 2))
        for attack in (
            lambda: hold.write({"days_added": 0}),
            lambda: hold.write({"is_cancelled": True}),
            lambda: hold.write({"date_to": "2030-01-01"}),
            hold.unlink,
        ):
            with self.assertRaises(UserError):
                attack()

    def test_steps_of_an_officer_still_work(self):
        """Notice, its undoing, a hold and its end need no other right."""
        self.mine._close(date(2026, 6, 30))
        self.mine.action_reopen()
        hold = self.mine._hold("manual", date(2026, 5, 1), date(2026, 5, 9))
        hold._end(date(2026, 4, 1))
        self.assertTrue(hold.is_cancelled)
        self.assertEqual(self.contract.state, "active")

    def test_promise_is_judged_by_the_books(self):
        """An officer takes and cancels promises; whether one was kept, he is told."""
        promises = self.env["community.payment.promise"].with_user(self.sub_officer)
        promise = promises.create(
            {
                "partner_id": self.contract.payer_id.id,
                "company_id": self.company.id,
                "amount": 50.0,
                "date": "2026-03-20",
            }
        )
        for values in ({"state": "kept"}, {"open_before": 0}, {"promised_on": False}):
            with self.assertRaises(UserError):
                promise.write(values)
        promise.action_cancel()
        self.assertEqual(promise.state, "cancelled")

    def test_reader_changes_nothing(self):
        """Whoever only reads contracts presses no button of theirs."""
        contract = self.contract.with_user(self.sub_reader)
        for name in (
            "action_confirm",
            "action_change_plan",
            "action_hold",
            "action_close",
            "action_renew",
            "action_reopen",
            "action_offer",
            "action_send_pay_link",
            "action_mass_hold",
        ):
            with self.subTest(action=name), self.assertRaises(AccessError):
                getattr(contract, name)()
