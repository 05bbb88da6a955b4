from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form, users

from .common import TODAY, CommunitySubscriptionCommon

FORM = "community_subscription.community_contract_view_form"
SAME = ("kind", "origin", "date_from", "date_to", "bill_date", "state", "amount_total")


@freeze_time(TODAY)
class TestForesee(CommunitySubscriptionCommon):
    """What a draft says before it is accepted is what acceptance does."""

    def _get_plans(self):
        fee = self._new_product("Joining", 120.0)
        tax = self.env["account.tax"].create(
            {"name": "Nineteen", "amount": 19.0, "company_id": self.company.id}
        )
        taxed = self._new_product("Taxed", 33.33, taxes=tax)
        seats = [
            (0, 0, {"product_id": self.product.id}),
            (0, 0, {"product_id": taxed.id, "by_seat": True, "quantity": 2}),
        ]
        yearly = {"interval_unit": "year", "term_number": 1, "term_unit": "year"}
        return [
            self.plan,
            self._new_plan("Taxed", taxed, anchor="calendar", anchor_day=1),
            self._new_plan("Trial", trial_number=10, joining_product_id=fee.id),
            self._new_plan("Fee", joining_product_id=fee.id, joining_price=99.0),
            self._new_plan("Parts", taxed, instalments=4, renewal="none", **yearly),
            self._new_plan("After", billing_mode="arrears", first_period="full"),
            self._new_plan("Weeks", interval_unit="week", interval_number=2),
            self._new_plan("Seats", line_ids=seats, seat_kind="family", seat_limit=5),
            self._new_plan("Used", kind="usage"),
        ]

    def test_foreseen_is_what_comes(self):
        """W5: rows shown before acceptance are those that acceptance lays out."""
        for plan in self._get_plans():
            for start in (date(2026, 3, 10), date(2026, 1, 20), date(2026, 5, 31)):
                with self.subTest(plan=plan.name, start=start):
                    contract = self._new_contract(plan, start=start, confirm=False)
                    if plan.seat_kind == "family":
                        self._seat_family(contract)
                    copy, rows = contract._foresee()
                    contract._confirm()
                    foreseen = sorted(tuple(row[key] for key in SAME) for row in rows)
                    came = [
                        tuple(row[key] for key in SAME) for row in contract.period_ids
                    ]
                    self.assertEqual(foreseen, sorted(came))
                    self.assertEqual(copy.date_end, contract.date_end)

    def _seat_family(self, contract):
        household = self.env["community.member.household"].create({"name": "Beridze"})
        people = contract.partner_id + self._new_member("Luka Beridze")
        people.household_id = household
        for person in people:
            self.env["community.contract.seat"].create(
                {
                    "contract_id": contract.id,
                    "partner_id": person.id,
                    "date_from": contract.date_start,
                }
            )

    @users("community_sub_officer")
    def test_form_says_it_and_saves_nothing(self):
        """F14: price, first invoice and rows stand on the form before it is saved."""
        member = self._new_member("Nino Beridze").with_user(self.env.user)
        contracts = self.env["community.contract"].with_company(self.company)
        before = self._count()
        form = Form(contracts, FORM)
        self.assertFalse(form.foresight)
        form.partner_id = member
        form.plan_id = self.plan.with_user(self.env.user)
        self.assertIn("50.00 every month", form.foresight)
        self.assertIn("50.00 on 03/10/2026", form.foresight)
        self.assertIn("04/10/2026", form.foresight)
        form.date_start = date(2026, 6, 1)
        self.assertIn("50.00 on 06/01/2026", form.foresight)
        self.assertEqual(self._count(), before)
        contract = form.save()
        self.assertFalse(contract.period_ids)
        contract.action_confirm()
        self.assertFalse(contract.foresight)

    def _count(self):
        self.env.flush_all()
        models = ("community.contract", "community.contract.period", "mail.message")
        counts = [self.env[model].sudo().search_count([]) for model in models]
        sequence = self.env.ref("community_subscription.ir_sequence_contract").sudo()
        return [*counts, sequence.number_next_actual]

    def test_what_was_added_is_foreseen(self):
        """W5: lines beyond the plan are added to it, in the price that is shown."""
        extra = self._new_product("Locker", 7.5)
        contract = self._new_contract(
            confirm=False, line_ids=[(0, 0, {"product_id": extra.id, "quantity": 2})]
        )
        self.assertIn("65.00 every month", contract.foresight)
        contract._confirm()
        self.assertEqual(contract.line_ids.product_id, extra + self.product)
        self.assertEqual(contract.period_ids[0].amount_total, 65.0)

    def test_rows_that_are_being_typed(self):
        """A line without a product yet, or a seat without a day, breaks nothing."""
        draft = self.env["community.contract"].new(
            {
                "partner_id": self._new_member("Nino").id,
                "plan_id": self._new_plan("Family", seat_kind="family").id,
                "company_id": self.company.id,
                "line_ids": [(0, 0, {"product_id": False})],
                "seat_ids": [(0, 0, {"date_from": False})],
            }
        )
        self.assertIn("50.00 every month", draft.foresight)
        self.assertTrue(draft.has_warning)
        self.assertIn("does not depend", draft.seat_words)
        draft.date_start = False
        self.assertFalse(draft.foresight)
        self.assertFalse(draft.seat_words)

    def test_name_of_a_new_one(self):
        """A contract without a number is called new."""
        draft = self.env["community.contract"].new(
            {"partner_id": self._new_member("Nino").id, "plan_id": self.plan.id}
        )
        self.assertEqual(draft.display_name, "New contract · Nino · Rider, monthly")

    # ------------------------------------------------------------
    # WARNINGS
    # ------------------------------------------------------------

    def _alerts(self, contract):
        contract.invalidate_recordset()
        alerts = contract.alerts or []
        return {
            level: " ".join(a["text"] for a in alerts if a["level"] == level)
            for level in ("danger", "warning")
        }

    def test_suspended_member(self):
        """F14: a suspended member is told before; who agreed to it may accept."""
        member = self._new_member("Nino Beridze")
        member.write(
            {
                "membership_suspended_from": date(2026, 3, 1),
                "membership_suspended_until": date(2026, 4, 30),
            }
        )
        member._compute_member_state()
        draft = self._new_contract(partner=member, confirm=False)
        self.assertTrue(draft.has_warning)
        self.assertIn("suspended until 04/30/2026", self._alerts(draft)["warning"])
        draft.date_start = date(2026, 5, 1)
        self.assertNotIn("suspended", self._alerts(draft)["warning"])
        draft.date_start = date(2026, 3, 10)
        draft.with_user(self.sub_officer).action_confirm()
        self.assertEqual(draft.state, "active")
        self.assertFalse(draft.has_warning)

    def test_refused_by_the_rules(self):
        """W4: what acceptance refuses is said on the draft, in the same words."""
        plan = self._new_plan("Clubs", holder_kind="company")
        draft = self._new_contract(plan, confirm=False)
        text = self._alerts(draft)["danger"]
        with self.assertRaises(UserError) as refused:
            draft.with_user(self.sub_officer).action_confirm()
        self.assertIn(str(refused.exception), text)

    def test_twice_the_same(self):
        """A second contract of one plan is told before it is billed, too."""
        first = self._new_contract()
        draft = self._new_contract(partner=first.partner_id, confirm=False)
        self.assertIn(first.name, self._alerts(draft)["warning"])
        self.assertFalse(first.has_warning)

    # ------------------------------------------------------------
    # CHOOSING A PLAN
    # ------------------------------------------------------------

    @users("community_sub_officer", "community_sub_reader")
    def test_plans_that_cannot_be_held_stand_last_and_say_why(self):
        """W4: where a plan is chosen, with prices, and refusals for who may choose."""
        refused = self._new_plan("A club", holder_kind="company", sequence=1)
        member = self._new_member("Nino Beridze")
        plans = self.env["community.plan"].with_context(
            community_holder=member.id, community_day=TODAY
        )
        domain = [("id", "in", (refused + self.plan).ids)]
        found = [plan for plan, _name in plans.name_search("", domain)]
        shown = plans.browse(refused.id).with_context(formatted_display_name=True)
        priced = plans.browse(self.plan.id).with_context(formatted_display_name=True)
        self.assertIn("50.00 every month--", priced.display_name)
        is_officer = self.env.user.login == "community_sub_officer"
        self.assertEqual(found[0] == self.plan.id, is_officer)
        self.assertEqual("for organisations" in shown.display_name, is_officer)
        self.assertEqual(refused.with_user(self.env.user).display_name, "A club")
