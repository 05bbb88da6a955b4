from datetime import date

import psycopg2
from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_change import CommunityChangeCommon


@tagged("post_install", "-at_install", "community")
class TestHold(CommunityChangeCommon):
    """Holds: four kinds and gift time."""

    @freeze_time("2026-03-10")
    def test_a_free_hold_costs_nothing_and_moves_the_end(self):
        """Ten days of April are free, and the term ends ten days later."""
        self.plan.write({"term_number": 12, "term_unit": "month"})
        contract = self._billed_contract()
        end = contract.date_end
        contract._hold("manual", date(2026, 4, 1), date(2026, 4, 10))
        self.assertEqual((contract.date_end - end).days, 10)
        self.assertAlmostEqual(self._rows(contract)[0][3], 50 * 20 / 30, 2)
        self.assertNotEqual(contract.state, "hold")
        self._nightly("2026-04-01")
        self.assertEqual(contract.state, "hold")
        self.assertFalse(contract._gives_access())
        self._nightly("2026-04-11")
        self.assertNotEqual(contract.state, "hold")
        self.assert_ledger(contract)
        names = [kind for kind, movement, _day in self._kinds(contract)]
        self.assertEqual(names, ["new", "hold", "resume"])

    @freeze_time("2026-03-10")
    def test_a_hold_in_a_billed_stretch_is_credited(self):
        contract = self._billed_contract()
        contract._hold("manual", date(2026, 3, 11), date(2026, 3, 20))
        with freeze_time("2026-04-01"):
            contract._bill()
        self.assertAlmostEqual(self._invoiced(contract), 100 - 50 * 10 / 31, 2)

    @freeze_time("2026-03-10")
    def test_the_fee_of_a_cancelled_hold_is_credited(self):
        """Billed already, and the hold does not take place: the fee goes back once."""
        fee = self._new_product("Setup of a hold", 5.0)
        self.plan.write({"hold_fee_product_id": fee.id, "hold_fee": 5.0})
        contract = self._billed_contract()
        hold = contract._hold("manual", date(2026, 3, 10), date(2026, 3, 16), "fee")
        contract._bill()
        row = contract.period_ids.filtered(lambda row: row.kind == "fee")
        self.assertEqual(row.state, "billed")
        hold._cancel()
        with freeze_time("2026-04-01"):
            contract._bill()
            self.assertEqual(self._invoiced(contract), 100.0)
            contract._lay_out()
        self.assertFalse(
            contract.period_ids.filtered(
                lambda row: row.kind == "adjust" and row.state == "planned"
            )
        )

    @freeze_time("2026-03-10")
    def test_the_fee_of_a_hold_stays_when_the_plan_changes(self):
        """The other plan has no fee for holds; what was billed is not credited."""
        fee = self._new_product("Setup of a hold", 5.0)
        self.plan.write({"hold_fee_product_id": fee.id, "hold_fee": 5.0})
        contract = self._billed_contract()
        contract._hold("manual", date(2026, 3, 10), date(2026, 3, 16), "fee")
        contract._bill()
        with freeze_time("2026-04-01"):
            contract._change_plan(self.small)
            contract._bill()
            self.assertFalse(
                contract.period_ids.filtered(
                    lambda row: (
                        row._get_unit().startswith("hold:") and row.kind != "fee"
                    )
                )
            )

    @freeze_time("2026-03-10")
    def test_what_a_hold_costs(self):
        """Free, one fee, reduced, full: as the plan or the hold says."""
        fee = self._new_product("Setup of a hold", 5.0)
        self.plan.write(
            {"hold_fee_product_id": fee.id, "hold_fee": 5.0, "hold_percent": 40}
        )
        for mode, expected in [
            ("free", 0),
            ("fee", 5),
            ("reduced", 20),
            ("full", 50),
        ]:
            with self.subTest(mode=mode):
                contract = self._billed_contract()
                contract._hold(
                    "manual", date(2026, 4, 1), date(2026, 4, 30), fee_mode=mode
                )
                rows = self._rows(contract)
                found = sum(row[3] for row in rows if row[1].startswith("2026-04"))
                self.assertEqual(found, expected)

    @freeze_time("2026-03-10")
    def test_a_hold_that_has_not_begun_is_cancelled(self):
        self.plan.write({"term_number": 1, "term_unit": "year"})
        contract = self._billed_contract()
        contract._lay_out()
        rows, end = self._rows(contract), contract.date_end
        hold = contract._hold("manual", date(2026, 4, 1), date(2026, 4, 10))
        hold._end(date(2026, 3, 10))
        self.assertTrue(hold.is_cancelled)
        self.assertEqual((self._rows(contract), contract.date_end), (rows, end))
        # The days are free again for another hold.
        contract._hold("manual", date(2026, 4, 5), date(2026, 4, 12))

    @freeze_time("2026-03-10")
    def test_two_holds_never_overlap(self):
        """Refused in words, and by the database where somebody writes past them."""
        contract = self._billed_contract()
        contract._hold("manual", date(2026, 4, 1), date(2026, 4, 10))
        with self.assertRaisesRegex(UserError, "rests on one of these days"):
            contract._hold("manual", date(2026, 4, 10), date(2026, 4, 20))
        contract._hold("manual", date(2026, 4, 11), date(2026, 4, 20))
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.Error),
            self.env.cr.savepoint(),
        ):
            self.env["community.contract.hold"].create(
                {"contract_id": contract.id, "date_from": date(2026, 4, 20)}
            )

    @freeze_time("2026-03-10")
    def test_an_open_hold_ends_on_return(self):
        """The first visit ends it, and the end of the term moves by its days."""
        self.plan.write({"term_number": 1, "term_unit": "year"})
        contract = self._billed_contract()
        end = contract.date_end
        hold = contract._hold("manual", date(2026, 3, 10))
        hold.end_on_return = True
        self._nightly("2026-03-20")
        self.assertEqual((contract.date_end - end).days, 11)
        with freeze_time("2026-03-25"):
            contract._end_hold_on_return(date(2026, 3, 25))
        self.assertEqual(hold.date_to, date(2026, 3, 24))
        self.assertEqual((contract.date_end - end).days, 15)
        self.assertNotEqual(contract.state, "hold")
        self.assert_ledger(contract)

    @freeze_time("2026-03-10")
    def test_members_hold_within_the_rules_of_the_plan(self):
        self.plan.write(
            {"hold_by_member": True, "hold_days_max": 30, "hold_days_min": 7}
        )
        contract = self._billed_contract()
        for start, end, words in [
            (date(2026, 3, 9), date(2026, 3, 20), "today or later"),
            (date(2026, 4, 1), date(2026, 4, 3), "7 days"),
            (date(2026, 4, 1), date(2026, 5, 1), "30 days"),
            (date(2026, 4, 1), None, "until when"),
        ]:
            with self.subTest(words=words), self.assertRaisesRegex(UserError, words):
                contract._hold("self", start, end)
        contract._hold("self", date(2026, 4, 1), date(2026, 4, 30))
        self.assertEqual(
            len(contract._check_hold(date(2026, 6, 1), date(2026, 6, 7), True)), 1
        )
        self.assertFalse(contract._check_hold(date(2027, 1, 1), date(2027, 1, 7), True))

    @freeze_time("2026-03-10")
    def test_a_debt_hold_is_laid_around_others(self):
        """A second one changes nothing; a planned holiday gives way."""
        contract = self._billed_contract()
        running = contract._hold("manual", date(2026, 3, 1), date(2026, 3, 31))
        later = contract._hold("manual", date(2026, 5, 1), date(2026, 5, 10))
        debt = contract._hold("debt", date(2026, 3, 10))
        self.assertEqual(debt.date_from, date(2026, 4, 1))
        self.assertTrue(later.is_cancelled)
        self.assertFalse(running.is_cancelled)
        self.assertFalse(contract._hold("debt", date(2026, 4, 5)))

    @freeze_time("2026-03-10")
    def test_gift_time_lengthens_the_term_and_keeps_the_doors_open(self):
        self.plan.write({"term_number": 1, "term_unit": "year"})
        contract = self._billed_contract()
        end = contract.date_end
        contract._hold("gift", date(2026, 3, 10), date(2026, 3, 16))
        self.assertEqual((contract.date_end - end).days, 7)
        self.assertTrue(contract._gives_access())

    @freeze_time("2026-03-10")
    def test_beyond_the_plan_is_not_told_from_outside(self):
        """The treasurer's window may go beyond the plan; a call may not."""
        contract = self._billed_contract(plan=self._new_plan("No", hold_allowed=False))
        told = contract.with_context(community_hold_beyond_plan=True)
        self.assertTrue(told._check_hold(date(2026, 4, 1), date(2026, 4, 7), True))

    @freeze_time("2026-03-10")
    def test_the_club_is_closed(self):
        """A mass hold says how many, takes each once, and steps around other holds."""
        plan = self._new_plan("Swimmer", hold_allowed=False)
        contracts = self.env["community.contract"]
        for _number in range(5):
            contracts += self._billed_contract(plan=plan)
        contracts[0]._hold("gift", date(2026, 4, 3), date(2026, 4, 5))
        mass = (
            self.env["community.mass.hold"]
            .with_user(self.sub_officer)
            .create(
                {
                    "plan_ids": [(6, 0, plan.ids)],
                    "company_id": self.company.id,
                    "date_from": date(2026, 4, 1),
                    "date_to": date(2026, 4, 10),
                    "reason": "Renovation",
                }
            )
        )
        self.assertEqual(mass.found_count, 5)
        mass.state = "running"
        self.assertFalse(mass._work(limit=3))
        self.assertTrue(mass._work(limit=3))
        self.assertEqual((mass.done_count, mass.state), (5, "done"))
        self.assertEqual(
            len(contracts.hold_ids.filtered(lambda h: h.kind == "mass")), 6
        )
        amounts = {self._rows(contract)[0][3] for contract in contracts}
        self.assertEqual(amounts, {33.33})
        mass.action_run()
        self.assertEqual(mass.done_count, 5)
