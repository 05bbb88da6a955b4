import re

from odoo.tests import HttpCase, tagged

from .common import CommunityHelpdeskCommon


@tagged("community", "post_install", "-at_install")
class TestPortal(HttpCase, CommunityHelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        users = cls.ali_user | cls.eda_user | cls.stranger_user | cls.agent
        for user in users:
            user.password = user.login
        cls.agent.company_ids |= cls.env.company
        (cls.ali_user | cls.eda_user | cls.stranger_user).write(
            {"company_ids": [(4, cls.env.company.id)]}
        )

    def _as(self, user):
        self.authenticate(user.login, user.login)

    def _post(self, path, page=None, files=None, **form):
        html = self.url_open(page or path).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', html)
        key = re.search(r'name="form_key" value="([^"]+)"', html)
        form = {"csrf_token": token.group(1) if token else "", **form}
        if key:
            form.setdefault("form_key", key.group(1))
        return self.url_open(path, data=form, files=files, allow_redirects=False)

    def _get_last(self):
        return self.env["community.ticket"].search([], order="id DESC", limit=1)

    def test_ask_follow_answer_close(self):
        """G10, G13, G14, R31: from the form to the end, as a member on a phone."""
        self._as(self.ali_user)
        kind = self.env.ref("community_helpdesk.type_complaint")
        answer = self._post(
            "/my/tickets/new",
            subject="The water is cold",
            text="Since <b>Monday</b>.\nPlease look.",
            type_id=str(kind.id),
            files={"files": ("photo.txt", b"a photo", "text/plain")},
        )
        self.assertEqual(answer.status_code, 303)
        ticket = self._get_last()
        self.assertEqual((ticket.partner_id, ticket.channel), (self.ali, "portal"))
        self.assertEqual(ticket.type_id, kind)
        self.assertIn("&lt;b&gt;", ticket.description)
        page = self.url_open(f"/my/tickets/{ticket.id}").text
        self.assertIn("Received", page)
        file = ticket._get_said().attachment_ids
        path = f"/my/tickets/{ticket.id}/files/{file.id}"
        self.assertEqual(self.url_open(path).content, b"a photo")
        ticket.with_user(self.agent.id).sudo()._move_to("waiting")
        self.assertIn("Waiting for You", self.url_open("/my/tickets?show=mine").text)
        here = f"/my/tickets/{ticket.id}"
        self._post(f"{here}/answer", here, text="It is warm again")
        self.assertEqual(ticket.stage_kind, "open")
        self.assertIn("It is warm again", self.url_open(here).text)
        self._post(f"{here}/close", here)
        self.assertEqual(ticket.stage_kind, "closed")
        self._post(f"{here}/answer", here, text="Cold again")
        self.assertEqual((ticket.stage_kind, ticket.reopen_count), ("open", 1))

    def test_the_same_form_twice(self):
        """One form makes one request, however often it is sent."""
        self._as(self.ali_user)
        form = {"subject": "Cold", "text": "Water", "form_key": "abc"}
        first = self._post("/my/tickets/new", **form)
        second = self._post("/my/tickets/new", **form)
        self.assertEqual(first.headers["Location"], second.headers["Location"])

    def test_bad_input_loses_nothing(self):
        self._as(self.ali_user)
        before = self._get_last()
        text = "My card is 4111 1111 1111 1111, please charge it"
        for form in (
            {"subject": "  ", "text": "Typed for long"},
            {"subject": "Card", "text": text},
            {"subject": "About", "text": "Typed", "about_id": str(self.stranger.id)},
        ):
            answer = self._post("/my/tickets/new", **form)
            self.assertEqual(answer.status_code, 422)
            self.assertIn(form["text"], answer.text)
        self.assertEqual(self._get_last(), before)

    def test_whose(self):
        """R5, R42: each page and step of a request of another answers 404."""
        ticket = self._new_ticket(company_id=self.env.company.id)
        ticket._post_of_customer(self.ali, "See file", [("secret.txt", b"secret")])
        file = ticket._get_said().attachment_ids
        here = f"/my/tickets/{ticket.id}"
        pages = [here, f"{here}/files/{file.id}"]
        for user in (self.stranger_user, self.eda_user, self.agent):
            self._as(user)
            for path in pages:
                self.assertEqual(self.url_open(path).status_code, 404, path)
            for step in ("answer", "close"):
                answer = self._post(f"{here}/{step}", "/my/tickets/new", text="x")
                self.assertEqual(answer.status_code, 404, step)
            self.assertNotIn(ticket.number, self.url_open("/my/tickets?show=all").text)
        self.abc.shares_tickets = True
        self._as(self.eda_user)
        self.assertIn(ticket.name, self.url_open(here).text)
        answer = self._post(f"{here}/close", here)
        self.assertEqual(answer.status_code, 404)
        self.assertEqual(ticket.stage_kind, "new")
        ticket.is_private = True
        self.assertEqual(self.url_open(here).status_code, 404)

    def test_files_of_others(self):
        """R42: a file that is not of this conversation is not given out by it."""
        ticket = self._new_ticket(company_id=self.env.company.id)
        other = self._new_ticket(partner_id=self.stranger.id)
        other._post_of_customer(self.stranger, "Mine", [("mine.txt", b"mine")])
        note = ticket.message_post(body="Inside", attachments=[("in.txt", b"inside")])
        self._as(self.ali_user)
        for file in (other._get_said().attachment_ids, note.attachment_ids):
            path = f"/my/tickets/{ticket.id}/files/{file.id}"
            self.assertEqual(self.url_open(path).status_code, 404)

    def test_notes_are_not_shown(self):
        ticket = self._new_ticket(company_id=self.env.company.id)
        ticket.message_post(body="He is difficult", subtype_xmlid="mail.mt_note")
        self._as(self.ali_user)
        self.assertNotIn("difficult", self.url_open(f"/my/tickets/{ticket.id}").text)

    def test_search_and_archive(self):
        """G10: found by subject and number; strange numbers are nobody's."""
        ticket = self._new_ticket("Lost band", company_id=self.env.company.id)
        self._as(self.ali_user)
        for words in ("lost", ticket.number):
            page = self.url_open(f"/my/tickets?show=all&search={words}").text
            self.assertIn("Lost band", page)
        for number in (0, 2**31, 2**40):
            self.assertEqual(self.url_open(f"/my/tickets/{number}").status_code, 404)
        self.assertIn("/my/tickets", self.url_open("/my").text)

    def test_without_token_and_login(self):
        self._as(self.ali_user)
        answer = self.url_open("/my/tickets/new", data={"subject": "x", "text": "y"})
        self.assertEqual(answer.status_code, 400)
        self.authenticate(None, None)
        answer = self.url_open("/my/tickets", allow_redirects=False)
        self.assertIn("/web/login", answer.headers["Location"])
