import json

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_portal_order import PortalOrderCase

SIGNATURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install", "community")
class TestPortalQuotation(PortalOrderCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.quotation = cls._quotation(cls.branch)
        for person in (cls.buyer, cls.clerk, cls.chief, cls.rival_boss):
            person.assignment_ids.can_see_orders = True

    @classmethod
    def _quotation(cls, partner):
        order = cls.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "company_id": cls.company.id,
                "require_signature": True,
                "require_payment": False,
                "order_line": [(0, 0, {"product_id": cls.helmet.id})],
            }
        )
        order.action_quotation_sent()
        order._portal_ensure_token()
        return order

    def _accept(self, person, order=None, **params):
        order = order or self.quotation
        self._sign_in(person)
        answer = self.url_open(
            f"/my/orders/{order.id}/accept",
            data=json.dumps(
                {"params": {"name": "X", "signature": SIGNATURE, **params}}
            ),
            headers={"Content-Type": "application/json"},
        ).json()
        self.env.invalidate_all()
        return answer["result"]

    def test_manager_accepts(self):
        """W27: who may approve accepts the company's quotation at once."""
        self.assertIn("redirect_url", self._accept(self.chief))
        self.assertEqual(self.quotation.state, "sale")

    def test_employee_asks_the_manager(self):
        """W28: an employee's acceptance is done when his manager agrees."""
        self.assertIn("asked_manager", self._accept(self.buyer)["redirect_url"])
        self.assertEqual(self.quotation.state, "sent")
        self.assertFalse(self.quotation.signature)
        request = self._request(self.quotation)
        self.assertEqual(request.approver_ids, self.users[self.chief.id])
        page = self.url_open(f"/my/orders/{self.quotation.id}").text
        self.assertIn("This waits for", page)
        self.assertNotIn("Accept &amp; Sign", page)
        self._as(self.chief, request).action_approve()
        self.assertFalse(request.apply_error)
        self.assertEqual(self.quotation.state, "sale")
        self.assertTrue(self.quotation.signature)

    def test_refused_acceptance_leaves_the_quotation(self):
        """W28: the manager says no: the quotation is open as before."""
        self._accept(self.buyer)
        self._as(self.chief, self._request(self.quotation)).action_reject("Hayır")
        self.assertEqual(self.quotation.state, "sent")
        self.assertFalse(self.quotation.needs_manager_approval)

    def test_others_cannot(self):
        """W28: without the right, with the link alone, from elsewhere: nothing."""
        token = self.quotation.access_token
        for person in (self.clerk, self.rival_boss, self.guest, None):
            answer = self._accept(person, access_token=token)
            self.assertIn("error", answer)
        self.assertEqual(self.quotation.state, "sent")
        self.assertFalse(self._request(self.quotation))

    def test_decline_needs_the_right(self):
        """W28: refusing binds the company too."""
        for person, state in ((self.buyer, "sent"), (self.chief, "cancel")):
            self._sign_in(person)
            self._post(
                f"/my/orders/{self.quotation.id}/decline", decline_message="Hayır"
            )
            self.env.invalidate_all()
            self.assertEqual(self.quotation.state, state)

    @mute_logger("odoo.http")
    def test_paying_needs_the_right(self):
        """W28: paying confirms, so an employee cannot pay instead of signing."""
        self.quotation.write({"require_signature": False, "require_payment": True})
        self._sign_in(self.buyer)
        answer = self.url_open(
            f"/my/orders/{self.quotation.id}/transaction",
            data=json.dumps({"params": {"access_token": self.quotation.access_token}}),
            headers={"Content-Type": "application/json"},
        ).json()
        self.assertIn("Only a manager", answer["error"]["data"]["message"])
        page = self.url_open(f"/my/orders/{self.quotation.id}").text
        self.assertNotIn("o_sale_portal_paynow", page)

    def test_within_the_limit(self):
        """W28: what an employee may order alone he may accept alone."""
        self._work(self.buyer).order_limit = 100
        self._accept(self.buyer)
        self.assertEqual(self.quotation.state, "sale")

    def test_individuals_as_ever(self):
        """W27: an individual member accepts his own, also by the link alone."""
        for person in (self.ayse, None):
            order = self._quotation(self.ayse)
            self._accept(person, order, access_token=order.access_token)
            self.assertEqual(order.state, "sale")
