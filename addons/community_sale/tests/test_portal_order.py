from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_portal_order import PortalOrderCase


@tagged("post_install", "-at_install", "community")
class TestPortalOrder(PortalOrderCase):
    def test_manager_orders_directly(self):
        """W27: a manager's order is with the seller at once."""
        order = self._order(self.chief, {self.helmet: 3}, note="Acele")
        self.assertEqual(order.partner_id, self.holding)
        self.assertEqual(order.partner_shipping_id, self.branch)
        self.assertEqual(order.ordered_by_id, self.chief)
        self.assertEqual((order.state, order.portal_state), ("sent", "sent"))
        self.assertEqual(order.order_line.product_uom_qty, 3)
        self.assertEqual(order.amount_total, 300)
        self.assertEqual(order.portal_note, "Acele")
        self.assertFalse(self._request(order))
        self.assertEqual(order.activity_ids.user_id, self.seller)
        told = self.env["community.notice.delivery"].search(
            [("res_model", "=", "sale.order"), ("res_id", "=", order.id)]
        )
        self.assertEqual(told.partner_id, self.seller.partner_id)

    def test_employee_goes_to_the_nearest_manager(self):
        """W28: it waits for the branch manager; the seller does not see it."""
        order = self._order(self.buyer, {self.helmet: 1})
        self.assertEqual((order.state, order.portal_state), ("draft", "waiting"))
        self.assertFalse(order.activity_ids)
        request = self._request(order)
        self.assertEqual(request.approver_ids, self.users[self.chief.id])
        seen = self.env["sale.order"].with_user(self.seller)
        self.assertFalse(seen.search([("id", "=", order.id)]))
        text = self.url_open(f"/my/order/{order.id}").text
        self.assertIn(self.chief.name, text)
        self._as(self.chief, request).action_approve()
        self.assertEqual((order.state, order.portal_state), ("sent", "sent"))
        self.assertEqual(seen.search([("id", "=", order.id)]).id, order.id)
        self.assertEqual(order.activity_ids.user_id, self.seller)
        self.assertEqual(self._told(order, "portal_order_approve"), self.buyer)

    def _told(self, order, code):
        deliveries = self.env["community.notice.delivery"].search(
            [("res_id", "=", order.id), ("notice_id.code", "=", code)]
        )
        return deliveries.partner_id

    def test_refusal_tells_why(self):
        """W28: refused: cancelled, the seller never saw it, the employee reads why."""
        order = self._order(self.buyer, {self.helmet: 1})
        self._as(self.chief, self._request(order)).action_reject("Bütçe yok")
        self.assertEqual((order.state, order.portal_state), ("cancel", "refused"))
        self.assertEqual(self._told(order, "portal_order_reject"), self.buyer)
        self.assertIn("Bütçe yok", self.url_open(f"/my/order/{order.id}").text)
        self.assertFalse(
            self.env["sale.order"]
            .with_user(self.seller)
            .search([("id", "=", order.id)])
        )

    def test_decided_on_the_portal(self):
        """W28: the manager reads what is ordered and decides without the backend."""
        order = self._order(self.buyer, {self.helmet: 2})
        request = self._request(order)
        self._sign_in(self.chief)
        page = self.url_open(f"/my/order/{order.id}").text
        self.assertIn(f"/my/approvals/{request.id}", page)
        page = self.url_open(f"/my/approvals/{request.id}").text
        self.assertIn("2 × Kask", page)
        answer = self._post(f"/my/approvals/{request.id}", verb="approve")
        self.assertEqual(answer.status_code, 200)
        self.env.invalidate_all()
        self.assertFalse(request.apply_error)
        self.assertEqual((request.state, order.portal_state), ("approved", "sent"))

    def test_question_and_answer(self):
        """W28: the manager asks, the employee answers, the same people decide."""
        order = self._order(self.buyer, {self.helmet: 1})
        request = self._request(order)
        self._as(self.chief, request).action_return("Kaç beden?")
        self.assertIn("Kaç beden?", self.url_open(f"/my/order/{order.id}").text)
        self._post(f"/my/order/{order.id}/answer", answer="Medium")
        self.env.invalidate_all()
        self.assertEqual((request.state, request.reason), ("pending", "Medium"))
        self._as(self.chief, request).action_approve()
        self.assertEqual(order.state, "sent")

    def test_taken_back(self):
        """W28: who ordered takes it back while it waits, nobody else does."""
        order = self._order(self.buyer, {self.helmet: 1})
        self._sign_in(self.chief)
        with mute_logger("odoo.http"):
            answer = self._post(f"/my/order/{order.id}/withdraw")
        self.assertEqual(answer.status_code, 404)
        self._sign_in(self.buyer)
        self._post(f"/my/order/{order.id}/withdraw")
        self.env.invalidate_all()
        self.assertEqual((order.state, order.portal_state), ("cancel", "refused"))

    def test_limit(self):
        """W28: up to the limit, itself included, an employee orders alone."""
        self._work(self.buyer).order_limit = 200
        within = self._order(self.buyer, {self.helmet: 2}, key="b" * 32)
        self.assertEqual(within.portal_state, "sent")
        beyond = self._order(self.buyer, {self.helmet: 2, self.glove: 1})
        self.assertEqual(beyond.portal_state, "waiting")

    def test_manager_who_is_the_employee(self):
        """W28: the only manager of a company needs nobody; never himself."""
        self.chief.assignment_ids.left_on = fields.Date.today()
        own = self._order(self.boss, {self.helmet: 1})
        self.assertEqual(own.portal_state, "sent")
        order = self._order(self.buyer, {self.helmet: 1})
        self.assertEqual(self._request(order).approver_ids, self.users[self.boss.id])
        with self.assertRaisesRegex(AccessError, "Nobody decides"):
            self._as(self.buyer, self._request(order)).action_approve()

    def test_manager_changes_while_waiting(self):
        """W28: the order follows the managers; the former one decides no more."""
        order = self._order(self.buyer, {self.helmet: 1})
        request = self._request(order)
        self._work(self.chief).can_approve_orders = False
        self.assertEqual(request.approver_ids, self.users[self.boss.id])
        with self.assertRaises(AccessError):
            self._as(self.chief, request).action_approve()
        self._as(self.boss, request).action_approve()
        self.assertEqual(order.portal_state, "sent")

    def test_switched_off(self):
        """W28: without the area every order goes to the seller directly."""
        self.area.enabled = False
        order = self._order(self.buyer, {self.helmet: 1})
        self.assertEqual(order.portal_state, "sent")
        self.assertFalse(self._request(order))

    def test_held_order_is_not_confirmed(self):
        """W28: not even staff confirm what the member has not agreed to."""
        order = self._order(self.buyer, {self.helmet: 1})
        with self.assertRaisesRegex(UserError, "has not agreed"):
            order.action_confirm()
        self.assertFalse(order._has_to_be_signed() or order._has_to_be_paid())
