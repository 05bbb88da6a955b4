from odoo.exceptions import AccessError
from odoo.tests import tagged, users

from ..tools.search_text import romanise
from .common import CommunityMembersCommon


@tagged("post_install", "-at_install", "community")
class TestDuplicates(CommunityMembersCommon):
    """W69: whoever stands in the register twice is found, and shown once."""

    def _groups(self, *partners):
        """Reasons of the groups that hold exactly these records."""
        Duplicate = self.env["community.member.duplicate"].with_user(self.manager)
        Duplicate.action_find()
        ids = {partner.id for partner in partners}
        return [
            set(group.reasons.split(","))
            for group in Duplicate.search([])
            if set(group.partner_ids.ids) == ids
        ]

    def test_reasons(self):
        """W69: same identity, tax number, e-mail, phone, name with birth date."""
        one = self._new_member("Ayşe Gül Demir")
        two = self._new_member("Başka Biri")
        for first, second, reason in (
            ({"identity_number": "10000000146"},) * 2 + ("identity",),
            ({"email": "a@ex.org"}, {"email": " A@EX.org "}, "email"),
            ({"phone": "+90 532 111 22 33"}, {"mobile": "0(532)1112233"}, "phone"),
            (
                {"name": "Ayşe Gül Demir", "birthdate_date": "1980-01-01"},
                {"name": "DEMIR, Ayse Gul", "birthdate_date": "1980-01-01"},
                "birth",
            ),
            (
                {"name": "გიორგი ბერიძე", "city": "თბილისი"},
                {"name": "Giorgi Beridze", "city": "Tbilisi"},
                "city",
            ),
        ):
            with self.subTest(reason=reason):
                clean = {
                    name: False for values in (first, second) for name in values
                } | {"name": "Nobody", "city": False}
                one.write(first)
                two.write(second)
                self.assertEqual(self._groups(one, two), [{reason}])
                one.write(clean | {"name": "One"})
                two.write(clean | {"name": "Two"})
                self.assertEqual(self._groups(one, two), [])

    def test_firms(self):
        """W69: the same tax number on two firms; branches of one firm are no twins."""
        one = self._new_member("Demir A.Ş.", is_company=True, vat="1234567890")
        two = self._new_member("Demir Ltd", is_company=True, vat="123 456 78 90")
        self._new_member(
            "Branch", parent_id=one.id, unit_type="branch", email=False, phone=False
        )
        self.assertEqual(self._groups(one, two), [{"tax"}])

    def test_several_reasons_make_one_group(self):
        """W69: the more reasons, the higher in the list."""
        same = {"email": "x@ex.org", "birthdate_date": "1990-05-05"}
        one, two = self._new_member(**same), self._new_member(**same)
        weak = self._new_member("Weak", email="w@ex.org")
        other = self._new_member("Other", email="w@ex.org")
        self.assertEqual(self._groups(one, two), [{"email", "birth"}])
        groups = self.env["community.member.duplicate"].search(
            [("partner_ids", "in", (one | weak | other).ids)]
        )
        self.assertEqual(groups[0].partner_ids, one | two)
        self.assertEqual(groups[0].reason_text, "Name and birth date, E-mail")

    def test_who_is_no_duplicate(self):
        """W69: relatives, person and firm, contacts outside the register, archived."""
        mother, child = (
            self._new_member(name, email="home@ex.org") for name in ("Mother", "Child")
        )
        kind = self.env.ref("community_members.relation_type_child")
        self.env["community.member.relation"].create(
            {"partner_id": mother.id, "other_id": child.id, "type_id": kind.id}
        )
        person = self._new_member("Person", email="same@ex.org")
        firm = self._new_member("Firm", email="same@ex.org", is_company=True)
        outside = self.env["res.partner"].create(
            [{"name": name, "email": "out@ex.org"} for name in ("Out", "Side")]
        )
        left = self._new_member("Left", email="left@ex.org")
        gone = self._new_member("Gone", email="left@ex.org", active=False)
        for pair in ((mother, child), (person, firm), outside, (left, gone)):
            self.assertEqual(self._groups(*pair), [])
        outside[0].in_member_register = True
        self.assertEqual(self._groups(*outside), [{"email"}])

    def test_not_a_duplicate_is_remembered(self):
        """W69: found different once, never shown again, until a third one comes."""
        one, two = (self._new_member(n, email="t@ex.org") for n in ("One", "Two"))
        self.assertEqual(len(self._groups(one, two)), 1)
        group = self.env["community.member.duplicate"].search(
            [("partner_ids", "in", one.ids)]
        )
        group.with_user(self.manager).action_not_duplicates()
        self.assertEqual(self._groups(one, two), [])
        two.write({"phone": "+90 532 000 00 00"})
        one.write({"phone": "+90 532 000 00 00"})
        self.assertEqual(self._groups(one, two), [])
        three = self._new_member("Three", email="t@ex.org")
        self.assertEqual(self._groups(one, two, three), [{"email"}])

    def test_search_again_keeps_the_groups(self):
        """W69: a list that is open while somebody searches stays valid."""
        one, two = (self._new_member(n, email="k@ex.org") for n in ("One", "Two"))
        self._groups(one, two)
        search = self.env["community.member.duplicate"].search
        before = search([("partner_ids", "in", one.ids)])
        self._groups(one, two)
        self.assertEqual(search([("partner_ids", "in", one.ids)]), before)
        two.email = "else@ex.org"
        self._groups(one, two)
        self.assertFalse(before.exists())

    def test_companies_are_kept_apart(self):
        """W62: records of two companies are no group; with a shared one, each is."""
        mine = self._new_member("Mine", email="c@ex.org", company_id=self.company.id)
        theirs = self._new_member(
            "Theirs", email="c@ex.org", company_id=self.other_company.id
        )
        self.assertEqual(self._groups(mine, theirs), [])
        shared = self._new_member("Shared", email="c@ex.org")
        self.assertEqual(self._groups(mine, shared), [{"email"}])
        seen = self.env["community.member.duplicate"].with_user(self.manager).search([])
        self.assertNotIn(theirs, seen.sudo().partner_ids)

    def test_sql_romanises_as_python_does(self):
        """The finder and the search box agree on Georgian letters."""
        from odoo.tools import SQL

        name = "ჟღშჩცძწჭხჯჰ აბგდევზთიკლმნოპრსტუფქყ"
        Duplicate = self.env["community.member.duplicate"]
        [[latin]] = self.env.execute_query(
            SQL("SELECT %s", Duplicate._sql_plain_name(SQL("%s::varchar", name)))
        )
        self.assertEqual(latin, romanise(name))

    def test_merge_button(self):
        """W69: the wizard opens with the records; the numbered, older one stays."""
        young = self._new_member("Young", email="m@ex.org")
        numbered = self._new_member("Old", email="m@ex.org", member_number="M1")
        self._groups(young, numbered)
        group = self.env["community.member.duplicate"].search(
            [("partner_ids", "in", young.ids)]
        )
        action = group.with_user(self.manager).action_merge()
        wizard = (
            self.env[action["res_model"]]
            .with_user(self.manager)
            .with_context(**action["context"])
            .create({})
        )
        self.assertEqual(wizard.partner_ids, young | numbered)
        self.assertEqual(wizard.dst_partner_id, numbered)
        wizard.action_merge()
        self.assertFalse(young.exists() or group.exists())
        self.assertTrue(numbered.exists())

    @users("community_officer")
    def test_officers_do_not_search(self):
        """W69: finding and merging duplicates is for managers."""
        Duplicate = self.env["community.member.duplicate"]
        with self.assertRaises(AccessError):
            Duplicate.action_find()
        with self.assertRaises(AccessError):
            Duplicate.search([])
