from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_change import CommunityChangeCommon


@tagged("post_install", "-at_install", "community")
class TestClose(CommunityChangeCommon):
    """Notice, the last day, and the way back."""

    @freeze_time("2026-03-10")
    def test_the_notice_period_of_a_member(self):
        """A month from the day; who may not close earlier is told the day."""
        self.plan.write({"notice_number": 1, "notice_unit": "month"})
        contract = self._billed_contract()
        self.assertEqual(contract._get_close_date(date(2026, 3, 10)), date(2026, 4, 10))
        self.assertEqual(contract._get_close_date(date(2026, 1, 31)), date(2026, 2, 28))
        with self.assertRaisesRegex(UserError, "notice period"):
            contract._close(date(2026, 4, 9), by="member")
        contract._close(by="member")
        self.assertEqual(contract.close_date, date(2026, 4, 10))
        self.assertEqual(
            (contract.state_reason, contract.closed_by), ("unpaid", "member")
        )

    @freeze_time("2026-03-10")
    def test_the_last_period_is_cut_and_nothing_follows(self):
        """W5: ten days of April, then an end; the last movement is a loss."""
        contract = self._billed_contract()
        contract._close(date(2026, 4, 10))
        self.assertEqual(
            self._rows(contract),
            [("period", "2026-04-01", "2026-04-10", 16.67)],
        )
        self._nightly("2026-04-10")
        self.assertNotEqual(contract.state, "ended")
        self._nightly("2026-04-11")
        self.assertEqual(
            (contract.state, contract.state_reason), ("ended", "closed_club")
        )
        self.assertEqual(contract.mrr, 0)
        self.assertEqual(self._kinds(contract)[-1], ("close", "churn", "2026-04-11"))
        self.assert_ledger(contract)

    @freeze_time("2026-03-10")
    def test_what_was_paid_ahead_is_credited_or_not(self):
        for refund, expected in [(True, 50 * 10 / 31), (False, 50)]:
            with self.subTest(refund=refund):
                contract = self._billed_contract()
                contract._close(date(2026, 3, 10), refund=refund)
                contract._bill()
                self.assertAlmostEqual(self._invoiced(contract), expected, 2)

    @freeze_time("2026-03-10")
    def test_notice_is_taken_back(self):
        contract = self._billed_contract()
        contract._lay_out()
        rows = self._rows(contract)
        contract._close(date(2026, 4, 10))
        contract._close(date(2026, 4, 20))
        contract._reopen()
        self.assertEqual(self._rows(contract), rows)
        self.assertFalse(contract.close_date)
        self._nightly("2026-04-21")
        self.assertNotEqual(contract.state, "ended")
        with self.assertRaises(UserError):
            contract._reopen()
        self.assert_ledger(contract)

    def test_taken_up_again_after_the_end(self):
        """The days between are free, and the movement is called so."""
        contract = self._billed_contract()
        with freeze_time("2026-03-10"):
            contract._close(date(2026, 3, 20))
            contract._bill()
        self._nightly("2026-03-21")
        with freeze_time("2026-04-11"):
            contract._reopen()
            contract._bill()
        self.assertAlmostEqual(self._invoiced(contract), 50 * 20 / 31 + 50 * 20 / 30, 1)
        self.assertEqual(
            self._kinds(contract)[-1], ("reactivate", "reactivation", "2026-04-11")
        )
        self.assert_ledger(contract)

    def test_closed_for_debt(self):
        """So many days after the due date; twice changes nothing."""
        self.plan.close_after_unpaid_days = 30
        contract = self._billed_contract()
        due = contract.period_ids.move_id.invoice_date_due
        self._nightly(str(due + timedelta(days=29)))
        self.assertFalse(contract.close_date)
        last = due + timedelta(days=30)
        self._nightly(str(last))
        self.assertEqual((contract.close_date, contract.closed_by), (last, "unpaid"))
        self._nightly(str(last + timedelta(days=1)))
        self.assertEqual(contract.state_reason, "closed_unpaid")
        self._nightly(str(last + timedelta(days=1)))
        self.assert_ledger(contract)

    @freeze_time("2026-03-10")
    def test_planned_things_after_the_last_day_do_not_happen(self):
        contract = self._billed_contract()
        change = contract._change_plan(self.big, date(2026, 5, 1))
        hold = contract._hold("manual", date(2026, 5, 10), date(2026, 5, 20))
        contract._close(date(2026, 4, 30))
        self.assertEqual(change.state, "cancelled")
        self.assertTrue(hold.is_cancelled)

    @freeze_time("2026-03-10")
    def test_who_leaves_ends_the_contracts_too(self):
        """The window that records a death or a leaving offers to close contracts."""
        contract = self._billed_contract()
        wizard = self.env["community.member.state.change"].create(
            {
                "partner_ids": [(6, 0, contract.partner_id.ids)],
                "operation": "resign",
                "day": date(2026, 3, 31),
            }
        )
        self.assertTrue(wizard.close_contracts)
        self.assertIn(contract.name, wizard.outcome)
        wizard.action_apply()
        self.assertEqual(contract.close_date, date(2026, 3, 31))

    @freeze_time("2026-03-10")
    def test_the_window_says_before_what_happens(self):
        """Last day, last invoice and credit; then exactly that happens."""
        contract = self._billed_contract()
        wizard = (
            self.env["community.contract.close"]
            .with_user(self.sub_officer)
            .create({"contract_id": contract.id, "date": date(2026, 3, 20)})
        )
        said = wizard.outcome.replace("\N{NO-BREAK SPACE}", " ")
        self.assertIn("To pay in all: $ 32.26", said)
        self.assertFalse(wizard.refusal)
        wizard.action_apply()
        contract._bill()
        self.assertAlmostEqual(self._invoiced(contract), 50 * 20 / 31, 2)
        self.assertAlmostEqual(
            contract._get_open_invoices().amount_residual, 32.26, 2, "set off"
        )


@tagged("post_install", "-at_install", "community")
class TestRenewal(CommunityChangeCommon):
    """The next term: by itself, offered, or not at all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.year_product = cls._new_product("Year", 600.0)

    def _yearly(self, renewal, start="2026-03-01", **values):
        plan = self._new_plan(
            "Rider, yearly",
            self.year_product,
            interval_unit="year",
            term_number=1,
            term_unit="year",
            renewal=renewal,
            **values,
        )
        return self._billed_contract(start, plan=plan)

    def test_a_term_goes_on_by_itself(self):
        """Also after nights that were missed: one term after the other, no gap."""
        contract = self._yearly("auto")
        self._nightly("2027-02-28")
        self.assertEqual(contract.date_end, date(2027, 2, 28))
        self._nightly("2029-03-05")
        self.assertEqual(contract.date_end, date(2030, 2, 28))
        days = [d for kind, _movement, d in self._kinds(contract) if kind == "renewal"]
        self.assertEqual(days, ["2027-03-01", "2028-03-01", "2029-03-01"])
        self.assertNotEqual(contract.state, "ended")
        self.assert_ledger(contract)

    def test_an_offer_is_accepted_once(self):
        """Two payments of one offer renew once; dates go on without a gap."""
        contract = self._yearly("ask")
        self.assertFalse(self._rows(contract))
        with freeze_time("2027-01-20"):
            self.assertIsNone(contract._get_renewal_offer())
        with freeze_time("2027-02-10"):
            offer = contract._get_renewal_offer()
            self.assertEqual(
                (offer["date_from"], offer["date_to"], offer["amount_total"]),
                (date(2027, 3, 1), date(2028, 2, 29), 600),
            )
            self.assertFalse(self._rows(contract))
            contract._renew(offer["number"])
            contract._renew(offer["number"])
        self.assertEqual(contract.date_end, date(2028, 2, 29))
        self.assertEqual(len(self._rows(contract)), 1)
        with freeze_time("2027-03-01"):
            contract._bill()
        self.assertEqual(self._invoiced(contract), 1200)

    def test_renewed_late_begins_on_the_day(self):
        """After the days of grace nothing is billed for the time in between."""
        contract = self._yearly("ask", grace_days=14)
        self._nightly("2027-03-20")
        self.assertEqual(contract.state_reason, "term_over")
        self.assertEqual(contract.mrr, 0)
        with freeze_time("2027-04-10"):
            contract._renew()
            contract._bill()
        self.assertEqual(contract.date_end, date(2028, 4, 9))
        self.assertEqual(contract.date_start, date(2026, 3, 1))
        self.assert_ledger(contract)

    def test_a_term_that_ends(self):
        contract = self._yearly("none")
        self._nightly("2027-03-01")
        self.assertEqual((contract.state, contract.mrr), ("ended", 0))
        self.assertEqual(self._kinds(contract)[-1][:2], ("close", "churn"))
        self.assertIsNone(contract._get_renewal_offer())
        self.assert_ledger(contract)
