from hashlib import sha256

from odoo.exceptions import UserError
from odoo.tests import BaseCase, tagged, users

from ..tools.payment_card_number import contains_card_number, mask_card_numbers
from .common import CommunityMembersCommon

CARD = "4111 1111 1111 1111"


@tagged("post_install", "-at_install", "community")
class TestContainsCardNumber(BaseCase):
    def test_refused(self):
        """W73, W90: numbers of the card schemes, with separators and inside HTML."""
        for text in (
            "4111111111111111",
            f"card {CARD}, exp 12/29",
            "5555-5555-5555-4444",
            "3782 822463 10005",
            "<p>4111 1111 <b>1111 1111</b></p>",
            "9792030394440796",
            "visa4111111111111111",
            "6011.1111.1111.1117",
        ):
            with self.subTest(text=text):
                self.assertTrue(contains_card_number(text))

    def test_masked(self):
        """W73: what a stranger writes is kept without the number."""
        self.assertEqual(
            mask_card_numbers(f"pay with {CARD} please"), "pay with •••• 1111 please"
        )
        self.assertEqual(
            mask_card_numbers("call +90 532 111 22 33"), "call +90 532 111 22 33"
        )

    def test_allowed(self):
        """W72, W89: phones, IBANs, identity numbers and look-alikes are no cards."""
        for text in (
            "+90 532 111 22 33",
            "TR33 0006 1005 1978 6457 8413 26",
            "GE29NB0000000101904917",
            "10000000146",
            "4111 1111 1111 1112",
            "2026-06-15 2026-06-16",
            "8690504012345",
            "9f86d081884c7d65b4111111111111111ea0c55ad015a3bf4f1b2b0b822cd15d",
            "7:4111111111111111b2b0b822cd15d6c1",
            "41111111-1111-4111-8111-1111a5b5c5d5",
        ):
            with self.subTest(text=text):
                self.assertFalse(contains_card_number(text))
                self.assertEqual(mask_card_numbers(text), text)

    def test_digests(self):
        """W73: what the suite writes of its own secrets is never taken for a card."""
        for number in range(20_000):
            digest = sha256(str(number).encode()).hexdigest()
            self.assertFalse(contains_card_number(digest), digest)


@tagged("post_install", "-at_install", "community")
class TestCardNumberGuard(CommunityMembersCommon):
    @users("community_officer")
    def test_every_way_into_the_record(self):
        """W73, W90: create, write, commands and chatter refuse a full card number."""
        member = self._new_member().with_user(self.env.user)
        partners = self.env["res.partner"]
        ways = {
            "create": lambda: partners.create({"name": f"x {CARD}"}),
            "write": lambda: member.write({"comment": f"<p>{CARD}</p>"}),
            "command": lambda: member.write(
                {"child_ids": [(0, 0, {"name": "y", "ref": CARD})]}
            ),
            "chatter": lambda: member.message_post(body=f"paid with {CARD}"),
            "target": lambda: member.write(
                {
                    "member_target_ids": [
                        (0, 0, {"date_from": "2026-01-01", "note": CARD})
                    ]
                }
            ),
        }
        for way, call in ways.items():
            with self.subTest(way=way), self.assertRaises(UserError) as caught:
                call()
            self.assertNotIn("1111", str(caught.exception))
