import re

from odoo.tests import HttpCase, tagged

from .common import CommunityHelpdeskCommon


@tagged("community", "post_install", "-at_install")
class TestSupportForm(HttpCase, CommunityHelpdeskCommon):
    def _send(self, **form):
        html = self.url_open("/support").text
        values = {
            name: re.search(rf'name="{name}" value="([^"]+)"', html).group(1)
            for name in ("csrf_token", "form_key")
        }
        values |= {
            "name": "Tamar",
            "email": "tamar@home.test",
            "subject": "Opening hours",
            "text": "Are you open on Sunday?",
        }
        return self.url_open("/support", data=values | form, allow_redirects=False)

    def _get_last(self):
        return self.env["community.ticket"].search([], order="id DESC", limit=1)

    def test_send(self):
        """G4: a visitor asks; the ticket is of an address, not of a contact."""
        self.assertEqual(self._send().status_code, 303)
        ticket = self._get_last()
        self.assertEqual((ticket.channel, ticket.name), ("website", "Opening hours"))
        self.assertEqual(ticket.email_normalized, "tamar@home.test")
        self.assertFalse(ticket.partner_id)
        told = self.env["community.notice.delivery"].search(
            [("res_model", "=", ticket._name), ("res_id", "=", ticket.id)]
        )
        self.assertEqual(told.address, "tamar@home.test")

    def test_a_known_address_gets_no_rights(self):
        """R42: whoever knows an address sees nothing of it, and gives it nothing."""
        first = self._send(email=self.ali.email)
        second = self._send(email="nobody@home.test")
        self.assertEqual(first.headers["Location"], second.headers["Location"])
        made = self.env["community.ticket"].search([("channel", "=", "website")])
        self.assertFalse(made.partner_id)
        self.assertFalse(made.with_user(self.ali_user).search([("id", "in", made.ids)]))

    def test_refused(self):
        """Machines, floods and what is missing make no ticket and lose nothing."""
        before = self._get_last()
        self.assertEqual(self._send(homepage="http://spam.test").status_code, 303)
        answer = self._send(email="no address")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Are you open on Sunday?", answer.text)
        self.assertEqual(self._send(subject=" ").status_code, 422)
        card = self._send(text="4111 1111 1111 1111 is my card")
        self.assertEqual(card.status_code, 422)
        self.assertEqual(self._get_last(), before)
        codes = [self._send(email="flood@home.test").status_code for _turn in range(7)]
        self.assertEqual((codes[0], codes[-1]), (303, 422))

    def test_the_same_form_twice(self):
        self._send(form_key="once")
        self._send(form_key="once")
        made = self.env["community.ticket"].search([("channel", "=", "website")])
        self.assertEqual(len(made), 1)
