from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import NOON, CommunityNotifyCommon

OPERATIONS = ("read", "write", "create", "unlink")


@tagged("post_install", "-at_install", "community")
@freeze_time(NOON)
class TestNoticeRoles(CommunityNotifyCommon):
    def test_rights_of_each_role(self):
        """F10, F32: a table of roles and rights; nobody writes the log by hand."""
        rows = {
            "community.notice": ("", "r", "r", "rwcu"),
            "community.notice.rule": ("", "r", "r", "rwcu"),
            "community.notice.delivery": ("", "r", "r", "r"),
            "community.notice.consent": ("", "r", "rc", "rc"),
            "community.notice.broadcast": ("", "r", "rwcu", "rwcu"),
            "community.notice.broadcast.preview": ("", "r", "rwcu", "rwcu"),
        }
        users = (self.internal, self.reader, self.officer, self.manager)
        for model, expected in rows.items():
            for user, rights in zip(users, expected, strict=True):
                records = self.env[model].with_user(user)
                found = "".join(
                    operation[0]
                    for operation in OPERATIONS
                    if records.has_access(operation)
                )
                with self.subTest(model=model, user=user.login):
                    self.assertEqual(found, rights)

    def test_companies(self):
        """F10: an officer of another club sees nothing of it."""
        messages = self._send(self._new_partner())
        consent = self._agree(messages.partner_id, "mail")
        broadcast = self.env["community.notice.broadcast"].create({"name": "x"})
        for records in (messages, consent, broadcast):
            with self.subTest(model=records._name):
                records.with_user(self.officer).check_access("read")
                with self.assertRaises(AccessError):
                    records.with_user(self.other_officer).check_access("read")

    def test_acting_on_messages(self):
        """F10: officers cancel and repeat; readers are refused by the method itself."""
        message = self._send(self._new_partner())
        for user in (self.internal, self.reader, self.other_officer):
            for name in ("action_cancel", "action_retry"):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    getattr(message.with_user(user), name)()
        message._set_outcome("failed", reason="unreachable")
        message.with_user(self.officer).action_retry()
        self.assertEqual((message.state, message.reason), ("queued", False))
        message.with_user(self.officer).action_cancel()
        self.assertEqual((message.state, message.reason), ("cancelled", "by_hand"))

    def test_broadcast_needs_an_officer(self):
        """F32: a reader looks at a broadcast and cannot start, stop or test it."""
        broadcast = self.env["community.notice.broadcast"].create({"name": "x"})
        for name in (
            "action_send",
            "action_pause",
            "action_resume",
            "action_cancel",
            "action_test",
            "action_preview",
        ):
            with self.subTest(name=name), self.assertRaises(AccessError):
                getattr(broadcast.with_user(self.reader), name)()

    def test_button_on_the_contact(self):
        """F10: the contact's button counts the messages of all channels."""
        self.notice.write({"channel_second": "sms", "delivery_mode": "all"})
        partner = self._new_partner()
        self._send(partner)
        contact = partner.with_user(self.reader)
        self.assertEqual(contact.notice_delivery_count, 2)
        action = contact.action_open_notice_deliveries()
        found = self.deliveries.with_user(self.reader).search(action["domain"])
        self.assertEqual(set(found.mapped("channel")), {"mail", "sms"})
        with self.assertRaises(AccessError):
            partner.with_user(self.internal).read(["notice_delivery_count"])


@tagged("post_install", "-at_install", "community")
class TestNoticePortal(CommunityNotifyCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._new_user("member", "base.group_portal")
        cls.person = cls.member.partner_id
        cls.person.write({"email": "member@example.com", "phone": "+995555123456"})

    def _latest(self):
        judge = self.env["community.notice.judge"]
        return {
            (purpose, channel): state
            for purpose in ("commercial", "transactional")
            for (_id, channel), state in judge._get_consents(
                self.person.ids, purpose=purpose
            ).items()
        }

    def test_own_rows_only(self):
        """F10: a member reads his own messages, without what they cost us."""
        mine, other = self._send(self.person), self._send(self._new_partner())
        log = self.deliveries.with_user(self.member)
        self.assertEqual(log.search([]), mine)
        with self.assertRaises(AccessError):
            other.with_user(self.member).read(["body"])
        with self.assertRaises(AccessError):
            mine.with_user(self.member).read(["cost"])
        with self.assertRaises(AccessError):
            log.browse(mine.id).write({"state": "read"})

    def test_page(self):
        """F10: the page shows what was told, and nothing of others or not sent."""
        mine = self._send(self.person)
        other = self._send(self._new_partner("Gela Kiknadze"))
        for message in mine | other:
            message._write_texts(message._prepare_text(), {message.id: 0})
            message._set_outcome("sent")
        self.authenticate(self.member.login, self.member.login)
        page = self.url_open("/my/notifications").text
        self.assertIn("Welcome Member", page)
        self.assertNotIn("Gela", page)
        self.assertEqual(self.url_open("/my/notifications/page/99").status_code, 200)

    def test_choosing(self):
        """Consent given and withdrawn on the page, with the text as a proof."""
        self.authenticate(self.member.login, self.member.login)
        form = {"news_mail": "on", "service_sms": "on"}
        with mute_logger("odoo.http"):
            self.url_open("/my/notifications", data=form)
        self.assertEqual(self._latest(), {}, "without the form's token nothing happens")
        form["csrf_token"] = self.csrf_token()
        self.url_open("/my/notifications", data=form)
        self.assertEqual(self._latest(), {("commercial", "mail"): "granted"})
        consent = self.person.notice_consent_ids
        self.assertEqual(consent.source, "portal")
        self.assertIn("news and offers", consent.text)
        self.assertEqual(consent.user_id, self.member)
        self.url_open("/my/notifications", data={"csrf_token": self.csrf_token()})
        self.assertEqual(
            self._latest(),
            {
                ("commercial", "mail"): "withdrawn",
                ("transactional", "sms"): "withdrawn",
            },
        )

    def csrf_token(self):
        page = self.url_open("/my/notifications").text
        return page.split('name="csrf_token" value="')[1].split('"')[0]

    def test_way_out(self):
        """The link in a mail: looking changes nothing, posting stops, forging fails."""
        self.consents._record(self.person, ["mail"], "granted", "paper")
        url = self.person._get_way_out_url("mail").replace(
            self.person.get_base_url(), ""
        )
        page = self.url_open(url)
        self.assertEqual(page.status_code, 200)
        self.assertNotIn(self.person.name, page.text)
        self.assertNotIn(self.person.email, page.text)
        self.assertEqual(self._latest(), {("commercial", "mail"): "granted"})
        for forged in (
            url[:-1] + ("0" if url[-1] != "0" else "1"),
            url.replace("/mail/", "/sms/"),
            url.replace(f"/{self.person.id}/", f"/{self.person.id + 1}/"),
            url.replace("/mail/", "/fax/"),
        ):
            with self.subTest(forged=forged):
                self.assertEqual(
                    self.url_open(forged, data={"x": "1"}).status_code, 404
                )
        self.assertEqual(self._latest(), {("commercial", "mail"): "granted"})
        one_click = self.url_open(url, data={"List-Unsubscribe": "One-Click"})
        self.assertEqual(one_click.status_code, 200)
        self.assertEqual(self._latest(), {("commercial", "mail"): "withdrawn"})
        self.assertEqual(self.person.notice_consent_ids[0].source, "link")
