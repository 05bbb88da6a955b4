import base64

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common_form import ServiceFormCommon, make_picture

SECRET = "Whistle-blower"


@tagged("community", "post_install", "-at_install")
class TestLeaksForm(HttpCase, ServiceFormCommon):
    """A visit for a confidential ticket, looked for from every side."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        ticket = cls._new_ticket(group_id=cls.legal.id)
        cls.form, cls.version = cls._sent(
            user=cls.colleague,
            result=SECRET,
            part_ids=[(0, 0, {"name": SECRET})],
            photo_ids=[(0, 0, {"image": make_picture()})],
        )
        cls.form.ticket_id = ticket
        cls.version._with_pen().write({"file": base64.b64encode(SECRET.encode())})
        cls.strangers = cls.agent | cls.head | cls.service_officer | cls.other_agent
        (cls.strangers | cls.colleague).write(
            {
                "company_ids": [(4, cls.env.company.id)],
                "group_ids": [(4, cls.env.ref("base.group_allow_export").id)],
            }
        )

    def _get_rows(self):
        yield from (self.form, self.version, self.form.answer_ids)
        yield from (self.form.part_ids, self.form.photo_ids)

    def test_rpc(self):
        """R22: search, count, groups, names, read, export and copy of every row."""
        for records in self._get_rows():
            for user in self.strangers:
                seen = records.with_user(user)
                where = [("id", "in", records.ids)]
                self.assertFalse(seen.search(where), (records._name, user.name))
                self.assertEqual(seen.search_count(where), 0)
                self.assertFalse(seen._read_group(where, [], ["__count"])[0][0])
                self.assertFalse(seen.name_search(domain=where))
                for step in (
                    lambda seen=seen: seen.read(),
                    lambda seen=seen: seen.export_data(["id", "display_name"]),
                    lambda seen=seen: seen.web_read({"display_name": {}}),
                ):
                    with self.assertRaises(AccessError):
                        step()
        self.assertTrue(self.form.with_user(self.colleague).read(["result"]))

    def test_files_and_paper(self):
        """R22: pictures, the PDF that was sent, and the report made anew."""
        photo = self.form.photo_ids
        paths = (
            f"/web/image/community.service.photo/{photo.id}/image",
            f"/web/image/community.service.form/{self.form.id}/signature",
            f"/web/content/community.service.version/{self.version.id}/file",
            "/report/html/community_helpdesk.report_service_version_document/"
            f"{self.version.id}",
        )
        for user in self.strangers | self.ali_user | self.internal:
            user.password = user.login
            self.authenticate(user.login, user.login)
            for path in paths:
                answer = self.url_open(path)
                self.assertNotIn(SECRET.encode(), answer.content, (user.name, path))
                self.assertNotIn(
                    base64.b64decode(make_picture()), answer.content, (user.name, path)
                )
        self.colleague.password = self.colleague.login
        self.authenticate(self.colleague.login, self.colleague.login)
        self.assertIn(SECRET.encode(), self.url_open(paths[2]).content)
        self.assertIn(SECRET.encode(), self.url_open(paths[3]).content)

    def test_chatter_mail_and_activities(self):
        """R22: what is said on it, mailed about it and asked because of it."""
        self.form.message_post(body=SECRET)
        self.version._approve(2)
        messages = [("model", "=", self.form._name), ("res_id", "=", self.form.id)]
        asked = [("res_model", "=", self.form._name), ("res_id", "=", self.form.id)]
        for user in self.strangers:
            self.assertFalse(self.env["mail.message"].with_user(user).search(messages))
            activities = self.env["mail.activity"].sudo().search(asked)
            self.assertNotIn(user, activities.user_id)
        self.version._mail_or_say_why()
        mails = self.version.mail_mail_id
        self.assertEqual(mails.mapped("email_to"), [self.form.email])
        self.assertFalse(mails.recipient_ids)

    def test_phone(self):
        """R22: other officers find it neither among earlier visits nor their own."""
        for user in (self.agent, self.service_officer):
            forms = self._forms(user)
            earlier = forms._find_earlier(self.ali.id, "")
            self.assertNotIn(SECRET, str(earlier))
            self.assertNotIn(self.form.number, str(forms._get_phone_state()))
