from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_portal import ApprovalPortalCase


@tagged("post_install", "-at_install", "community")
class TestPortalPages(ApprovalPortalCase):
    def setUp(self):
        super().setUp()
        self.change = self._ask()
        self.page = f"/my/approvals/{self.change.id}"

    def test_approver_without_backend_approves(self):
        """G53, G56, G57: somebody of the board without backend approves, and it is
        done at once."""
        self._sign_in(self.board)
        listed = self.url_open("/my/approvals").text
        self.assertIn(self.page, listed)
        shown = self.url_open(self.page).text
        self.assertIn("SILVER", shown)
        self.assertIn("GOLD", shown)
        answer = self._post(self.page, verb="approve")
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.partner.ref, "GOLD")
        self.assertEqual(self.change.state, "approved")
        self.assertNotIn(self.page, self.url_open("/my/approvals").text)

    def test_refusal_needs_a_reason_and_changes_nothing(self):
        """G51, G56, G58: without a reason nothing happens; with one it is rejected."""
        self._sign_in(self.board)
        answer = self._post(self.page, verb="reject")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Please say why", answer.text)
        self.assertEqual(self.change.state, "pending")
        self._post(self.page, verb="reject", reason="Not this year.")
        self.assertEqual(self.change.state, "rejected")
        self.assertEqual(self.partner.ref, "SILVER")

    def test_returned_is_answered_and_asked_again(self):
        """The maker reads the question, answers and asks again."""
        self._sign_in(self.board)
        self._post(self.page, verb="return", reason="Since when?")
        self.assertEqual(self.change.state, "returned")
        self._sign_in(self.maker)
        self.assertIn("Since when?", self.url_open(self.page).text)
        self._post(self.page, verb="resubmit", reason="Since May.")
        self.assertEqual(self.change.state, "pending")
        self.assertEqual(self.change.reason, "Since May.")

    def test_maker_withdraws_and_cannot_decide(self):
        """G47: the one who asks sees his request, cannot decide, can withdraw."""
        self._sign_in(self.maker)
        self.assertIn(self.page, self.url_open("/my/approvals?show=mine").text)
        self.assertNotIn('value="approve"', self.url_open(self.page).text)
        refused = self._post(self.page, verb="approve")
        self.assertEqual(refused.status_code, 200)
        self.assertEqual(self.change.state, "pending")
        self._post(self.page, verb="explain", reason="He asked for it.")
        self.assertEqual(self.change.reason, "He asked for it.")
        self._post(self.page, verb="withdraw")
        self.assertEqual(self.change.state, "cancelled")
        self.assertEqual(self.partner.ref, "SILVER")

    @mute_logger("odoo.http")
    def test_others_find_nothing(self):
        """Another portal user, or nobody, neither sees nor decides."""
        for user in (self.stranger, self.second_board, self.bystander):
            self._sign_in(user)
            self.assertEqual(self.url_open(self.page).status_code, 404)
            self.assertEqual(self._post(self.page, verb="approve").status_code, 404)
            self.assertNotIn(self.page, self.url_open("/my/approvals").text)
        self._sign_in(None)
        self.assertIn("/web/login", self.url_open(self.page).url)
        self.assertEqual(self.change.state, "pending")

    @mute_logger("odoo.http")
    def test_what_is_not_offered_is_refused(self):
        """A made-up button, and a post that another site made, change nothing."""
        self._sign_in(self.board)
        self.assertEqual(self._post(self.page, verb="unlink").status_code, 400)
        forged = self._post(self.page, verb="approve", csrf_token="made-up")
        self.assertEqual(forged.status_code, 400)
        self.assertEqual(self.url_open("/my/approvals/0").status_code, 404)
        self.assertEqual(self.change.state, "pending")

    def test_conflict_is_shown_and_resolved(self):
        """What changed meanwhile is shown; approving needs the present values first."""
        with self.requests._bypass("test"):
            self.partner.ref = "BRONZE"
        self._sign_in(self.board)
        shown = self.url_open(self.page).text
        self.assertIn("BRONZE", shown)
        self.assertNotIn('value="approve"', shown)
        self._post(self.page, verb="approve")
        self.assertEqual(self.partner.ref, "BRONZE")
        self._post(self.page, verb="rebase")
        self._post(self.page, verb="approve")
        self.assertEqual(self.partner.ref, "GOLD")

    def test_home_counts_what_waits(self):
        """The portal's first page says how many wait."""
        self._sign_in(self.board)
        counters = ["approval_waiting_count", "approval_request_count"]
        answer = self.make_jsonrpc_request("/my/counters", {"counters": counters})
        self.assertEqual(answer["approval_waiting_count"], 1)
        self.assertEqual(answer["approval_request_count"], 0)


@tagged("post_install", "-at_install", "community")
class TestPortalQueries(ApprovalPortalCase):
    def _fill(self, count):
        partners = self.env["res.partner"].create(
            [{"name": f"Member {n}", "ref": "SILVER"} for n in range(count)]
        )
        for partner in partners:
            self._ask(record=partner)

    def _count(self, url):
        for _warm_up in range(2):
            self.url_open(url)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.assertEqual(self.url_open(url).status_code, 200)
        return self.env.cr.sql_log_count - before

    def test_same_count_for_few_and_many(self):
        """The list asks the database as often for twenty as for three."""
        self._sign_in(self.board)
        self._fill(3)
        few = self._count("/my/approvals")
        self._fill(16)
        self.assertEqual(self._count("/my/approvals"), few)
