import re

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .common import CommunityHelpdeskCommon


@tagged("community", "post_install", "-at_install")
class TestHelp(HttpCase, CommunityHelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shelf = cls.env["community.help.category"].create({"name": "Payments"})
        articles = cls.env["community.help.article"]
        cls.public = articles.create(
            {
                "name": "How do I freeze my membership?",
                "category_id": cls.shelf.id,
                "body": "<p>Open your subscription.</p>",
                "keywords": "pause, hold",
                "is_public": True,
            }
        )
        cls.inside = articles.create(
            {"name": "How we freeze memberships", "category_id": cls.shelf.id}
        )

    def test_who_publishes(self):
        """Agents write, heads of support put it on the website."""
        articles = self.env["community.help.article"].with_user(self.agent)
        draft = articles.create({"name": "New", "category_id": self.shelf.id})
        with self.assertRaises(AccessError):
            draft.is_public = True
        with self.assertRaises(AccessError):
            self.public.with_user(self.agent).body = "<p>Something else</p>"
        draft.with_user(self.head).is_public = True
        with self.assertRaises(UserError):
            draft.with_user(self.head).helped_count = 99

    def test_find_and_read(self):
        """G3: found by words and keywords; what is for agents alone is not there."""
        page = self.url_open("/help?search=pause").text
        self.assertIn(self.public.name, page)
        page = self.url_open("/help?search=freeze").text
        self.assertNotIn(self.inside.name, page)
        page = self.url_open(self.public._get_path()).text
        self.assertIn("Open your subscription", page)
        self.assertIn(f"/my/tickets/new?article={self.public.id}", page)
        self.assertEqual(self.url_open(self.inside._get_path()).status_code, 404)
        self.assertEqual(self.url_open("/help/x-99999999999").status_code, 404)

    def test_opinion_once(self):
        path = self.public._get_path()
        html = self.url_open(path).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', html).group(1)
        for _turn in range(2):
            form = {"csrf_token": token, "helped": "1"}
            self.url_open(f"/help/{self.public.id}/opinion", data=form)
        self.assertEqual((self.public.helped_count, self.public.failed_count), (1, 0))
        answer = self.url_open(f"/help/{self.public.id}/opinion", data={"helped": "0"})
        self.assertEqual(answer.status_code, 400)

    def test_question_begins_with_the_article(self):
        """G3: the way from an article to the form."""
        self.ali_user.password = self.ali_user.login
        self.ali_user.company_ids |= self.env.company
        self.authenticate(self.ali_user.login, self.ali_user.login)
        page = self.url_open(f"/my/tickets/new?article={self.public.id}").text
        self.assertIn(self.public.name, page)
        page = self.url_open(f"/my/tickets/new?article={self.inside.id}").text
        self.assertNotIn(self.inside.name, page)

    def test_shipped_articles(self):
        """R43: how an organisation is created is written down for agents."""
        article = self.env.ref("community_helpdesk.help_article_organisation")
        self.assertIn("mail domains", article.with_user(self.agent).body)
        self.assertFalse(article.is_public)

    def test_suggested_while_typing(self):
        found = self.env["community.help.article"]._find_alike("freezing membership")
        self.assertEqual(found, self.public)
