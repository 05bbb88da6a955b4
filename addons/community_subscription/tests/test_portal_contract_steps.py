from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_portal_contract import PortalContractCase


@tagged("post_install", "-at_install", "community")
class TestPortalContractSteps(PortalContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._contract(start=fields.Date.subtract(cls.today, days=10))
        cls._pay(cls.contract)

    def _told(self, plan):
        return self.contract._get_preview_key(self.contract._preview_change(plan))

    # ------------------------------------------------------------
    # PLAN
    # ------------------------------------------------------------

    def test_dearer_plan_at_once(self):
        """F28: the difference is shown first, then billed, and it leads to the till."""
        self._sign_in(self.ayse)
        path = self._path(self.contract, "plan", self.big.id)
        preview = self.contract._preview_change(self.big)
        self.assertGreater(preview["due_now"], 0)
        self.assertIn(f"{preview['due_now']:.2f}", self.url_open(path).text)
        self.assertEqual(self.contract.plan_id, self.plan)
        answer = self._post_here(path, told=self._told(self.big))
        self.assertIn("/pay/", answer.headers["Location"])
        self.assertEqual(self.contract.plan_id, self.big)
        self.assertEqual(
            self.contract._get_open_invoices().amount_total, preview["due_now"]
        )

    def test_cheaper_plan_from_the_next_period(self):
        """Nothing is due, the plan stays until then, and one can change one's mind."""
        self._sign_in(self.ayse)
        path = self._path(self.contract, "plan", self.small.id)
        answer = self._post_here(path, told=self._told(self.small))
        self.assertIn("done=changed", answer.headers["Location"])
        self.assertEqual(self.contract.plan_id, self.plan)
        change = self.contract._get_planned_changes()
        self.assertEqual(change.new_plan_id, self.small)
        text = self.url_open(self._path(self.contract)).text
        self.assertIn("Rider Light", text)
        self._post_here(self._path(self.contract, "change", change.id, "end"), x="1")
        self.assertFalse(self.contract._get_planned_changes())
        rows = self.contract.period_ids.filtered(lambda row: row.state == "planned")
        self.assertEqual(set(rows.mapped("amount_total")), {50.0})

    def test_price_that_changed_meanwhile(self):
        """What is done is what was told; else it is told once more."""
        self._sign_in(self.ayse)
        told = self._told(self.big)
        self.big.line_ids.product_id.list_price = 500.0
        answer = self._post_here(
            self._path(self.contract, "plan", self.big.id), told=told
        )
        self.assertEqual(answer.status_code, 200)
        self.assertIn("changed meanwhile", answer.text)
        self.assertEqual(self.contract.plan_id, self.plan)

    @mute_logger("odoo.http")
    def test_only_plans_that_are_offered(self):
        """Another plan of the club, a number without a plan, the same plan: 404."""
        other = self._plan("Secret", 1.0)
        self._sign_in(self.ayse)
        for number in (other.id, self.plan.id, 999999):
            path = self._path(self.contract, "plan", number)
            self.assertEqual(self._status(path), 404)
            self.assertEqual(self._status(path, told="x"), 404)

    def test_plan_for_others_says_why(self):
        """A plan that the member may not hold is shown with the reason."""
        self.big.holder_kind = "company"
        self._sign_in(self.ayse)
        text = self.url_open(self._path(self.contract, "plan")).text
        self.assertIn("for organisations", text)
        self.assertNotIn(f"/plan/{self.big.id}", text)

    def test_change_of_the_club_is_not_taken_back(self):
        """What the club has planned, the member does not undo."""
        change = self.contract._change_plan(self.small)
        self._sign_in(self.ayse)
        path = self._path(self.contract, "change", change.id, "end")
        self.assertEqual(self._status(path, x="1"), 404)
        self.assertEqual(change.state, "planned")

    # ------------------------------------------------------------
    # HOLD
    # ------------------------------------------------------------

    def test_hold_and_take_back(self):
        """Days, price and the moved end are told; set; and taken back."""
        self.contract.plan_id.write({"term_number": 12})
        self.contract.date_end = self._days(300)
        self._sign_in(self.ayse)
        path = self._path(self.contract, "hold")
        days = {"date_from": str(self._days(5)), "date_to": str(self._days(24))}
        text = self.url_open(
            f"{path}?date_from={days['date_from']}&date_to={days['date_to']}"
        ).text
        self.assertIn("20 days of rest", text.replace("<span>", ""))
        self.assertFalse(self.contract.hold_ids)
        self._post_here(path, **days, reason="Travel")
        hold = self.contract.hold_ids
        self.assertEqual((hold.kind, hold.reason), ("self", "Travel"))
        self.assertEqual(self.contract.date_end, self._days(320))
        self._post_here(self._path(self.contract, "hold", hold.id, "end"), x="1")
        self.assertTrue(hold.is_cancelled)
        self.assertEqual(self.contract.date_end, self._days(300))

    def test_holds_that_are_refused(self):
        """Too short, too long, past, the wrong way round, no dates: it says so."""
        self._sign_in(self.ayse)
        path = self._path(self.contract, "hold")
        cases = (
            (self._days(5), self._days(6), "days long or longer"),
            (self._days(5), self._days(200), "calendar year"),
            (self._days(-3), self._days(20), "today or later"),
            (self._days(9), self._days(5), "before the first"),
            ("", "", "Choose the first"),
            ("soon", "later", "Choose the first"),
        )
        for first, last, words in cases:
            answer = self._post_here(path, date_from=str(first), date_to=str(last))
            self.assertEqual(answer.status_code, 200)
            self.assertIn(words, answer.text)
        self.assertFalse(self.contract.hold_ids)

    def test_kind_and_price_of_a_hold_are_not_the_members(self):
        """More fields in the form give no free hold and none without an end."""
        self.plan.hold_fee_mode = "full"
        self._sign_in(self.ayse)
        self._post_here(
            self._path(self.contract, "hold"),
            date_from=str(self._days(5)),
            date_to=str(self._days(20)),
            kind="gift",
            fee_mode="free",
            extends_term="1",
            percent="0",
        )
        hold = self.contract.hold_ids
        self.assertEqual((hold.kind, hold.fee_mode), ("self", "full"))

    @mute_logger("odoo.http")
    def test_hold_of_the_club_stays(self):
        """A hold that the club has set is not ended by the member."""
        hold = self.contract._hold("manual", self._days(5), self._days(20))
        self._sign_in(self.ayse)
        path = self._path(self.contract, "hold", hold.id, "end")
        self.assertEqual(self._status(path, x="1"), 404)
        self.assertFalse(hold.is_cancelled)
        self.plan.hold_by_member = False
        self.assertEqual(self._status(self._path(self.contract, "hold")), 404)

    # ------------------------------------------------------------
    # LEAVE
    # ------------------------------------------------------------

    def test_leave_and_stay(self):
        """The last day is told, notice is given once, and can be taken back."""
        self.plan.write({"notice_number": 1, "notice_unit": "month"})
        reason = self.env["community.member.reason"].create({"name": "Moved away"})
        last = self.contract._get_close_date(self.today)
        self._sign_in(self.ayse)
        path = self._path(self.contract, "close")
        self.assertIn("Your last day would be", self.url_open(path).text)
        form = {"last_day": str(last), "reason_id": str(reason.id)}
        self._post_here(path, **form)
        self.assertEqual(self.contract.state, "closing")
        self.assertEqual(self.contract.close_date, last)
        self.assertEqual(self.contract.closed_by, "member")
        self.assertEqual(self.contract.close_reason_id, reason)
        self.assertEqual(self._status(path, **form), 303)
        self.assertIn("Stay after all", self.url_open(self._path(self.contract)).text)
        self._post_here(self._path(self.contract, "reopen"), x="1")
        self.assertFalse(self.contract.close_date)
        self.assertEqual(self.contract.state, "active")

    def test_last_day_is_not_the_members_to_choose(self):
        """A day before the notice period does not go through, nor a strange one."""
        self.plan.write({"notice_number": 1, "notice_unit": "month"})
        self._sign_in(self.ayse)
        for last in (str(self.today), "", "2020-01-01", "x"):
            answer = self._post_here(self._path(self.contract, "close"), last_day=last)
            self.assertEqual(answer.status_code, 200)
        self.assertFalse(self.contract.close_date)

    @mute_logger("odoo.http")
    def test_where_the_club_closes(self):
        """A plan that members do not close themselves has no such page."""
        self.plan.close_by_member = False
        self._sign_in(self.ayse)
        path = self._path(self.contract, "close")
        self.assertEqual(self._status(path), 404)
        self._post_here(path, last_day=str(self.today))
        self.assertFalse(self.contract.close_date)
        self.contract._close(date=self._days(9))
        self.assertEqual(self._status(path), 404)
        self._post_here(self._path(self.contract, "reopen"), x="1")
        self.assertTrue(self.contract.close_date, "the club's notice stays")

    # ------------------------------------------------------------
    # RENEW
    # ------------------------------------------------------------

    def test_renew_once(self):
        """F28: the next term is offered with its price, billed once and paid."""
        self.plan.write({"term_number": 1, "renewal": "ask", "renewal_offer_days": 60})
        member = self._member("Zeynep Ay", email="zeynep@example.com")
        self.users[member.id] = self._portal_user(member)
        contract = self._contract(member)
        self._pay(contract)
        end = contract.date_end
        self._sign_in(member)
        path = self._path(contract, "renew")
        self.assertIn("Renew now", self.url_open(self._path(contract)).text)
        told = contract._get_renewal_key(contract._get_renewal_offer())
        self.assertEqual(self._post_here(path, told="x").status_code, 200)
        self.assertEqual(contract.date_end, end)
        answer = self._post_here(path, told=told)
        self.assertIn("/pay/", answer.headers["Location"])
        self.assertGreater(contract.date_end, end)
        after = contract.date_end
        self._post_here(path, told=told)
        self.assertEqual(contract.date_end, after)
        self.assertEqual(contract._get_open_invoices().amount_total, 50.0)
