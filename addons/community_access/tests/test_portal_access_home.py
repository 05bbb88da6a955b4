from datetime import timedelta

from odoo import Command
from odoo.tests import tagged

from odoo.addons.community_subscription.tests.fake_bank import prepare_card

from .common_access_portal import AccessPortalCase


@tagged("post_install", "-at_install", "community")
class TestPortalAccessHome(AccessPortalCase):
    def _owe(self):
        """An invoice that was due long ago, without grace."""
        contract = self.ayse.community_contract_ids
        self.plan.grace_days = 0
        past = self.today - timedelta(days=60)
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.ayse.id,
                "community_contract_id": contract.id,
                "invoice_date": past,
                "invoice_date_due": past,
                "invoice_payment_term_id": False,
                "company_id": self.company.id,
                "invoice_line_ids": [
                    Command.create({"name": "Dues", "price_unit": 50, "tax_ids": []})
                ],
            }
        )
        move.action_post()
        contract._refresh_state()
        self.assertEqual(contract.state, "past_due")
        return move

    def test_home_leads_to_visits_and_bands(self):
        """F30: two taps from the home."""
        self._sign_in(self.ayse)
        page = self._open("/my").text
        self.assertIn('href="/my/visits"', page)
        self.assertIn('href="/my/band"', page)
        self.assertNotIn("o_community_refusal", page)

    def test_refused_then_paid_by_link_opens(self):
        """F13, F39: the gate refused, the home says why, paying by link opens it."""
        provider = prepare_card(self.env, self.company, self.ayse).provider_id
        moves = self._owe()
        self.assert_refused(self._swipe(self.band), "past_due")
        self._sign_in(self.ayse)
        page = self._open("/my")
        self.assertIn("The gate did not open", self._text(page))
        self.assertIn("overdue", page.text.split("o_community_refusal")[1])
        ours = page.text.split("o_community_refusal")[1].split("</section>")[0]
        self.assertEqual(ours.count("btn-primary"), 1)
        self.assertIn('href="/my/pay"', ours)
        self.assertIn("Closed to you", self._text(self._open("/my/band")))
        url = moves._get_pay_url()
        values = self.make_jsonrpc_request(
            f"{url[url.index('/pay/') :]}/transaction",
            {
                "provider_id": provider.id,
                "payment_method_id": provider.payment_method_ids[:1].id,
                "flow": "direct",
                "tokenization_requested": False,
            },
        )
        paid = self.env["payment.transaction"].search(
            [("reference", "=", values["reference"])]
        )
        paid._set_done()
        paid._post_process()
        text = self._text(self._open("/my"))
        self.assertIn("The gate opens for you again", text)
        self.assert_allowed(self._swipe(self.band))
        self.assertNotIn("o_community_refusal", self._open("/my").text)

    def test_refusal_of_long_ago_and_of_others(self):
        self.other_band._block_by_holder()
        self.assert_refused(self._swipe(self.other_band), "credential_blocked")
        self._sign_in(self.ayse)
        self.assertNotIn("o_community_refusal", self._open("/my").text)
        self.band._block_by_holder()
        self._swipe(self.band)
        self.assertIn("o_community_refusal", self._open("/my").text)
        self.env["community.access.event"].search(
            [("partner_id", "=", self.ayse.id)]
        )._with_pen().occurred_at -= timedelta(days=8)
        self.assertNotIn("o_community_refusal", self._open("/my").text)

    def test_no_band_at_all(self):
        """A guest of the portal sees an empty page that says what it is for."""
        guest = self.env["res.partner"].create({"name": "Gülten Misafir"})
        self._new_portal_user(guest)
        self._sign_in(guest)
        self.assertIn("No band yet", self._text(self._open("/my/band")))
        self.assertIn("No visit yet", self._text(self._open("/my/visits")))
        self.assertEqual(self._open("/my").status_code, 200)

    def test_block_and_code_on_a_phone(self):
        """F38: a tour with the thumb; the lost band stops, the code is there."""
        self.browser_size, self.touch_enabled = "390x844", True
        self.start_tour(
            "/my", "community_access_member_band", login=f"access_{self.ayse.id}"
        )
        self.assertEqual(self.band.state, "lost")
        qr = self.env["community.access.credential"]._get_soft(
            self.ayse, self.company, "qr"
        )
        self.assertEqual(qr.state, "issued")
