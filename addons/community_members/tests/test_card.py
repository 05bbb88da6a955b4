from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged, users
from odoo.tools import mute_logger

from ..tools.card_code import make_code, read_code
from ..tools.card_design import card_color, initials, ink_on
from .common import CommunityMembersCommon


@tagged("post_install", "-at_install", "community")
class TestCard(CommunityMembersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._new_member()
        cls.holder = cls.env["res.partner"].create({"name": "Deniz Demir"})

    @users("community_officer")
    def test_admission_issues_the_first_card(self):
        """W97: admission gives a card with a number, a renewal gives no second one."""
        member = self.member.with_env(self.env)
        member._admit_members()
        card = member.member_card_ids
        self.assertEqual(len(card), 1)
        self.assertTrue(card.name)
        self.assertTrue(card.is_valid)
        self.assertEqual(card.valid_until, member.membership_end)
        member.action_renew_membership()
        self.assertEqual(member.member_card_ids, card)

    @users("community_officer")
    def test_issue_for_many_at_once(self):
        """W31, W97: one call issues what is missing and nothing else."""
        members = self._new_member("A") | self._new_member("B") | self._new_member("C")
        members = members.with_env(self.env)
        members[0]._issue_cards()
        self.assertEqual(len(members._issue_cards()), 2)
        self.assertFalse(members._issue_cards())
        action = members.action_issue_card()
        self.assertEqual(len(self.env[action["res_model"]].search(action["domain"])), 3)

    @users("community_officer")
    def test_additional_holders_have_own_numbers(self):
        """W38, W98: a holder has an own card, void when the membership is."""
        member = self.member.with_env(self.env)
        member._admit_members()
        extra = self.env["community.member.card"].create(
            {"partner_id": member.id, "holder_id": self.holder.id}
        )
        self.assertNotEqual(extra.name, member.member_card_ids[0].name)
        self.assertEqual(extra.person_id, self.holder)
        self.assertTrue(extra.is_valid)
        self.holder.active = False
        extra.invalidate_recordset()
        self.assertFalse(extra.is_valid)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            extra.copy()
            self.env.flush_all()

    @users("community_officer")
    def test_block_lose_replace_reprint(self):
        """W97: each of these makes the old code void at once."""
        member = self.member.with_env(self.env)
        member._admit_members()
        card = member.member_card_ids
        find = self.env["community.member.card"]._find_by_code
        first_code = card.code
        card.action_reprint()
        self.assertEqual(card.serial, 2)
        self.assertFalse(find(first_code))
        self.assertEqual(find(card.code), card)
        card.action_block()
        self.assertFalse(card.is_valid)
        card.action_unblock()
        self.assertTrue(card.is_valid)
        card.action_lost()
        with self.assertRaises(UserError):
            card.action_block()
        card.action_replace()
        self.assertEqual(card.state, "replaced")
        new = card.replaced_by_id
        self.assertEqual(new.state, "active")
        self.assertNotEqual(new.name, card.name)
        self.assertTrue(find(new.code).is_valid)
        self.assertFalse(find(card.code).is_valid)

    @users("community_reader")
    def test_reader_may_not(self):
        """W97: a reader neither issues nor blocks, and does not see the code."""
        self.member.with_user(self.officer)._admit_members()
        card = self.member.with_env(self.env).member_card_ids
        self.assertTrue(card)
        for action in (card.action_block, card.action_replace, card.action_reprint):
            with self.assertRaises(AccessError):
                action()
        with self.assertRaises(AccessError):
            card.read(["code"])

    def test_each_company_has_its_own_cards(self):
        """W62, W97: another company's officer neither sees nor misses a card."""
        self.member.with_user(self.officer)._admit_members()
        foreign = self.member.with_user(self.other_officer)
        self.assertFalse(foreign.member_card_ids)
        own = foreign._issue_cards()
        self.assertEqual(own.company_id, self.other_company)

    def test_forged_code(self):
        """W97: a made-up number is recognised by its signature alone."""
        secret = b"secret"
        code = make_code(secret, "C000001", 1)
        self.assertEqual(read_code(secret, code), ("C000001", 1))
        self.assertEqual(read_code(secret, code.lower()), ("C000001", 1))
        for forged in (
            code.replace("C000001", "C000002"),
            code.replace(".1.", ".2."),
            code[:-1] + ("A" if code[-1] != "A" else "B"),
            code[:-1],
            "C000001.1.",
            "..",
            "",
            "C000001.①.AAAAAAAAAAAAAAAA",
            "C000001.1.şşşşşşşşşşşşşşşş",
        ):
            self.assertIsNone(read_code(secret, forged), forged)
        self.assertIsNone(read_code(b"other", code))

    def test_design(self):
        """W97: text is readable on every colour; names of all scripts have initials."""
        self.assertEqual(ink_on("#ffffff"), "#1b1f24")
        self.assertEqual(ink_on("#0f4c5c"), "#ffffff")
        self.assertEqual(card_color("red; } body { display: none"), card_color(None))
        self.assertEqual(initials("Ayşe Nur Demir"), "AD")
        self.assertEqual(initials("ნინო ბერიძე"), "ნბ")
        self.assertEqual(initials(None), "")
