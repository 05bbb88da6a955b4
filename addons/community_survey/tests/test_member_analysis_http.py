from odoo.tests import HttpCase, tagged

from .common import MemberAnalysisCommon


@tagged("post_install", "-at_install", "community")
class TestMemberAnalysisHttp(MemberAnalysisCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.officer + cls.manager).write({"password": "community_secret"})

    def _open(self, user, url):
        self.authenticate(user.login, "community_secret")
        return self.url_open(url)

    def test_officer_answers_for_the_member(self):
        """W76: whoever began the analysis may answer it, nobody else on the staff."""
        wizard = self._new_wizard(self.officer, self.holding)
        url = wizard.action_answer()["url"]
        page = self._open(self.officer, url)
        self.assertEqual(page.status_code, 200)
        self.assertIn("Financial Adequacy", page.text)
        self.assertIn("answer_token", page.url + url)
        self.assertNotIn("js_question-wrapper", self._open(self.manager, url).text)

    def test_wrong_token(self):
        """W76: a made-up token opens nothing."""
        url = f"{self.financial.get_start_url()}?answer_token=made-up"
        self.assertNotIn("Financial Adequacy", self._open(self.officer, url).text)
