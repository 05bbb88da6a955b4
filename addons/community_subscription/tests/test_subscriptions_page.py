from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_portal_contract import PortalContractCase


@tagged("post_install", "-at_install", "community")
class TestSubscriptionsPage(PortalContractCase):
    """Buying a subscription on the website."""

    def _plan_path(self, plan):
        return f"/subscriptions/{plan.id}"

    def _buy(self, plan=None, **data):
        form = {"date_start": str(self.today), **data}
        return self._post_here(self._plan_path(plan or self.plan), **form)

    def _drafts(self, partner):
        return self.env["community.contract"].search([("partner_id", "=", partner.id)])

    # ------------------------------------------------------------
    # LOOKING
    # ------------------------------------------------------------

    def test_anybody_may_look(self):
        """F21: published plans with price and content; others are not there."""
        hidden = self._plan("Hidden", 7.0, is_published=False)
        other = self._plan(
            "Elsewhere",
            8.0,
            company_id=self.env["res.company"].create({"name": "Elsewhere"}).id,
        )
        self.authenticate(None, None)
        text = self.url_open("/subscriptions").text
        for shown in ("Rider Plus", "80.00", "every month", "For up to 2 employees"):
            self.assertIn(shown, text)
        self.assertNotIn("Hidden", text)
        self.assertNotIn("Elsewhere", text)
        with mute_logger("odoo.http"):
            for plan in (hidden, other):
                self.assertEqual(self._status(self._plan_path(plan)), 404)
            self.assertEqual(self._status("/subscriptions/999999"), 404)
        text = self.url_open(self._plan_path(self.plan)).text
        self.assertIn("/web/login", text)
        self.assertIn("/membership/apply", text)

    def test_price_of_the_visitor(self):
        """F21: prices are those of the visitor's pricelist, with taxes."""
        feature = self.env.ref("product.group_product_pricelist")
        self.env.ref("base.group_user").implied_ids |= feature
        tax = self.env["account.tax"].create(
            {"name": "10 %", "amount": 10, "company_id": self.company.id}
        )
        self.plan.line_ids.product_id.taxes_id = tax
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Friends",
                "item_ids": [
                    Command.create(
                        {
                            "compute_price": "percentage",
                            "percent_price": 20,
                            "applied_on": "3_global",
                        }
                    )
                ],
            }
        )
        # Both by name: on a shop's website its first list is for all others.
        usual = self.env["product.pricelist"].create({"name": "Usual"})
        for person, prices in ((self.ayse, pricelist), (self.deniz, usual)):
            person.with_company(self.company).property_product_pricelist = prices
        self._sign_in(self.ayse)
        self.assertIn("44.00", self.url_open(self._plan_path(self.plan)).text)
        self._sign_in(self.deniz)
        self.assertIn("55.00", self.url_open(self._plan_path(self.plan)).text)

    def test_price_shown_is_the_price_billed(self):
        """What the page says is what the schedule has."""
        tax = self.env["account.tax"].create(
            {"name": "18 %", "amount": 18, "company_id": self.company.id}
        )
        self.plan.line_ids.product_id.taxes_id = tax
        self.plan.write(
            {
                "joining_product_id": self._product("Joining", 12.34).id,
                "line_ids": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "quantity": 3,
                            "price_mode": "fixed",
                            "price_unit": 3.33,
                        }
                    )
                ],
            }
        )
        offer = self.plan._get_offers(self.ayse, self.today)[self.plan.id]
        rows = self._offered()._get_schedule_to_sign()
        joining = [row for row in rows if row["kind"] == "joining"]
        periods = [row for row in rows if row["kind"] == "period"]
        self.assertAlmostEqual(offer["amount"], periods[0]["amount_total"], 2)
        self.assertAlmostEqual(offer["joining"], joining[0]["amount_total"], 2)

    # ------------------------------------------------------------
    # BUYING
    # ------------------------------------------------------------

    def test_member_buys(self):
        """F21, F28: choose, begin on a day, read, accept, pay."""
        self._sign_in(self.ayse)
        answer = self._buy()
        draft = self._drafts(self.ayse)
        self.assertIn(f"/my/contracts/{draft.id}/accept", answer.headers["Location"])
        self.assertEqual(draft.state, "draft")
        self.assertEqual(draft.payer_id, self.ayse)
        self.assertFalse(draft.invoice_ids)
        page = self.url_open(answer.headers["Location"]).text
        text_hash = page.split('name="text" value="')[1][:64]
        answer = self._post_here(
            self._path(draft, "accept"), text=text_hash, name="Ayşe", agree="1"
        )
        self.assertIn("/pay/", answer.headers["Location"])
        self.assertEqual(draft.state, "active")

    def test_twice_is_once(self):
        """F21: the same plan taken twice is one draft, with the day chosen last."""
        self._sign_in(self.ayse)
        self._buy()
        self._buy(date_start=str(self._days(7)))
        draft = self._drafts(self.ayse)
        self.assertEqual(len(draft), 1)
        self.assertEqual(draft.date_start, self._days(7))
        draft._confirm()
        answer = self._buy()
        self.assertIn("running already", answer.text)
        self.assertEqual(len(self._drafts(self.ayse)), 1)

    def test_days_that_cannot_be(self):
        """F21: yesterday, next year or no day at all is told, and nothing begun."""
        self._sign_in(self.ayse)
        for day in (self._days(-1), self._days(400), "soon"):
            answer = self._buy(date_start=str(day))
            self.assertIn("from today on", answer.text)
        self.assertFalse(self._drafts(self.ayse))

    def test_no_invoice_before_admission(self):
        """F21: who was not admitted applies first; other plans are open to him."""
        applicant = self.env["res.partner"].create(
            {
                "name": "Aday",
                "in_member_register": True,
                "membership_applied_on": self.today,
            }
        )
        self.users[applicant.id] = self._portal_user(applicant)
        for person in (self.guest, applicant):
            self._sign_in(person)
            page = self.url_open(self._plan_path(self.plan)).text
            self.assertIn("/membership/apply", page)
            self.assertNotIn("o_community_start", page)
            self.assertIn("application", self._buy().text)
            self.assertFalse(self._drafts(person))
        self.plan.grants_membership = False
        self._sign_in(self.guest)
        self.assertEqual(self._buy().status_code, 303)
        self.assertEqual(self._drafts(self.guest).state, "draft")

    def test_refused_while_reading(self):
        """F21: who may not buy it any more when he accepts is told, not billed."""
        self._sign_in(self.ayse)
        self._buy()
        draft = self._drafts(self.ayse)
        page = self.url_open(self._path(draft, "accept")).text
        text_hash = page.split('name="text" value="')[1][:64]
        self.plan.is_published = False
        answer = self._post_here(
            self._path(draft, "accept"), text=text_hash, name="Ayşe", agree="1"
        )
        self.assertIn("not sold any more", answer.text)
        self.assertEqual(draft.state, "draft")

    def test_manager_buys_for_the_organisation(self):
        """G6: the manager of a community starts its subscription, with its seats."""
        self._sign_in(self.boss)
        page = self.url_open(self._plan_path(self.corporate)).text
        self.assertIn("Anadolu Holding", page)
        self.assertNotIn(self.rival.name, page)
        self._buy(self.corporate, holder_id=str(self.holding.id))
        draft = self._drafts(self.holding)
        self.assertEqual(draft.payer_id, self.holding)
        self.assertIn("agree", self.boss._get_portal_contract_rights(draft)[draft.id])

    @mute_logger("odoo.http")
    def test_nobody_buys_for_others(self):
        """G6: another's firm, a colleague, rubbish: 404; a clerk buys for himself."""
        for person, holder in (
            (self.boss, self.rival),
            (self.boss, self.clerk),
            (self.clerk, self.holding),
            (self.ayse, self.deniz),
        ):
            self._sign_in(person)
            answer = self._buy(self.corporate, holder_id=str(holder.id))
            self.assertEqual(answer.status_code, 404, (person.name, holder.name))
            self.assertFalse(self._drafts(holder))
        self.assertEqual(self._buy(holder_id="x").status_code, 404)

    def test_public_is_led_to_log_in(self):
        """Nothing is begun without a name."""
        self.authenticate(None, None)
        before = self.env["community.contract"].search_count([])
        self.url_open(self._plan_path(self.plan), data={"date_start": str(self.today)})
        self.assertEqual(self.env["community.contract"].search_count([]), before)

    def test_price_is_not_sent_along(self):
        """More fields in the form change neither price nor payer nor state."""
        self._sign_in(self.ayse)
        self._buy(
            payer_id=str(self.deniz.id),
            partner_id=str(self.deniz.id),
            price_unit="1",
            state="active",
            pricelist_id="1",
            offered_on="",
        )
        draft = self._drafts(self.ayse)
        self.assertEqual((draft.payer_id, draft.state), (self.ayse, "draft"))
        self.assertEqual(draft._get_schedule_to_sign()[0]["amount_total"], 50.0)
