from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_portal_contract import PortalContractCase

POSTS = (
    ("pay",),
    ("accept",),
    ("decline",),
    ("hold",),
    ("close",),
    ("reopen",),
    ("renew",),
    ("charge",),
    ("seats",),
)
GETS = (
    (),
    ("pdf", "contract"),
    ("calendar.ics",),
    ("accept",),
    ("plan",),
    ("hold",),
    ("close",),
    ("renew",),
    ("charge",),
    ("seats",),
)


@tagged("post_install", "-at_install", "community")
class TestPortalContractPages(PortalContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._contract()
        cls.firm_contract = cls._contract(cls.holding, cls.corporate)

    # ------------------------------------------------------------
    # WHAT IS SEEN
    # ------------------------------------------------------------

    def test_list_and_page(self):
        """F28: plan, standing, amounts and what comes are on the member's own pages."""
        self._sign_in(self.ayse)
        text = self.url_open("/my/contracts").text
        self.assertIn(self.contract.name, text)
        self.assertNotIn(self.firm_contract.name, text)
        text = self.url_open(self._path(self.contract)).text
        for shown in ("Rider", "to pay", "Payments ahead", "Change the plan", "Leave"):
            self.assertIn(shown, text)

    def test_standing_follows_payment(self):
        """The one step on top is to pay, and then there is none."""
        self._sign_in(self.ayse)
        self.assertIn("o_community_pay", self.url_open(self._path(self.contract)).text)
        self._pay(self.contract)
        text = self.url_open(self._path(self.contract)).text
        self.assertNotIn("o_community_pay", text)
        self.assertIn("In order", text)

    def test_home_counts_and_leads(self):
        """The portal's home counts the contracts and leads to what is to pay."""
        self._sign_in(self.ayse)
        text = self.url_open("/my").text
        self.assertIn('href="/my/pay"', text)
        values = self.make_jsonrpc_request(
            "/my/counters", {"counters": ["community_contract_count"]}
        )
        self.assertEqual(values["community_contract_count"], 1)

    def test_seat_shows_no_money(self):
        """Whoever only has a seat sees that it runs, and no amount."""
        self.firm_contract._add_seat(self.clerk)
        self._sign_in(self.clerk)
        text = self.url_open(self._path(self.firm_contract)).text
        self.assertIn("Company", text)
        for hidden in ("1,200", "Payments ahead", "o_community_pay", "Papers"):
            self.assertNotIn(hidden, text)
        for parts in (("pdf", "contract"), ("calendar.ics",), ("close",), ("seats",)):
            path = self._path(self.firm_contract, *parts)
            self.assertEqual(self._status(path), 404, parts)

    def test_rights_of_the_employer(self):
        """Who may see invoices sees the money; only who leads it all may agree."""
        rights = {
            person: person._get_portal_contract_rights(self.firm_contract)[
                self.firm_contract.id
            ]
            for person in (self.boss, self.accountant, self.chief, self.clerk)
        }
        self.assertEqual(
            rights[self.boss], {"money", "agree", "hold", "close", "seats"}
        )
        self.assertEqual(rights[self.accountant], {"money"})
        self.assertEqual(rights[self.chief], {"seats"})
        self.assertEqual(rights[self.clerk], set())
        self.assertFalse(self.clerk._get_portal_contracts())
        self.assertEqual(self.boss._get_portal_contracts(), self.firm_contract)

    def test_payer_decides(self):
        """A member whose contract another pays holds and leaves, but spends nothing."""
        paid = self._draft(self.deniz, payer_id=self.ayse.id)
        paid._confirm()
        self.assertEqual(
            self.deniz._get_portal_contract_rights(paid)[paid.id],
            {"money", "hold", "close"},
        )
        self.assertIn("agree", self.ayse._get_portal_contract_rights(paid)[paid.id])
        self._sign_in(self.deniz)
        self.assertEqual(self._status(self._path(paid, "plan")), 404)
        self.assertEqual(self._status(self._path(paid, "charge"), auto="1"), 404)

    # ------------------------------------------------------------
    # WHAT IS NOT
    # ------------------------------------------------------------

    @mute_logger("odoo.http")
    def test_another_members_contract_is_not_there(self):
        """Every page and every button: another's number answers as a missing one."""
        self._sign_in(self.deniz)
        for number in (self.contract.id, 999999, 2**40):
            for parts in GETS:
                path = "/".join(["/my/contracts", str(number), *parts])
                self.assertEqual(self._status(path), 404, path)
            for parts in POSTS:
                path = "/".join(["/my/contracts", str(number), *parts])
                self.assertEqual(self._status(path, x="1"), 404, path)
        self.assertEqual(self.contract.state, "active")
        self.assertFalse(self.contract.close_date)

    def test_public_is_led_to_log_in(self):
        """Nothing of a contract is shown without logging in."""
        self.authenticate(None, None)
        for parts in GETS:
            answer = self.url_open(
                self._path(self.contract, *parts), allow_redirects=False
            )
            self.assertIn("/web/login", answer.headers["Location"])

    def test_contract_of_another_company(self):
        """A contract with another club is not on the website of this one."""
        other = self.env["res.company"].create({"name": "Batumi Pool"})
        plan = self._plan("Pool", 10.0, company_id=other.id)
        foreign = self.env["community.contract"].create(
            {
                "plan_id": plan.id,
                "partner_id": self.ayse.id,
                "company_id": other.id,
                "offered_on": "2026-01-01 10:00:00",
            }
        )
        self._sign_in(self.ayse)
        self.assertEqual(self._status(self._path(foreign)), 404)
        self.assertNotIn(foreign.name, self.url_open("/my/contracts").text)

    def test_draft_is_seen_once_offered(self):
        """What the club still writes at is not shown."""
        draft = self._draft(plan=self.big)
        self._sign_in(self.ayse)
        self.assertEqual(self._status(self._path(draft)), 404)
        draft._offer()
        self.assertEqual(self._status(self._path(draft)), 200)

    def test_opening_changes_nothing(self):
        """A link that is only opened, as programs do, leaves everything as it was."""
        self._sign_in(self.ayse)
        before = self._snapshot()
        for parts in (*GETS, ("plan", self.big.id)):
            self.url_open(self._path(self.contract, *parts), allow_redirects=False)
        self.url_open(
            self._path(self.contract, "hold")
            + f"?date_from={self._days(1)}&date_to={self._days(20)}"
        )
        self.env.invalidate_all()
        self.assertEqual(self._snapshot(), before)

    def _snapshot(self):
        rows = self.contract.period_ids
        return (
            self.contract.read(["state", "plan_id", "date_end", "close_date"]),
            rows.read(["state", "amount_total", "origin"]),
            len(self.contract.hold_ids),
            self.contract.change_ids.ids,
            self.env["account.move"].search_count([]),
            self.env["community.contract"].search_count([]),
        )

    def test_no_cache_keeps_it(self):
        """Pages and papers say that nobody may keep them."""
        self._sign_in(self.ayse)
        for parts in ((), ("calendar.ics",), ("plan",), ("close",)):
            answer = self.url_open(self._path(self.contract, *parts))
            self.assertIn("no-store", answer.headers["Cache-Control"], parts)
        self.assertIn(
            "no-store", self.url_open("/my/contracts").headers["Cache-Control"]
        )

    @mute_logger("odoo.http")
    def test_without_token(self):
        """A form of another site does nothing."""
        self._sign_in(self.ayse)
        for parts in POSTS:
            path = self._path(self.contract, *parts)
            self.assertEqual(self.url_open(path, data={"x": "1"}).status_code, 400)
        self.assertFalse(self.contract.close_date)

    def test_pay_leads_to_the_pay_page(self):
        """The button leads to a page for exactly the open invoice."""
        self._sign_in(self.ayse)
        answer = self._post_here(self._path(self.contract, "pay"), x="1")
        self.assertEqual(answer.status_code, 303)
        self.assertIn("/pay/", answer.headers["Location"])
        page = self.url_open(answer.headers["Location"])
        self.assertIn("50.00", page.text)
