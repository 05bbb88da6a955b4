from datetime import timedelta

from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common_portal import MemberPortalCase


@tagged("post_install", "-at_install", "community")
class TestGatedPages(MemberPortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.page = cls.env["website.page"].create(
            {
                "name": "Yacht List",
                "type": "qweb",
                "url": "/yachts",
                "is_published": True,
                "website_id": cls.website.id,
                "arch": "<t t-call='website.layout'><div id='wrap'>Harbour 7</div></t>",
                "key": "community_members.test_yachts",
                "visibility": "members",
            }
        )

    @mute_logger("odoo.http")
    def _sees(self, person):
        self._sign_in(person)
        answer = self.url_open("/yachts")
        sees = "Harbour 7" in answer.text
        self.assertEqual(answer.status_code, 200 if sees else 403)
        return sees

    def test_members_only(self):
        """W96: members and employees of members; nobody else."""
        self.assertTrue(self._sees(self.ayse))
        self.assertTrue(self._sees(self.clerk))
        self.assertFalse(self._sees(self.guest))
        self.assertFalse(self._sees(None))

    def test_counted_live(self):
        """W96: access falls with the membership, before any nightly job."""
        self.assertTrue(self._sees(self.ayse))
        self.env.cr.execute(
            "UPDATE res_partner SET membership_start = %s, member_since = %s,"
            " membership_end = %s WHERE id = %s",
            (
                self.today - timedelta(days=999),
                self.today - timedelta(days=999),
                self.today - timedelta(days=400),
                self.ayse.id,
            ),
        )
        self.env.invalidate_all()
        self.assertTrue(self.ayse.is_member, "the stored answer is of yesterday")
        self.assertFalse(self._sees(self.ayse))

    def test_left_company(self):
        """W96: an employee who left sees members' pages no more."""
        self._work(self.clerk).action_leave()
        self.assertFalse(self.clerk._counts_as_member_today())

    def test_search_and_menu(self):
        """W96: the page is in nobody else's search."""
        for person, sees in ((self.ayse, True), (self.guest, False)):
            self._sign_in(person)
            found = self.url_open("/website/search?search=Yacht").text
            self.assertEqual("/yachts" in found, sees)
        self._sign_in(None)
        self.assertNotIn("/yachts", self.url_open("/sitemap.xml").text)

    def test_choosable_in_page_properties(self):
        """W96: the website editor chooses it where core's choices are."""
        self.page.visibility = ""
        properties = self.env["website.page.properties"].create(
            {"target_model_id": self.page.id, "website_id": self.website.id}
        )
        with Form(properties, "website.website_page_properties_view_form") as form:
            form.visibility = "members"
        self.assertEqual(self.page.view_id.visibility, "members")
