from odoo.tests import HttpCase, tagged

from .common import CommunityHelpdeskCommon


@tagged("community", "post_install", "-at_install")
class TestAgentTour(HttpCase, CommunityHelpdeskCommon):
    def test_new_to_solved(self):
        """G12, R40: from the overview to the solved ticket, answer included."""
        ticket = self._new_ticket(group_id=self.technical.id, priority="3")
        self.start_tour(
            "/odoo/action-community_helpdesk.community_ticket_overview_action",
            "community_helpdesk_agent",
            login=self.agent.login,
        )
        self.assertEqual((ticket.stage_kind, ticket.user_id), ("solved", self.agent))
        self.assertTrue(ticket.first_answer_at)


@tagged("community", "post_install", "-at_install")
class TestMemberTour(HttpCase, CommunityHelpdeskCommon):
    browser_size = "390x844"
    touch_enabled = True

    def test_ask_and_close(self):
        """G7, G10, R31: a member on a telephone asks, adds something and closes it."""
        self.ali_user.company_ids |= self.env.company
        self.start_tour(
            "/my/tickets/new", "community_helpdesk_member", login=self.ali_user.login
        )
        ticket = self.env["community.ticket"].search(
            [("partner_id", "=", self.ali.id)], order="id DESC", limit=1
        )
        self.assertEqual(
            (ticket.name, ticket.stage_kind), ("The water is cold", "closed")
        )
