from datetime import date, timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from .common_schedule import TODAY, ScheduleCommon

DAY = timedelta(days=1)


@tagged("post_install", "-at_install", "community")
@freeze_time(TODAY)
class TestScheduleState(ScheduleCommon):
    def _refresh(self, contract, day):
        with freeze_time(day):
            contract._refresh_state()
        return contract.state

    def test_unpaid_goes_through_grace(self):
        """W4: due, grace with access, past due without; paid, in order again."""
        self.plan.grace_days = 5
        contract = self._new_contract()
        move = self._bill_plainly(contract)
        due = move.invoice_date_due
        self.assertEqual(self._refresh(contract, due), "active")
        self.assertEqual(self._refresh(contract, due + DAY), "grace")
        self.assertEqual(contract.overdue_since, due)
        self.assertTrue(contract._gives_access())
        self.assertEqual(self._refresh(contract, due + 5 * DAY), "grace")
        self.assertEqual(self._refresh(contract, due + 6 * DAY), "past_due")
        self.assertFalse(contract._gives_access())
        with freeze_time(due + 6 * DAY):
            self._pay(move)
            contract._after_payment()
        self.assertEqual((contract.state, contract.overdue_since), ("active", False))

    def test_paid_days(self):
        """W4, F34: payment extends the contract; undoing it takes that back."""
        contract = self._new_contract(start=date(2026, 2, 10))
        self.assertFalse(contract.paid_until)
        moves = self._bill_plainly(contract, date(2026, 2, 10))
        moves += self._bill_plainly(contract)
        self._pay(moves[1])
        contract._after_payment()
        self.assertFalse(contract.paid_until)
        self._pay(moves[0])
        contract._after_payment()
        self.assertEqual(contract.paid_until, date(2026, 4, 9))
        moves[1].line_ids.remove_move_reconcile()
        contract._after_payment()
        self.assertEqual(contract.paid_until, date(2026, 3, 9))

    def test_membership_follows(self):
        """W4, F34: a paid period extends the membership, an undone one does not."""
        member = self._new_member(
            member_since="2020-01-01",
            membership_start="2026-01-01",
            membership_end="2026-03-09",
        )
        contract = self._new_contract(partner=member)
        move = self._bill_plainly(contract)
        self._pay(move)
        contract._after_payment()
        self.assertEqual(member.membership_end, date(2026, 4, 9))
        self.assertEqual(member.membership_start, date(2026, 1, 1))
        move.line_ids.remove_move_reconcile()
        contract._after_payment()
        self.assertEqual(member.membership_end, date(2026, 3, 9))

    def test_membership_that_was_lost(self):
        """W4: who comes back after it was lost begins anew; member since stays."""
        member = self._new_member(
            member_since="2020-01-01",
            membership_start="2024-01-01",
            membership_end="2024-12-31",
        )
        contract = self._new_contract(partner=member)
        self._pay(self._bill_plainly(contract))
        contract._after_payment()
        self.assertEqual(str(member.membership_start), "2026-03-10")
        self.assertEqual(str(member.member_since), "2020-01-01")

    def test_longer_membership_stays(self):
        """W4: a membership granted for longer is neither cut nor taken back."""
        member = self._new_member(
            membership_start="2026-01-01", membership_end="2027-12-31"
        )
        contract = self._new_contract(partner=member)
        move = self._bill_plainly(contract)
        self._pay(move)
        contract._after_payment()
        move.line_ids.remove_move_reconcile()
        contract._after_payment()
        self.assertEqual(str(member.membership_end), "2027-12-31")

    def test_no_membership_from_other_plans(self):
        """W4: a plan without membership extends the contract alone."""
        self.plan.grants_membership = False
        member = self._new_member(
            membership_start="2026-01-01", membership_end="2026-03-09"
        )
        contract = self._new_contract(partner=member)
        self._pay(self._bill_plainly(contract))
        contract._after_payment()
        self.assertEqual(str(contract.paid_until), "2026-04-09")
        self.assertEqual(str(member.membership_end), "2026-03-09")

    def test_free_days_ahead(self):
        """W4: a rest without an end pays nothing ahead."""
        contract = self._new_contract()
        self.env["community.contract.hold"].create(
            {"contract_id": contract.id, "date_from": TODAY}
        )
        contract._lay_out()
        contract._refresh_state()
        self.assertEqual(contract.state, "hold")
        self.assertEqual(contract.paid_until, date(2026, 4, 9))

    def test_the_night(self):
        """W4: each contract names the day on which it is looked at, and is, once."""
        self.plan.write({"trial_number": 7, "term_number": 2, "renewal": "none"})
        contract = self._new_contract()
        self.assertEqual(contract.check_date, date(2026, 3, 17))
        cron = self.env.ref("community_subscription.ir_cron_refresh_contracts").sudo()
        for day, reason in (
            (date(2026, 3, 16), "trial"),
            (date(2026, 3, 17), "running"),
            (date(2026, 4, 20), "term_ends"),
            (date(2026, 5, 17), "term_over"),
        ):
            with freeze_time(day), self.enter_registry_test_mode():
                cron.method_direct_trigger()
                cron.method_direct_trigger()
            self.env.invalidate_all()
            self.assertEqual(contract.state_reason, reason)
        self.assertFalse(contract.check_date)

    def test_one_failure_stops_nobody(self):
        """W4: a contract that cannot be refreshed leaves the others alone."""
        contracts = self._new_contract() + self._new_contract()
        contracts.check_date = TODAY
        broken = contracts[0]

        def refuse(records):
            if broken in records:
                raise ValueError("broken")
            return original(records)

        original = type(contracts)._refresh_state
        self.patch(type(contracts), "_refresh_state", refuse)
        with self.assertLogs("odoo.addons.community_subscription", "ERROR"):
            failed = contracts._refresh_or_split()
        self.assertEqual(failed, broken)
        self.assertGreater(contracts[1].check_date, TODAY)

    def test_prices_that_changed(self):
        """W5: the night finds contracts whose prices were written since."""
        contract = self._new_contract()
        contract.laid_on = self.env.cr.now() + DAY
        self.assertFalse(contract._get_stale())
        self.product.list_price = 60.0
        contract.laid_on = self.env.cr.now() - DAY
        self.assertEqual(contract._get_stale(), contract)
        contract._lay_out_stale()
        self.assertEqual(self._get_rows(contract)[0].amount_total, 60.0)
