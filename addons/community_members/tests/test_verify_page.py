from unittest.mock import patch

from odoo.tests import tagged

from .common_portal import MemberPortalCase


@tagged("post_install", "-at_install", "community")
class TestVerifyPage(MemberPortalCase):
    def _open(self, code):
        return self.url_open(f"/member/verify/{code}")

    def test_valid_and_nothing_personal(self):
        """W97: the page says valid, and nothing of the person."""
        card = self.ayse.member_card_ids
        self.ayse.write({"phone": "+90 212 555 77 66", "city": "Sarıyer"})
        answer = self._open(card.code)
        self.assertEqual(answer.status_code, 200)
        self.assertIn(b"text-success", answer.content)
        for secret in (
            self.ayse.name,
            self.ayse.name.split()[0],
            self.ayse.email,
            self.ayse.member_number,
            "555 77 66",
            "Sarıyer",
            self.category.name,
        ):
            self.assertNotIn(secret.encode(), answer.content)
        body = answer.content.replace(card.code.encode(), b"")
        self.assertNotIn(card.name.encode(), body)

    def test_no_trace(self):
        """W97: no cache, no search engine, no referrer; GET only."""
        answer = self._open(self.ayse.member_card_ids.code)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertIn("noindex", answer.headers["X-Robots-Tag"])
        self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")
        posted = self.url_open("/member/verify/x", data={"a": "1"})
        self.assertEqual(posted.status_code, 405)
        sitemap = self.url_open("/sitemap.xml").content
        self.assertNotIn(b"member/verify", sitemap)

    def test_every_invalid_code_looks_the_same(self):
        """W97: forged, blocked, expired and unknown cannot be told apart."""
        card = self.ayse.member_card_ids
        blocked = self.deniz.member_card_ids
        blocked.action_block()
        ended = self.holding.member_card_ids
        self.holding.membership_resigned_on = self.today
        pages = set()
        for code in (
            blocked.code,
            ended.code,
            card.code[:-1] + ("A" if card.code[-1] != "A" else "B"),
            "hello",
        ):
            answer = self._open(code)
            self.assertEqual(answer.status_code, 200)
            self.assertIn(b"text-danger", answer.content)
            pages.add(len(answer.content.replace(code.encode(), b"")))
        self.assertLess(max(pages) - min(pages), 40, "only the time of day may differ")

    def test_forged_code_asks_no_database(self):
        """W97: the signature alone gives a forged code away."""
        cards = type(self.env["community.member.card"])
        with patch.object(cards, "search", side_effect=AssertionError("looked up")):
            self.assertFalse(
                self.env["community.member.card"]._find_by_code("C000001.1.AAAA")
            )
