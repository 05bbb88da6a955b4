from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common_change import CommunityChangeCommon


@tagged("post_install", "-at_install", "community")
class TestEligibility(CommunityChangeCommon):
    """Who may hold a plan, and who sits in it."""

    @freeze_time("2026-03-10")
    def test_an_officer_reads_why_not(self):
        """Age on the first day, kind of holder and household, each in a sentence."""
        plan = self._new_plan(
            "Youth", age_min=14, age_max=18, holder_kind="person", seat_kind="family"
        )
        child = self._new_member("Deniz Ak", birthdate_date=date(2012, 3, 11))
        firm = self._new_member("Ak Ltd.", is_company=True)
        officer = plan.with_user(self.sub_officer)
        self.assertEqual(
            officer._get_refusals(child, date(2026, 3, 10)),
            [
                "“Youth” is for households, and Deniz Ak belongs to none.",
                "Deniz Ak is 13 then; “Youth” begins at 14.",
            ],
        )
        child.household_id = self.env["community.member.household"].create(
            {"name": "Ak"}
        )
        self.assertFalse(officer._get_refusals(child, date(2026, 3, 11)))
        self.assertEqual(len(officer._get_refusals(firm, date(2026, 3, 10))), 2)
        with self.assertRaisesRegex(UserError, "begins at 14"):
            self._new_contract(plan, child, start=date(2026, 3, 10))

    @freeze_time("2026-03-10")
    def test_an_offer_is_checked_and_told(self):
        """W4: what could not be accepted is not sent; what is sent says so."""
        member = self._new_member("Deniz Ak")
        firms = self._new_plan("Firms", holder_kind="company")
        draft = self._new_contract(firms, member, confirm=False)
        with self.assertRaises(UserError):
            draft.with_user(self.sub_officer).action_offer()
        self.assertFalse(draft.offered_on)
        draft = self._new_contract(partner=member, confirm=False)
        told = draft.with_user(self.sub_officer).action_offer()
        self.assertTrue(draft.offered_on)
        self.assertEqual(told["tag"], "display_notification")

    @freeze_time("2026-03-10")
    def test_only_drafts_are_offered(self):
        """W4: in two windows: what was accepted meanwhile is not said to be sent."""
        running, draft = self._new_contract(), self._new_contract(confirm=False)
        # Its plan would refuse its member today, and that is no matter of offers.
        running.plan_id = self._new_plan("Firms", holder_kind="company")
        with self.assertRaisesRegex(UserError, "accepted already"):
            running.with_user(self.sub_officer).action_offer()
        (running | draft).with_user(self.sub_officer).action_offer()
        self.assertFalse(running.offered_on)
        self.assertTrue(draft.offered_on)

    def _family(self, limit=2):
        household = self.env["community.member.household"].create({"name": "Demir"})
        people = [
            self._new_member(name, household_id=household.id)
            for name in ("Ayşe Demir", "Can Demir", "Ece Demir", "Ali Demir")
        ]
        plan = self._new_plan(
            "Family",
            seat_kind="family",
            seat_limit=limit,
            line_ids=[(0, 0, {"product_id": self.product.id, "by_seat": True})],
        )
        return plan, people

    def _seat(self, contract, person, day):
        return self.env["community.contract.seat"].create(
            {"contract_id": contract.id, "partner_id": person.id, "date_from": day}
        )

    @freeze_time("2026-03-01")
    def test_seats_of_a_family(self):
        """Each seat is billed from its day; only the household, and no third one."""
        plan, people = self._family()
        contract = self._new_contract(plan, people[0], start=date(2026, 3, 1))
        self.assertEqual(contract.mrr, 0)
        self._seat(contract, people[1], date(2026, 3, 1))
        self.assertEqual(contract.mrr, 50)
        contract._bill()
        with freeze_time("2026-03-16"):
            self._seat(contract, people[2], date(2026, 3, 16))
            contract._bill()
            self.assertEqual(contract.mrr, 100)
        self.assertAlmostEqual(self._invoiced(contract), 50 + 50 * 16 / 31, 2)
        with self.assertRaisesRegex(ValidationError, "has 2 seats"):
            self._seat(contract, people[3], date(2026, 4, 1))
        stranger = self._new_member("Zoe Kaya")
        contract.seat_ids[0].date_to = date(2026, 3, 31)
        with self.assertRaisesRegex(ValidationError, "household"):
            self._seat(contract, stranger, date(2026, 4, 1))
        self.assert_ledger(contract)

    @freeze_time("2026-03-01")
    def test_a_seat_is_swapped_without_a_gap(self):
        plan, people = self._family(limit=1)
        contract = self._new_contract(plan, people[0], start=date(2026, 3, 1))
        seat = self._seat(contract, people[1], date(2026, 3, 1))
        contract._bill()
        with freeze_time("2026-03-20"):
            new = seat.with_user(self.sub_officer)._swap(people[2])
            self.assertEqual(
                (seat.date_to, new.date_from), (date(2026, 3, 19), date(2026, 3, 20))
            )
            contract._bill()
            self.assertEqual(contract._get_seat_count(date(2026, 3, 20)), 1)
        self.assertEqual(self._invoiced(contract), 50)

    @freeze_time("2026-03-01")
    def test_seats_of_a_firm_are_for_its_employees(self):
        firm = self._new_member("Ak Ltd.", is_company=True)
        employee = self._new_member("Ece", parent_id=firm.id)
        plan = self._new_plan("Firm", seat_kind="corporate", seat_limit=5)
        contract = self._new_contract(plan, firm)
        self._seat(contract, employee, date(2026, 3, 1))
        with self.assertRaisesRegex(ValidationError, "employees"):
            self._seat(contract, self._new_member("Zoe"), date(2026, 3, 1))

    @freeze_time("2026-03-01")
    def test_a_used_seat_ends_and_does_not_vanish(self):
        plan, people = self._family()
        contract = self._new_contract(plan, people[0], start=date(2026, 3, 1))
        seat = self._seat(contract, people[1], date(2026, 3, 1))
        with freeze_time("2026-03-02"), self.assertRaises(UserError):
            seat.unlink()
