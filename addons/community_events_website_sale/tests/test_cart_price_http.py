from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .common import CartCommon


@tagged("post_install", "-at_install", "community")
class TestCartPriceHttp(CartCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("base.public_user").write(
            {"company_ids": [(4, cls.company.id)], "company_id": cls.company.id}
        )

    def _confirm(self, **form):
        return self.url_open(
            f"/event/{self.gala.id}/registration/confirm",
            data={
                "csrf_token": Request.csrf_token(self),
                "1-event_ticket_id": str(self.ticket.id),
                **form,
            },
            allow_redirects=False,
        )

    def _get_line(self):
        self.env.invalidate_all()
        return self.env["sale.order.line"].search(
            [("event_id", "=", self.gala.id)], order="id"
        )

    def test_browser_sends_a_price(self):
        """The cart has the members' price, whatever else is posted."""
        self.authenticate("ayse@seats.example.com", "ayse@seats.example.com")
        self._confirm(
            **{
                "1-name-1": "Ayşe Demir",
                "1-email-1": "ayse@seats.example.com",
                "1-price_unit": "1",
                "1-is_member_seat": "1",
                "1-member_price": "0",
            }
        )
        self.assertEqual(self._get_line().price_unit, 12)

    def test_guest_claims(self):
        """Who is no member pays in full, whoever he says he is."""
        self.authenticate("gulten@example.com", "gulten@example.com")
        self._confirm(
            **{
                "1-name-1": "Ayşe Demir",
                "1-email-1": "ayse@seats.example.com",
                "1-partner_id": str(self.ayse.id),
                "1-member_id": str(self.ayse.id),
            }
        )
        line = self._get_line()
        self.assertEqual(line.price_unit, 20)
        self.assertFalse(line.registration_ids.member_id)

    def test_refused_with_a_cart(self):
        """A refusal is told, also to whoever has tickets in the cart already."""
        self.authenticate("ayse@seats.example.com", "ayse@seats.example.com")
        name = {"1-name-1": "Ayşe Demir", "1-email-1": "ayse@seats.example.com"}
        self.assertEqual(self._confirm(**name).status_code, 303)
        answer = self._confirm(**{"1-event_ticket_id": "abc"})
        self.assertEqual(answer.status_code, 200)
        self.assertIn("choose once more", answer.text)
        self.assertEqual(len(self._get_line()), 1)

    def test_price_is_shown(self):
        """The window of tickets says what members pay."""
        self.authenticate(None, None)
        page = self.url_open(f"/event/{self.gala.id}/register").text
        self.assertIn("o_community_member_price", page)
