from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common_change import CommunityChangeCommon

PLAN_CHANGE = "community.contract.plan.change"
HOLD = "community.contract.hold.make"
HOLD_END = "community.contract.hold.end"
RENEW = "community.contract.renew"
CLOSE = "community.contract.close"
SEAT_END = "community.contract.seat.end"


@tagged("post_install", "-at_install", "community")
class TestContractWizards(CommunityChangeCommon):
    """Each window says before what will happen, and does that."""

    def _window(self, contract, model, user=None, **values):
        return (
            self.env[model]
            .with_user(user or self.sub_officer)
            .create({"contract_id": contract.id, **values})
        )

    @freeze_time("2026-03-16")
    def test_another_plan(self):
        contract = self._billed_contract()
        window = self._window(contract, PLAN_CHANGE, plan_id=self.big.id)
        self.assertIn("begins on 03/16/2026", window.outcome)
        lines = window.outcome.replace("\N{NO-BREAK SPACE}", " ").split("\n")
        self.assertIn("• Invoice: $ 15.48", lines)
        self.assertIn("• Open from before: $ 50.00", lines)
        self.assertIn("• To pay: $ 65.48", lines)
        self.assertEqual(contract.plan_id, self.plan)
        window.action_apply()
        self.assertEqual(contract.plan_id, self.big)
        self.assertEqual(self._rows(contract)[0][3], 15.48)

    @freeze_time("2026-03-16")
    def test_a_refusal_is_said_before_the_button(self):
        contract = self._billed_contract()
        window = self._window(
            contract, HOLD, date_from=date(2026, 4, 1), date_to=date(2026, 4, 2)
        )
        self.assertIn("7 days", window.refusal)
        self.assertFalse(window.outcome)

    @freeze_time("2026-03-16")
    def test_only_treasurers_go_beyond_the_plan(self):
        contract = self._billed_contract()
        days = {"date_from": date(2026, 4, 1), "date_to": date(2026, 4, 2)}
        for user, may in ((self.sub_officer, False), (self.treasurer, True)):
            window = self._window(contract, HOLD, user, beyond_plan=True, **days)
            self.assertEqual(not window.refusal, may)

    @freeze_time("2026-03-16")
    def test_a_hold_ends(self):
        contract = self._billed_contract()
        hold = contract._hold("manual", date(2026, 3, 5))
        window = self._window(contract, HOLD_END)
        self.assertEqual(window.hold_id, hold)
        self.assertEqual(window.date, date(2026, 3, 15))
        window.action_apply()
        self.assertEqual(hold.date_to, date(2026, 3, 15))
        self.assertNotEqual(contract.state, "hold")

    @freeze_time("2026-03-16")
    def test_end_of_a_seat(self):
        """W4: who ends a seat is asked for the day, and told what it costs."""
        line = {"product_id": self.product.id, "by_seat": True}
        plan = self._new_plan(
            "Team", line_ids=[(0, 0, line)], seat_kind="corporate", seat_limit=5
        )
        firm = self._new_member("Firm", is_company=True)
        contract = self._new_contract(plan, firm, date(2026, 3, 1), confirm=False)
        for name in ("One", "Two"):
            person = self.env["res.partner"].create(
                {"name": name, "parent_id": firm.id}
            )
            contract.seat_ids = [
                (0, 0, {"partner_id": person.id, "date_from": date(2026, 3, 1)})
            ]
        self.assertIn("50.00 every month", contract.seat_words)
        contract._confirm()
        contract._bill()
        seat = contract.seat_ids[1].with_user(self.sub_officer)
        opened = seat.action_end()
        self.assertEqual(opened["res_model"], SEAT_END)
        model = self.env[SEAT_END].with_user(self.sub_officer)
        window = model.with_context(**opened["context"]).create({})
        self.assertEqual(window.person_id.name, "Two")
        self.assertIn("Two leaves the seat after 03/16/2026", window.outcome)
        self.assertIn("24.19", window.outcome)
        self.assertIn("Next period: $\xa050.00", window.outcome)
        self.assertFalse(seat.date_to)
        window.date = date(2026, 4, 10)
        self.assertIn("$\xa066.67 instead of $\xa0100.00", window.outcome)
        window.date = date(2026, 3, 16)
        window.action_apply()
        self.assertEqual(seat.date_to, date(2026, 3, 16))
        draft = contract.copy()
        draft.seat_ids = [(0, 0, {"partner_id": seat.partner_id.id})]
        draft.seat_ids.with_user(self.sub_officer).action_end()
        self.assertFalse(draft.seat_ids)
        with self.assertRaises(AccessError):
            seat.with_user(self.sub_reader).action_end()
        with self.assertRaises(AccessError):
            self._window(contract, SEAT_END, self.sub_reader, seat_id=seat.id)

    @freeze_time("2026-03-16")
    def test_renewal(self):
        self.plan.write({"term_number": 1, "renewal": "ask"})
        contract = self._billed_contract()
        window = self._window(contract, RENEW)
        self.assertIn("begins on 04/01/2026", window.outcome)
        window.action_apply()
        self.assertEqual(contract.date_end, date(2026, 4, 30))

    @freeze_time("2026-03-16")
    def test_readers_have_no_windows(self):
        contract = self._billed_contract()
        for model in (PLAN_CHANGE, HOLD, HOLD_END, CLOSE, RENEW):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self._window(contract, model, self.sub_reader)

    @freeze_time("2026-03-16")
    def test_the_windows_open(self):
        """Their forms load for an officer, with what the contract gives them."""
        contract = self._billed_contract()
        for action in ("action_hold", "action_close", "action_change_plan"):
            opened = getattr(contract.with_user(self.sub_officer), action)()
            model = self.env[opened["res_model"]].with_user(self.sub_officer)
            form = Form(model.with_context(**opened["context"]))
            self.assertEqual(form.contract_id, contract)
        holds = self.env["community.mass.hold"].with_user(self.sub_officer)
        self.assertEqual(Form(holds).state, "draft")
        campaigns = self.env["community.price.campaign"].with_user(self.treasurer)
        self.assertEqual(Form(campaigns).mode, "percent")

    @freeze_time("2026-03-10")
    def test_queries_of_the_night_do_not_grow_with_the_contracts(self):
        """W3: planned changes of 30 contracts are made with few more than of 10."""
        counts = []
        for number, day in ((10, "2026-04-01"), (30, "2026-04-02")):
            contracts = self.env["community.contract"]
            for _number in range(number):
                contracts += self._new_contract(start=date(2026, 3, 1))
            for contract in contracts:
                contract._change_plan(self.small, date.fromisoformat(day))
            self.env.flush_all()
            self.env.invalidate_all()
            with freeze_time(day):
                changes = contracts.change_ids.filtered(lambda c: c.kind == "plan")
                before = self.env.cr.sql_log_count
                changes._apply()
                self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLess(counts[1] - counts[0], 40, counts)
