from datetime import date, timedelta

from odoo.tests import HttpCase, tagged

from odoo.addons.community_subscription.tests.fake_bank import (
    FakeBank,
    prepare_card,
    speak_to,
)

from .common_access import CommunityAccessCommon
from .common_access_portal import AccessPortalCase


@tagged("post_install", "-at_install", "community")
class TestDeskTour(CommunityAccessCommon, HttpCase):
    browser_size = "1400x900"

    def test_desk_gives_a_band_and_the_gate_opens(self):
        """F13, F39: one window at the desk, and the next swipe opens."""
        member = self._new_member("Elif Kaya")
        self._new_contract(partner=member, start=date(2026, 3, 1))
        uid = "04A2B3C4D5E680"
        self.assert_refused(self.gate._swipe(uid, "in"), "unknown_credential")
        self.start_tour(
            "/odoo/action-community_access.community_access_credential_action",
            "community_access_desk_gives_band",
            login=self.desk.login,
        )
        band = member.access_credential_ids
        self.assertEqual(band.uid, uid)
        self.assertEqual(band.holding_ids.user_id, self.desk)
        self.assert_allowed(self.gate._swipe(uid, "in"))


@tagged("post_install", "-at_install", "community")
class TestRefusedTour(AccessPortalCase):
    """On the phone, in front of the gate."""

    browser_size = "390x844"
    touch_enabled = True

    def test_refused_member_pays_and_the_gate_opens(self):
        """F13, F39: refused, told why, paid with the card that is known, let in."""
        prepare_card(self.env, self.company, self.ayse)
        move = self._owe(self.ayse.community_contract_ids)
        self.assert_refused(self._swipe(self.band), "past_due")
        with FakeBank() as bank, speak_to(bank.url, self.registry):
            self.start_tour(
                "/my", "community_access_refused_pays", login=f"access_{self.ayse.id}"
            )
        self.assertEqual(len(bank.charges), 1)
        move.invalidate_recordset()
        self.assertIn(move.payment_state, ("paid", "in_payment"))
        self.assert_allowed(self._swipe(self.band))

    def _owe(self, contract):
        """An invoice that was due long ago, without grace."""
        self.plan.grace_days = 0
        past = self.today - timedelta(days=60)
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": contract.partner_id.id,
                "community_contract_id": contract.id,
                "invoice_date": past,
                "invoice_date_due": past,
                "invoice_payment_term_id": False,
                "company_id": self.company.id,
                "invoice_line_ids": [
                    (0, 0, {"name": "Dues", "price_unit": 50, "tax_ids": []})
                ],
            }
        )
        move.action_post()
        contract._refresh_state()
        return move
