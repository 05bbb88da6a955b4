from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_portal import ApprovalPortalCase

GONE = "This link does not work any more"


@tagged("post_install", "-at_install", "community")
class TestDecideLink(ApprovalPortalCase):
    def setUp(self):
        super().setUp()
        self.change = self._ask()
        self.path = self._get_path(self.board)
        self._sign_in(None)

    def _get_path(self, user):
        url = self.change._get_decide_url(user)
        return url[url.index("/approvals/decide/") :]

    def _assert_gone(self, answer):
        self.assertEqual(answer.status_code, 404)
        self.assertIn(GONE, answer.text)
        self.assertIn("/my/approvals", answer.text)

    def test_opening_decides_nothing(self):
        """However often the link is opened, only the button decides."""
        for _time in range(3):
            answer = self.url_open(self.path)
            self.assertEqual(answer.status_code, 200)
            self.assertIn("GOLD", answer.text)
        self.assertEqual(self.change.state, "pending")
        self.assertEqual(self.partner.ref, "SILVER")
        self.assertEqual(len(self.change.log_ids), 1)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")

    def test_button_decides_as_that_person_once(self):
        """G56, G57: approved as the person of the link, done at once, and only once."""
        answer = self._post(self.path, verdict="approve")
        self.assertIn("Approved and done", answer.text)
        self.assertEqual(self.partner.ref, "GOLD")
        vote = self.change.log_ids.filtered(lambda row: row.kind == "approve")
        self.assertEqual(vote.user_id, self.board)
        self._assert_gone(self._post(self.path, verdict="reject", reason="Again"))
        self._assert_gone(self.url_open(self.path))
        self.assertEqual(self.change.state, "approved")

    def test_refusal_by_link(self):
        """G51, G58: a refusal needs a reason and changes nothing."""
        answer = self._post(self.path, verdict="reject")
        self.assertIn("Please say why", answer.text)
        self.assertEqual(self.change.state, "pending")
        self._post(self.path, verdict="reject", reason="No.")
        self.assertEqual(self.change.state, "rejected")
        self.assertEqual(self.partner.ref, "SILVER")

    def test_forged_links_are_told_nothing(self):
        """A changed, cut, empty or foreign link says the same as a used one."""
        token = self.path.rsplit("/", 1)[1]
        swapped = token[:-4] + ("AAAA" if token[-4:] != "AAAA" else "BBBB")
        for forged in (swapped, token[:20], "x", token + "x", "%00", "é"):
            self._assert_gone(self.url_open(f"/approvals/decide/{forged}"))
            answer = self._post(f"/approvals/decide/{forged}", verdict="approve")
            self._assert_gone(answer)
        self.assertEqual(self.change.state, "pending")

    def test_link_of_somebody_who_may_not_decide(self):
        """A link made for a person who does not decide, or asked himself, is dead."""
        for user in (self.stranger, self.maker):
            self._assert_gone(self.url_open(self._get_path(user)))
            self._assert_gone(self._post(self._get_path(user), verdict="approve"))

    def test_link_grows_old(self):
        """After three days the link is dead."""
        with freeze_time(fields.Datetime.now() + timedelta(hours=73)):
            self._assert_gone(self.url_open(self.path))

    def test_link_ends_with_the_request_it_was_made_for(self):
        """When the request is asked anew, the old link is dead."""
        self.change.with_user(self.board)._decide("return", "Why?")
        self._assert_gone(self.url_open(self.path))
        self.change.with_user(self.maker).action_resubmit("So.")
        self._assert_gone(self._post(self.path, verdict="approve"))
        self.assertEqual(self.partner.ref, "SILVER")

    @mute_logger("odoo.http")
    def test_post_needs_the_page(self):
        """A post that another site made, and a made-up verdict, are refused."""
        forged = self._post(self.path, verdict="approve", csrf_token="made-up")
        self.assertEqual(forged.status_code, 400)
        self.assertEqual(self._post(self.path, verdict="apply").status_code, 400)
        self.assertEqual(self.change.state, "pending")

    def test_mail_shows_the_change_and_links(self):
        """The mail says who asks for what, and leads to the page of its reader."""
        self.board.email = "board@example.com"
        self.change._mail_decider(self.board)
        mail = self.env["mail.mail"].search([], order="id desc", limit=1)
        for text in ("SILVER", "GOLD", self.maker.name, "/approvals/decide/"):
            self.assertIn(text, mail.body_html)
