from odoo.tests import BaseCase, tagged, users

from ..tools.search_text import romanise, search_term
from .common import CommunityMembersCommon


@tagged("post_install", "-at_install", "community")
class TestSearchText(BaseCase):
    def test_romanise(self):
        """W17: Georgian letters follow the national romanisation."""
        self.assertEqual(romanise("ნინო ბერიძე"), "nino beridze")
        self.assertEqual(romanise("ჭყონდიდელი"), "chqondideli")

    def test_search_term(self):
        """W17: phone numbers lose their dress, letters their case and accents."""
        for typed, term in (
            ("0532 111 22 33", "5321112233"),
            ("+90 (532) 111-22-33", "905321112233"),
            ("M000012", "m000012"),
            ("  AYŞE   Işık ", "ayse isik"),
            ("2026", "2026"),
            ("000000", "000000"),
        ):
            with self.subTest(typed=typed):
                self.assertEqual(search_term(typed), term)


@tagged("post_install", "-at_install", "community")
class TestSearch(CommunityMembersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ayse = cls._new_member(
            "Ayşe Işık Çağlar",
            phone="+90 532 111 22 33",
            email="ayse@riders.example",
            vat="/",
            ref="CARI-77",
            member_number="ZZ0012",
        )
        cls.nino = cls._new_member("ნინო ბერიძე", mobile="+995 599 12 34 56")

    @users("community_reader")
    def test_found_by_anything(self):
        """W17: name in any letters, number, card, phone, e-mail, reference."""
        card = self.env["community.member.card"].sudo()
        card = card.create({"partner_id": self.ayse.id})
        for typed in (
            "ayşe",
            "AYSE ISIK",
            "isik cag",
            "Çağlar",
            "zz0012",
            "0532 111 22",
            "+90 532 111",
            "ayse@riders",
            "cari-77",
            card.name,
        ):
            with self.subTest(typed=typed):
                self.assertIn(self.ayse, self._find(typed))
        for typed in ("ნინო", "nino ber", "ბერიძე", "599 12 34", "0599 123456"):
            with self.subTest(typed=typed):
                found = self._find(typed)
                self.assertIn(self.nino, found)
                self.assertNotIn(self.ayse, found)

    def _find(self, typed):
        partners = self.env["res.partner"]
        return partners.browse(row[0] for row in partners.name_search(typed))

    def test_text_follows_changes(self):
        """W17: renaming, renumbering and reissuing keep the search true."""
        self.ayse.name = "Şule Yıldız"
        self.assertIn(self.ayse, self._find("sule yildiz"))
        self.assertNotIn(self.ayse, self._find("caglar"))
