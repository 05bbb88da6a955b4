from odoo.tests import tagged

from .common_portal_contract import PortalContractCase

MOST = 40


@tagged("post_install", "-at_install", "community")
class TestPortalContractQueries(PortalContractCase):
    """Pages ask the database as often for a hundred rows as for ten."""

    def _count(self, url):
        for _warm_up in range(2):
            self.url_open(url)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.assertEqual(self.url_open(url).status_code, 200)
        return self.env.cr.sql_log_count - before

    def _add_contracts(self, number):
        plans = self.env["community.plan"].browse()
        for n in range(number):
            plans |= self._plan(f"Plan {n}", 10.0 + n, is_published=False)
        drafts = self.env["community.contract"].create(
            [
                {
                    "plan_id": plan.id,
                    "partner_id": self.ayse.id,
                    "company_id": self.company.id,
                    "date_start": self.today,
                }
                for plan in plans
            ]
        )
        drafts._confirm()
        drafts._bill()
        return drafts

    def test_list_of_contracts(self):
        """F28: ten contracts or all that fit on a page."""
        self._add_contracts(4)
        self._sign_in(self.ayse)
        few = {url: self._count(url) for url in ("/my/contracts", "/my")}
        self._add_contracts(16)
        many = {url: self._count(url) for url in ("/my/contracts", "/my")}
        self.assertEqual(many, few)
        self.assertLessEqual(many["/my/contracts"], MOST)

    def test_page_of_a_contract(self):
        """F28: a short schedule or one with many rows, invoices and papers."""
        contract = self._contract()
        self._sign_in(self.ayse)
        few = self._count(self._path(contract))
        long = self._plan("Daily", 1.0, interval_unit="day")
        daily = self._contract(plan=long, start=self._days(-60))
        self.assertGreater(len(daily.period_ids), 100)
        daily.member_document_ids = self.env["ir.attachment"].create(
            [
                {
                    "name": f"{n}.txt",
                    "raw": b"x",
                    "res_model": "community.contract",
                    "res_id": daily.id,
                }
                for n in range(30)
            ]
        )
        many = self._count(self._path(daily))
        self.assertLessEqual(many, few)
        self.assertLessEqual(many, MOST)

    def test_plans_on_the_website(self):
        """F21: a few plans or many."""
        self._sign_in(self.boss)
        few = self._count("/subscriptions")
        for n in range(20):
            self._plan(f"More {n}", 5.0 + n)
        many = self._count("/subscriptions")
        self.assertEqual(many, few)
        self.assertLessEqual(many, MOST)

    def test_seats(self):
        """G6: two seats or fifty."""
        self.corporate.seat_limit = 200
        contract = self._contract(self.holding, self.corporate)
        self._sign_in(self.boss)
        path = self._path(contract, "seats")
        contract._add_seat(self.clerk)
        few = self._count(path)
        people = self.env["res.partner"].create(
            [{"name": f"Çalışan {n}"} for n in range(100)]
        )
        self.env["community.member.assignment"].create(
            [{"person_id": one.id, "unit_id": self.branch.id} for one in people]
        )
        self.env["community.contract.seat"].create(
            [{"contract_id": contract.id, "partner_id": one.id} for one in people[:50]]
        )
        many = self._count(path)
        self.assertLessEqual(many, few + 2)
        self.assertLessEqual(many, MOST)
