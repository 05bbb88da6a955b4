from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_pay import CommunityPayLinkCase


@tagged("post_install", "-at_install", "community")
class TestPayTabs(CommunityPayLinkCase):
    """One invoice and two tabs that pay it by link."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.paths = [cls.path, cls._get_link()[1]]

    def _begin(self, tab):
        values = self._ask_transaction(self.paths[tab])
        return self.env["payment.transaction"].search(
            [("reference", "=", values["reference"])]
        )

    def _get_refusal(self, path, flow):
        """What the payer reads instead of a payment."""
        with mute_logger("odoo.http"):
            answer = self.url_open(
                f"{path}/transaction", json={"params": {"flow": flow}}
            )
        data = answer.json()["error"]["data"]
        self.assertEqual(data["name"], "odoo.exceptions.ValidationError")
        return data["message"]

    def _expect_refusal(self, tab, words):
        before = self.invoice.transaction_ids
        self.assertIn(words, self._get_refusal(self.paths[tab], "direct"))
        self.assertEqual(self.invoice.transaction_ids, before)

    def test_money_is_taken_once(self):
        """F33, F34: the second tab is told why not, at each step of the first one."""
        for path in self.paths:
            self.assertIn("o_payment_form", self.url_open(path).text)
        first = self._begin(0)
        self._expect_refusal(1, "begun a moment ago")
        first._set_done()
        self._expect_refusal(1, "nothing to pay")
        self.assertIn("under way", self.url_open(self.paths[1]).text)
        first._post_process()
        self._expect_refusal(1, "nothing to pay")
        page = self.url_open(self.paths[1])
        self.assertEqual(page.status_code, 200)
        self.assertIn("Thank you", page.text)
        self.assertNotIn("o_payment_form", page.text)
        self.assertEqual(self.invoice.payment_state, "paid")
        payments = self.env["account.payment"].search(
            [("partner_id", "=", self.member.id)]
        )
        self.assertEqual(payments.mapped("amount"), [50.0])

    def test_who_gave_up_may_begin_anew(self):
        """A payment that failed bars nobody; one that was left, for a minute."""
        self._begin(0)._set_error("Refused by the bank")
        left = self._begin(1)
        self._expect_refusal(0, "begun a moment ago")
        left.last_state_change = fields.Datetime.now() - timedelta(minutes=2)
        second = self._begin(0)
        self.assertEqual(second.amount, 50.0)

    def test_two_at_the_same_moment_meet(self):
        """The invoice is written to before anybody asks whether it is being paid.

        So that of two requests at once, one starts over and sees the other.
        """
        calls = []
        kind = self.env.registry["account.move"]
        touch, asked = kind._touch, kind._is_payment_just_begun

        def note(name, method):
            def noted(moves):
                calls.append((name, moves.ids))
                return method(moves)

            return noted

        with (
            patch.object(kind, "_touch", note("touch", touch)),
            patch.object(kind, "_is_payment_just_begun", note("asked", asked)),
        ):
            self._begin(0)
        ids = self.invoice.ids
        self.assertEqual(calls, [("touch", ids), ("asked", ids)])

    def test_a_saved_card_needs_a_genuine_link(self):
        """A link that is none is refused in words, whatever way of paying is told."""
        words = self._get_refusal(f"/pay/{'x' * 43}", "token")
        self.assertIn("nothing to pay", words)
