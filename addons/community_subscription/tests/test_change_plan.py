from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .common_change import CommunityChangeCommon


@tagged("post_install", "-at_install", "community")
class TestChangePlan(CommunityChangeCommon):
    """Another plan: up, down, planned, for a while."""

    @freeze_time("2026-03-16")
    def test_a_dearer_plan_begins_today_and_is_prorated(self):
        """W4: 16 of 31 days of the dearer plan less those of the old one are due."""
        contract = self._billed_contract()
        change = contract.with_user(self.sub_officer)._change_plan(self.big)
        self.assertEqual(change.date, date(2026, 3, 16))
        self.assertEqual(contract.plan_id, self.big)
        contract._bill()
        # 50 x 15/31 + 80 x 16/31, and 50 of it was billed on 1 March.
        self.assertAlmostEqual(self._invoiced(contract), 24.19 + 41.29, 2)
        self.assertEqual(contract.mrr, 80)
        self.assertEqual(
            self._kinds(contract),
            [("new", "new", "2026-03-01"), ("plan", "expansion", "2026-03-16")],
        )
        self.assert_ledger(contract)

    @freeze_time("2026-03-16")
    def test_a_cheaper_plan_begins_with_the_next_period(self):
        """W4: what is billed stays, the next period is cheaper."""
        contract = self._billed_contract()
        change = contract._change_plan(self.small)
        self.assertEqual(change.date, date(2026, 4, 1))
        self.assertEqual(change.state, "planned")
        self.assertEqual(contract.plan_id, self.plan)
        self.assertEqual(self._rows(contract)[0][3], 20)
        self._nightly("2026-04-01")
        self.assertEqual(change.state, "done")
        self.assertEqual(contract.plan_id, self.small)
        with freeze_time("2026-04-01"):
            contract._bill()
        self.assertEqual(self._invoiced(contract), 70)
        self.assertEqual(contract.mrr, 20)
        self.assert_ledger(contract)

    @freeze_time("2026-03-16")
    def test_preview_is_what_then_happens(self):
        """W5: due now, first day and next amount are those of the change itself."""
        contract = self._billed_contract()
        for plan in (self.big, self.small):
            rows = self._rows(contract)
            preview = contract._preview_change(plan)
            self.assertEqual(self._rows(contract), rows, "nothing stays of a preview")
            before = self._invoiced(contract)
            change = contract._change_plan(plan)
            contract._bill()
            self.assertEqual(preview["from"], change.date)
            self.assertAlmostEqual(
                preview["due_now"], self._invoiced(contract) - before, 2
            )
            following = [row for row in self._rows(contract) if row[0] == "period"]
            self.assertEqual(preview["next_amount"], following[0][3])

    @freeze_time("2026-03-16")
    def test_a_new_change_cancels_the_planned_one(self):
        """The older planned change does not happen, and the chatter says so."""
        contract = self._billed_contract()
        first = contract._change_plan(self.small)
        second = contract._change_plan(self.big, date=date(2026, 5, 1))
        self.assertEqual((first.state, second.state), ("cancelled", "planned"))
        self.assertIn("gives way", contract.message_ids[0].body)
        self._nightly("2026-05-01")
        self.assertEqual(contract.plan_id, self.big)
        amounts = [row[3] for row in self._rows(contract) if row[0] == "period"][:3]
        self.assertEqual(amounts, [50, 80, 80])
        self.assert_ledger(contract)

    @freeze_time("2026-03-16")
    def test_a_cancelled_change_takes_its_lines_back(self):
        contract = self._billed_contract()
        contract._lay_out()
        rows, lines = self._rows(contract), contract.line_ids
        change = contract._change_plan(self.small)
        contract._cancel_change(change)
        self.assertEqual(self._rows(contract), rows)
        self.assertEqual(contract.line_ids, lines)
        self.assertFalse(lines.date_end)
        with self.assertRaises(UserError):
            contract._cancel_change(change)

    @freeze_time("2026-03-16")
    def test_changes_of_one_line_are_taken_back_in_any_order(self):
        """No day has the line twice or never, whichever change is cancelled."""
        for number in (0, 1):
            with self.subTest(cancelled=number):
                contract = self._billed_contract()
                line = contract.line_ids
                plan = contract._change_plan(self.small, date(2026, 6, 1))
                lines = contract._change_lines(
                    adds=[{"product_id": self.product.id, "discount": 10}],
                    ends=line,
                    date=date(2026, 5, 1),
                )
                self.assertEqual(self._months(contract), [50, 45, 20, 20])
                contract._cancel_change((plan, lines)[number])
                expected = [[50, 45, 45, 45], [50, 50, 20, 20]][number]
                self.assertEqual(self._months(contract), expected)
                contract._cancel_change((lines, plan)[number])
                self.assertEqual(self._months(contract), [50, 50, 50, 50])

    def _months(self, contract):
        return [row[3] for row in self._rows(contract) if row[0] == "period"][:4]

    @freeze_time("2026-03-16")
    def test_a_change_for_a_while_returns_by_itself(self):
        """W4: two months of the dearer plan, then the old one, without anybody."""
        contract = self._billed_contract()
        contract._change_plan(self.big, date(2026, 4, 1), until=date(2026, 5, 31))
        amounts = [row[3] for row in self._rows(contract)][:4]
        self.assertEqual(amounts, [80, 80, 50, 50])
        self._nightly("2026-04-01")
        self.assertEqual((contract.plan_id, contract.mrr), (self.big, 80))
        self._nightly("2026-05-31")
        self.assertEqual(contract.plan_id, self.big)
        self._nightly("2026-06-01")
        self.assertEqual((contract.plan_id, contract.mrr), (self.plan, 50))
        self.assertEqual(
            self._kinds(contract)[1:],
            [
                ("temporary", "expansion", "2026-04-01"),
                ("temporary", "contraction", "2026-06-01"),
            ],
        )
        self.assert_ledger(contract)

    @freeze_time("2026-03-16")
    def test_another_plan_ends_the_change_for_a_while(self):
        """Its return is cancelled, and no second plan is in force on any day."""
        contract = self._billed_contract()
        contract._change_plan(self.big, date(2026, 3, 16), until=date(2026, 5, 31))
        contract._change_plan(self.small, date(2026, 4, 1))
        self._nightly("2026-06-01")
        self.assertEqual(contract.plan_id, self.small)
        amounts = [row[3] for row in self._rows(contract) if row[0] == "period"]
        self.assertEqual(set(amounts), {20})
        self.assert_ledger(contract)

    @freeze_time("2026-03-16")
    def test_the_return_is_back_when_the_other_plan_is_cancelled(self):
        """Cancelling what took the place of a return leaves no day without a plan."""
        contract = self._billed_contract()
        contract._change_plan(self.big, date(2026, 3, 16), until=date(2026, 5, 31))
        other = contract._change_plan(self.small, date(2026, 5, 1))
        self.assertEqual(self._months(contract), [80, 20, 20, 20])
        contract._cancel_change(other)
        self.assertEqual(self._months(contract), [80, 80, 50, 50])
        later = contract._change_plan(self.small, date(2026, 7, 1))
        self.assertEqual(self._months(contract), [80, 80, 50, 20])
        contract._change_plan(self.small, date(2026, 6, 1))
        self.assertEqual(later.state, "cancelled")
        self.assertEqual(self._months(contract), [80, 80, 20, 20])
        self._nightly("2026-06-01")
        self.assertEqual(contract.plan_id, self.small)
        self.assert_ledger(contract)

    @freeze_time("2026-03-16")
    def test_an_extra_product_for_two_months(self):
        """W4: the locker is billed for its days and ends by itself."""
        locker = self._new_product("Locker", 10.0)
        contract = self._billed_contract()
        contract._change_lines(
            adds=[{"product_id": locker.id}],
            date=date(2026, 4, 1),
            until=date(2026, 5, 31),
        )
        amounts = [row[3] for row in self._rows(contract)][:3]
        self.assertEqual(amounts, [60, 60, 50])
        self._nightly("2026-04-01")
        self.assertEqual(contract.mrr, 60)
        self._nightly("2026-06-02")
        self.assertEqual(contract.mrr, 50)
        self.assert_ledger(contract)

    @freeze_time("2026-03-16")
    def test_a_change_to_yearly_begins_a_rhythm_of_its_own(self):
        """W2: from months to a year; the paid days of the month are set off."""
        yearly = self._new_plan(
            "Rider, yearly",
            self._new_product("Year", 500.0),
            interval_unit="year",
        )
        contract = self._billed_contract()
        contract._change_plan(yearly, date(2026, 3, 16))
        contract._bill()
        self.assertAlmostEqual(self._invoiced(contract), 24.19 + 500, 2)
        self.assertEqual(contract.mrr, 41.67)
        self.assertEqual(self._rows(contract)[0][1:3], ("2027-03-16", "2028-03-15"))

    def test_the_nightly_job_twice_changes_nothing(self):
        """Also after nights that were missed: once, and with its own date."""
        contract = self._billed_contract()
        with freeze_time("2026-03-16"):
            contract._change_plan(self.small)
        self._nightly("2026-04-20")
        rows, kinds = self._rows(contract), self._kinds(contract)
        self.assertEqual(kinds[-1], ("plan", "contraction", "2026-04-01"))
        self._nightly("2026-04-20")
        self.assertEqual((self._rows(contract), self._kinds(contract)), (rows, kinds))

    @freeze_time("2026-03-16")
    def test_who_may_change_a_plan(self):
        """Officers change; readers and officers of another club do not."""
        contract = self._billed_contract()
        contract.with_user(self.sub_officer).action_change_plan()
        other = new_test_user(
            self.env,
            login="community_other_sub",
            groups="community_subscription.group_subscription_officer",
            company_id=self.other_company.id,
            company_ids=[(6, 0, self.other_company.ids)],
        )
        for user in (self.sub_reader, other, self.internal):
            env = self.env(user=user, context={})
            for action in (
                "action_change_plan",
                "action_hold",
                "action_end_hold",
                "action_close",
                "action_reopen",
                "action_renew",
                "action_mass_hold",
            ):
                with (
                    self.subTest(user=user.login, action=action),
                    self.assertRaises(UserError),
                ):
                    getattr(contract.with_env(env), action)()

    @freeze_time("2026-03-16")
    def test_another_price_is_in_the_ledger_the_same_night(self):
        """The night lays out by the prices of today before it meets the ledger."""
        contract = self._billed_contract()
        self.product.list_price = 62.0
        self._nightly("2026-03-17")
        self.assertEqual(contract.mrr, 62.0)
        self.assert_ledger(contract)
        self.assertIn(("line", "expansion", "2026-03-17"), self._kinds(contract))

    @freeze_time("2026-03-16")
    def test_what_happened_is_not_edited(self):
        """A done row of the ledger is neither written nor deleted, not even by sudo."""
        contract = self._billed_contract()
        done = contract.change_ids.sudo()
        with self.assertRaises(UserError):
            done.write({"mrr_delta": 0})
        with self.assertRaises(UserError):
            done.unlink()

    @freeze_time("2026-03-16")
    def test_nonsense_is_refused(self):
        contract = self._billed_contract()
        with self.assertRaisesRegex(UserError, "already"):
            contract._change_plan(self.plan)
        with self.assertRaisesRegex(UserError, "before its first"):
            contract._change_plan(self.big, date(2026, 4, 1), until=date(2026, 3, 1))
        only = self._new_plan("Students", category_ids=[(6, 0, self._other().ids)])
        with self.assertRaisesRegex(UserError, "only for: Student"):
            contract._change_plan(only)
        draft = self._new_contract(confirm=False)
        with self.assertRaisesRegex(UserError, "not accepted"):
            draft._change_plan(self.big)
        draft.plan_id = only
        with self.assertRaisesRegex(UserError, "only for: Student"):
            draft._confirm()

    def _other(self):
        return self.env["community.member.category"].create({"name": "Student"})
