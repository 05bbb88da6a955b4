from psycopg2.errors import CheckViolation

from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger

from ..tools.order_approvers import nearest_holders, read_amount
from .common_portal import MemberPortalCase

COMPANY, REGION, BRANCH, OTHER = 1, 2, 3, 4


@tagged("post_install", "-at_install", "community")
class TestNearestHolders(BaseCase):
    def test_nearest_first(self):
        """W28: the branch's manager, else the region's, else the company's."""
        chain = [BRANCH, REGION, COMPANY]
        holders = {BRANCH: [10], REGION: [20], COMPANY: [30, 31], OTHER: [40]}
        self.assertEqual(nearest_holders(chain, holders), {10})
        self.assertEqual(nearest_holders(chain, holders, without=10), {20})
        del holders[BRANCH], holders[REGION]
        self.assertEqual(nearest_holders(chain, holders), {30, 31})
        self.assertEqual(nearest_holders(chain, {OTHER: [40]}), {40})
        self.assertEqual(nearest_holders(chain, {BRANCH: [10]}, without=10), set())

    def test_amounts_as_typed(self):
        """W28: comma or point; nothing is zero; nonsense is nothing at all."""
        for text, amount in (("250", 250), (" 99,50 ", 99.5), ("", 0), ("0", 0)):
            self.assertEqual(read_amount(text), amount, text)
        for text in ("-1", "nan", "inf", "1e12", "ten", "1.000,50"):
            self.assertIsNone(read_amount(text), text)


@tagged("post_install", "-at_install", "community")
class TestOrderApprovers(MemberPortalCase):
    def _managers(self, person):
        user = self.users[person.id]
        return user._get_approval_managers(self.env["res.partner"]).partner_id

    def test_managers_of_an_employee(self):
        """W28: nearest first, never himself, never of another company."""
        self.assertEqual(self._managers(self.clerk), self.boss)
        self._work(self.chief).can_approve_orders = True
        self.assertEqual(self._managers(self.clerk), self.chief)
        self.assertEqual(self._managers(self.chief), self.boss)
        self.assertFalse(self._managers(self.boss) - self.chief)
        self.assertFalse(self._managers(self.ayse))

    def test_without_an_account_nobody_decides(self):
        """W28: who cannot sign in is passed over; the company's own log-in is last."""
        self._work(self.chief).can_approve_orders = True
        self.users[self.chief.id].active = False
        self.assertEqual(self._managers(self.clerk), self.boss)
        self.users[self.boss.id].active = False
        self.assertFalse(self._managers(self.clerk))
        self._portal_user(self.holding)
        self.assertEqual(self._managers(self.clerk), self.holding)

    def test_named_manager_comes_first(self):
        """W28: whoever is set on the user form decides; staff have no such managers."""
        user = self.users[self.clerk.id]
        user.approval_manager_id = self.users[self.accountant.id]
        self.assertEqual(self._managers(self.clerk), self.accountant)
        staff = self.env.ref("base.user_admin")
        self.assertFalse(staff._get_approval_managers(self.holding))

    def test_limit_on_the_portal(self):
        """W28: a manager who approves gives employees a limit; others cannot."""
        work = self._work(self.clerk)
        url = f"/my/employees/{work.id}"
        self._sign_in(self.boss)
        self._post(url, can_order="1", order_limit="250,50")
        self.assertEqual((work.can_order, work.order_limit), (True, 250.5))
        answer = self._post(url, can_order="1", order_limit="lots")
        self.assertIn("done=bad_limit", answer.url)
        self._sign_in(self.chief)
        self._post(url, can_order="1", order_limit="99999")
        self.assertEqual(work.order_limit, 250.5)
        self.assertIn("250.50", self.url_open(url).text)

    @mute_logger("odoo.sql_db")
    def test_limit_is_not_negative(self):
        """W28: a limit is an amount or zero."""
        with self.assertRaises(CheckViolation):
            self._work(self.clerk).order_limit = -1
            self.env.flush_all()
