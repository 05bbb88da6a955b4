from datetime import timedelta

from odoo.tests import tagged

from ..tools.portal_advice import PortalFacts, advise
from .common_portal import MemberPortalCase

PAGES = (
    "/my",
    "/my/membership",
    "/my/membership/edit",
    "/my/branches",
    "/my/statement",
    "/my/card",
    "/my/employees",
    "/my/employees/new",
)


@tagged("post_install", "-at_install", "community")
class TestPortalPages(MemberPortalCase):
    def _page(self, person, url):
        self._sign_in(person)
        return self.url_open(url)

    def test_logged_out(self):
        """W33: nothing of the portal opens without signing in."""
        self._sign_in(None)
        for url in (
            *PAGES,
            "/my/statement/pdf",
            f"/my/employees/{self._work(self.clerk).id}",
        ):
            answer = self.url_open(url)
            self.assertIn("/web/login", answer.url, url)

    def test_home_says_what_is_next(self):
        """W33: good standing in words, until when, and one step."""
        text = self._page(self.ayse, "/my").text
        self.assertIn("In good standing", text)
        self.assertIn("Show my card", text)
        self.assertIn(self.ayse.member_number, text)
        self._invoice(self.ayse, 35, days_due=-3)
        text = self._page(self.ayse, "/my").text
        self.assertIn("is overdue", text)
        self.assertIn("Pay now", text)

    def test_guest_sees_no_membership(self):
        """W33: who is no member finds an explanation instead of an empty page."""
        self.assertNotIn("o_community_standing", self._page(self.guest, "/my").text)
        text = self._page(self.guest, "/my/membership").text
        self.assertIn("You are not in our member register yet", text)
        self.assertTrue(
            self._page(self.guest, "/my/card").url.endswith("/my/membership")
        )
        self.assertEqual(self._page(self.guest, "/my/employees").status_code, 404)

    def test_membership_shows_own_things_only(self):
        """W33, W97: dates, category, card, relatives; nothing of another member."""
        kind = self.env.ref("community_members.member_relation_type_sibling", False)
        kind = kind or self.env["community.member.relation.type"].search([], limit=1)
        sister = self.env["res.partner"].create({"name": "Zeynep Demir"})
        self.env["community.member.relation"].create(
            {"partner_id": self.ayse.id, "other_id": sister.id, "type_id": kind.id}
        )
        invoice = self._invoice(self.ayse)
        foreign = self._invoice(self.deniz)
        text = self._page(self.ayse, "/my/membership").text
        for shown in (
            self.ayse.member_card_ids.name,
            "Zeynep Demir",
            "Rider",
            invoice.name,
        ):
            self.assertIn(shown, text)
        for hidden in (foreign.name, self.deniz.name, self.deniz.member_number):
            self.assertNotIn(hidden, text)

    def test_employee_sees_company_without_its_money(self):
        """W31, W33, W56: branches for everybody, money and people by right."""
        invoice = self._invoice(self.holding, 1234.56, days_due=-1)
        text = self._page(self.clerk, "/my/membership").text
        self.assertIn(self.branch.name, text)
        for hidden in (invoice.name, "1,234.56", "overdue", self.accountant.name):
            self.assertNotIn(hidden, text)
        text = self._page(self.accountant, "/my/membership").text
        self.assertIn(invoice.name, text)
        self.assertIn("1,234.56", text)

    def test_branches(self):
        """W33: every branch with its own contact data, twenty a page."""
        for number in range(25):
            self._unit(f"Şube {number:02}", self.holding)
        text = self._page(self.clerk, "/my/branches").text
        self.assertIn("/my/branches/page/2", text)
        self.assertNotIn(self.rival.name, text)
        self.assertEqual(
            self._page(self.clerk, "/my/branches/page/99").status_code, 200
        )

    def test_statement(self):
        """W69, W85: own statement, the company's only by right, PDF for download."""
        self._invoice(self.ayse, 35)
        text = self._page(self.ayse, "/my/statement").text
        self.assertIn("35.00", text)
        answer = self._page(self.ayse, "/my/statement/pdf")
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertIn(b"35.00", answer.content, "printed as HTML while testing")
        self._invoice(self.branch, 777)
        self.assertIn("777.00", self._page(self.accountant, "/my/statement").text)
        for url in ("/my/statement", "/my/statement/pdf"):
            answer = self._page(self.clerk, url)
            self.assertTrue(answer.url.endswith("/my/membership"), url)

    def test_card_page_stands_alone(self):
        """W97, W98: the card on the phone needs nothing from the network."""
        extra = self.env["community.member.card"].create(
            {"partner_id": self.ayse.id, "holder_id": self.guest.id}
        )
        answer = self._page(self.ayse, "/my/card")
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertIn(self.ayse.member_card_ids[0].name, answer.text)
        self.assertNotIn(extra.name, answer.text)
        for outside in ('src="/', 'src="http', "<link", "url("):
            self.assertNotIn(outside, answer.text)
        self.assertIn(extra.name, self._page(self.guest, "/my/card").text)
        worker = self.url_open("/my/card/sw.js")
        self.assertEqual(worker.headers["Service-Worker-Allowed"], "/my/card")

    def test_archived_partner(self):
        """W97: an archived member's card says that it is not valid."""
        card = self.ayse.member_card_ids
        self.ayse.with_context(active_test=False).user_ids.active = False
        self.ayse.active = False
        card.invalidate_recordset()
        self.assertFalse(card.is_valid)

    def test_advice(self):
        """W33: what loses rights is said before what costs, and always one step."""
        day = self.today
        good = PortalFacts(
            "current", True, day, day + timedelta(days=90), has_card=True
        )
        cases = [
            (good, ("good", "good", "card")),
            (PortalFacts("current", True, day), ("good", "good", "membership")),
            (PortalFacts("current", True, day, day), ("soon", "ending", "renew")),
            (PortalFacts("current", True, day, due=5), ("soon", "due", "pay")),
            (
                PortalFacts("current", True, day, due=5, overdue=5),
                ("act", "overdue", "pay"),
            ),
            (PortalFacts("grace", True, day), ("act", "grace", "renew")),
            (PortalFacts("grace", True, day, due=5), ("act", "grace", "pay")),
            (PortalFacts("expired", False, day), ("ended", "ended", "renew")),
            (PortalFacts("potential", False, day), ("ended", "potential", "renew")),
            (PortalFacts("applicant", False, day), ("soon", "applicant", "edit")),
            (
                PortalFacts("suspended", False, day, overdue=5),
                ("act", "suspended", "contact"),
            ),
        ]
        for facts, expected in cases:
            self.assertEqual(tuple(advise(facts)), expected, facts)
            headline, sentence = self.ayse._get_portal_topic(
                expected[1], {"due": "5", "overdue": "5"}
            )
            self.assertTrue(headline and sentence)
