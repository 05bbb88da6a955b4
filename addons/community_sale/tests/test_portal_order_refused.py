from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..controllers.portal_order_send import PortalOrderSend
from .common_portal_order import PortalOrderCase


@tagged("post_install", "-at_install", "community")
class TestPortalOrderRefused(PortalOrderCase):
    def _assert_refused(self, person, **data):
        before = self._last()
        self._sign_in(person)
        with mute_logger("odoo.http"):
            for url in ("/my/order", f"/my/order/review?q_{self.helmet.id}=1"):
                self.assertEqual(self.url_open(url).status_code, 404, url)
            self.assertEqual(self._send({self.helmet: 1}, **data).status_code, 404)
        self.assertEqual(self._last(), before)

    def test_without_the_right(self):
        """W27, W28: no right to order, no page, no order."""
        for person in (self.clerk, self.accountant, self.guest):
            self._assert_refused(person)

    def test_right_ends_with_the_job(self):
        """W28: who left orders nothing on the same day, and sees the order no more."""
        order = self._order(self.buyer, {self.helmet: 1})
        second = self._employee("Burcu Alıcı", self.rival, ())
        second.assignment_ids.person_id = self.buyer
        self._work(self.buyer).filtered("can_order").left_on = fields.Date.today()
        self._assert_refused(self.buyer)
        with mute_logger("odoo.http"):
            answer = self.url_open(f"/my/order/{order.id}")
        self.assertEqual(answer.status_code, 404)
        self.assertEqual(self._request(order).approver_ids, self.users[self.chief.id])

    def test_member_in_bad_standing(self):
        """W27: who is no member any more orders nothing here."""
        self.holding.membership_end = fields.Date.subtract(self.today, years=2)
        self.holding.membership_start = fields.Date.subtract(self.today, years=3)
        standing = self.holding._get_standings()[self.holding.id]
        self.assertFalse(standing.counts_as_member)
        self._assert_refused(self.boss)

    def test_foreign_branch(self):
        """W27, W28: only branches one orders for; another company's never."""
        self._sign_in(self.buyer)
        with mute_logger("odoo.http"):
            for unit in (self.other_branch, self.rival, self.holding, self.clerk):
                answer = self._send({self.helmet: 1}, unit_id=str(unit.id))
                self.assertEqual(answer.status_code, 404, unit.name)

    def test_products_not_on_offer(self):
        """W27: not flagged, archived, of another company: refused, nothing is made."""
        other = self.env["res.company"].create({"name": "Batumi"})
        foreign = self._product(
            "Yabancı", 1, portal_orderable=True, company_id=other.id
        )
        gone = self._product("Eski", 1, portal_orderable=True)
        gone.active = False
        self._sign_in(self.chief)
        text = self.url_open("/my/order").text
        before = self._last()
        for product in (self.secret, foreign, gone):
            self.assertNotIn(f"q_{product.id}", text)
            answer = self._send({self.helmet: 1, product: 1})
            self.assertIn("done=gone", answer.url)
        self.assertEqual(self._last(), before)

    def test_prices_are_ours(self):
        """W27: the member's pricelist counts, whatever the form says."""
        self.holding.property_product_pricelist = self.env["product.pricelist"].create(
            {
                "name": "Members",
                "item_ids": [
                    (0, 0, {"compute_price": "percentage", "percent_price": 10})
                ],
            }
        )
        self._sign_in(self.chief)
        text = self.url_open(f"/my/order/review?q_{self.helmet.id}=2").text
        self.assertIn("180.00", text)
        order = self._order(
            self.chief,
            {self.helmet: 2},
            price_unit="0.01",
            partner_id=str(self.rival.id),
            portal_state="sent",
        )
        self.assertEqual((order.amount_total, order.partner_id), (180, self.holding))

    def test_twice_is_once(self):
        """W27, W28: the same form sent twice is one order."""
        for person in (self.chief, self.buyer):
            order = self._order(person, {self.helmet: 1})
            answer = self._send({self.helmet: 1})
            self.assertTrue(answer.url.split("?")[0].endswith(f"/{order.id}"))
            self.assertEqual(self._last(), order)

    def test_at_the_same_moment(self):
        """W27, W28: of two submits neither of which sees the other, one counts."""
        order = self._order(self.buyer, {self.helmet: 1})
        real, calls = PortalOrderSend._find_sent, []

        def blind_at_first(controller, key):
            calls.append(key)
            return real(controller, key if len(calls) > 1 else "unseen")

        with (
            patch.object(PortalOrderSend, "_find_sent", blind_at_first),
            mute_logger("odoo.sql_db"),
        ):
            answer = self._send({self.helmet: 1})
        self.assertTrue(answer.url.split("?")[0].endswith(f"/{order.id}"))
        self.assertEqual(self._last(), order)

    def test_note_is_text(self):
        """W27: a note is shown as it was typed; card numbers are refused."""
        script = "<script>alert(1)</script>"
        order = self._order(self.chief, {self.helmet: 1}, note=script)
        text = self.url_open(f"/my/order/{order.id}").text
        self.assertNotIn(script, text)
        self.assertIn("&lt;script&gt;alert(1)", text)
        answer = self._send({self.helmet: 1}, key="c" * 32, note="4111 1111 1111 1111")
        self.assertIn("done=refused", answer.url)
        self.assertEqual(self._last(), order)

    def test_others_do_not_see_it(self):
        """W27, W28: another company, a colleague without rights: not found."""
        order = self._order(self.buyer, {self.helmet: 1})
        for person in (self.rival_boss, self.clerk, self.ayse):
            self._sign_in(person)
            with mute_logger("odoo.http"):
                for step in ("", "/again"):
                    answer = self.url_open(f"/my/order/{order.id}{step}")
                    self.assertEqual(answer.status_code, 404, person.name)
                answer = self._post(f"/my/order/{order.id}/withdraw")
                self.assertEqual(answer.status_code, 404)
        self.assertEqual(order.portal_state, "waiting")

    def test_again(self):
        """W27: an earlier order fills the basket anew, at the prices of today."""
        order = self._order(self.chief, {self.helmet: 2, self.glove: 4})
        self.helmet.list_price = 110
        answer = self.url_open(f"/my/order/{order.id}/again")
        self.assertIn(f"q_{self.glove.id}=4", answer.url)
        self.assertIn("320.00", answer.text)
