from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import file_open, mute_logger

from .common import CommunityHelpdeskCommon

QUIET = ("odoo.addons.mail.models.mail_thread", "odoo.addons.mail.models.mail_mail")


@tagged("community", "post_install", "-at_install")
class TestMail(CommunityHelpdeskCommon):
    """G4: mails of real programs, through the gateway."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.alias_domain = cls.env["mail.alias.domain"].create({"name": "club.test"})
        cls.company.alias_domain_id = cls.alias_domain
        cls.technical.alias_domain_id = cls.alias_domain
        cls.technical.alias_name = "technical"
        cls.env["community.ticket.domain"].create(
            {"name": "abcholding.test", "partner_id": cls.abc.id}
        )

    def _receive(self, name, **facts):
        """Put a mail of `tests/mails` through the gateway.

        :return: the tickets it made
        """
        path = f"community_helpdesk/tests/mails/{name}.eml"
        with file_open(path, "rb") as handle:
            raw = handle.read()
        for key, value in facts.items():
            raw = raw.replace(f"{{{key}}}".encode(), str(value).encode())
        return self._receive_raw(raw)

    def _receive_raw(self, raw):
        tickets = self.env["community.ticket"]
        before = tickets.search([], order="id DESC", limit=1).id or 0
        with mute_logger(*QUIET):
            self.env["mail.thread"].with_context(
                mail_notify_force_send=False
            ).message_process(None, raw)
        return tickets.search([("id", ">", before)])

    def _answer(self, ticket, body="Please try once more."):
        with mute_logger(*QUIET):
            return ticket.with_user(self.agent).message_post(
                body=body, message_type="comment", subtype_xmlid="mail.mt_comment"
            )

    def test_plain(self):
        """G4, R31, R35: of a known customer, in Turkish, to the group's address."""
        ticket = self._receive("plain")
        self.assertEqual(ticket.name, "Turnike açılmıyor")
        self.assertEqual(ticket.partner_id, self.ali)
        self.assertEqual(ticket.organisation_id, self.abc)
        self.assertEqual(ticket.group_id, self.technical)
        self.assertEqual((ticket.channel, ticket.stage_kind), ("mail", "new"))
        self.assertIn("açılmıyor", ticket.description)
        self.assertTrue(ticket.customer_wrote_at)
        self.assertFalse(ticket.first_answer_at)

    def test_the_same_mail_twice(self):
        self.assertEqual(len(self._receive("plain")), 1)
        self.assertFalse(self._receive("plain"))

    def test_multipart(self):
        """G4: HTML is cleaned, the attachment and CC are kept."""
        ticket = self._receive("multipart")
        self.assertEqual(ticket.partner_id, self.stranger)
        self.assertNotIn("script", ticket.description)
        self.assertIn("giorgi@home.test", ticket.email_cc)
        self.assertIn("club@partner.test", ticket.email_cc)
        files = ticket.message_ids.attachment_ids
        self.assertIn("amounts.csv", files.mapped("name"))

    def test_thread_by_reference(self):
        """G4: an answer of Gmail goes on in the ticket, the quotation is marked."""
        ticket = self._new_ticket(group_id=self.technical.id)
        sent = self._answer(ticket)
        self.assertEqual(ticket.stage_kind, "waiting")
        self.assertFalse(self._receive("gmail_reply", message_id=sent.message_id))
        self.assertEqual(ticket.stage_kind, "open")
        last = ticket.message_ids[0]
        self.assertIn("It works again", last.body)
        self.assertIn("data-o-mail-quote", last.body)

    def test_thread_by_number(self):
        """G4: the number in the subject is enough for who belongs to the ticket."""
        ticket = self._new_ticket(group_id=self.technical.id)
        self.assertFalse(self._receive("outlook_number", number=ticket.number))
        self.assertIn("Hâlâ açılmıyor", ticket.message_ids[0].body)

    def test_nobody_guesses_a_number(self):
        """R42: a stranger who knows the number makes a ticket of his own."""
        ticket = self._new_ticket(group_id=self.technical.id)
        count = len(ticket.message_ids)
        made = self._receive("stranger_number", number=ticket.number)
        self.assertEqual(len(made), 1)
        self.assertEqual(len(ticket.message_ids), count)
        self.assertEqual(made.partner_id.email, "nosy@elsewhere.test")

    def test_machines(self):
        """G4: absence notes move nothing, newsletters make nothing."""
        ticket = self._new_ticket(group_id=self.technical.id)
        self._answer(ticket)
        self.assertFalse(self._receive("out_of_office", number=ticket.number))
        self.assertEqual(ticket.stage_kind, "waiting")
        self.assertIn("away until Monday", ticket.message_ids[0].body)
        self.assertFalse(self._receive("newsletter"))
        ticket._move_to("closed")
        raw_number = ticket.number
        self.assertFalse(self._receive("out_of_office", number=raw_number))
        self.assertEqual(ticket.stage_kind, "closed")

    def test_forwarded_by_an_agent(self):
        """R31: the customer whose mail was forwarded is the requester."""
        ticket = self._receive("forwarded", agent=self.agent.email)
        self.assertEqual(ticket.partner_id.email, "tamar@newcustomer.test")
        self.assertEqual(ticket.partner_id.name, "Tamar Lomidze")

    def test_broken_charset(self):
        ticket = self._receive("broken_charset")
        self.assertIn("broken", ticket.name)
        self.assertIn("Caf", ticket.description)

    def test_without_subject(self):
        self.assertEqual(self._receive("no_subject").name, "Without a subject")

    def test_twenty_megabytes(self):
        """G4: a mail of 20 MB arrives whole."""
        body = b"A" * 76 + b"\n"
        raw = (
            b"From: Ali <ali@abcholding.test>\nTo: technical@club.test\n"
            b"Subject: Photos\nMessage-ID: <big@abcholding.test>\nMIME-Version: 1.0\n"
            b'Content-Type: multipart/mixed; boundary="x"\n\n--x\n'
            b"Content-Type: text/plain\n\nSee the photos.\n--x\n"
            b'Content-Type: image/jpeg; name="gate.jpg"\n'
            b'Content-Disposition: attachment; filename="gate.jpg"\n'
            b"Content-Transfer-Encoding: base64\n\n" + body * 270_000 + b"\n--x--\n"
        )
        self.assertGreater(len(raw), 20_000_000)
        ticket = self._receive_raw(raw)
        size = sum(len(each.raw) for each in ticket.message_ids.attachment_ids)
        self.assertGreater(size, 15_000_000)

    def test_first_time_writer(self):
        """R9, R10, R35: joins the organisation of the mail domain, once."""
        self.abc.lang = "en_US"
        ticket = self._receive("first_time")
        self.assertEqual(ticket.partner_id.name, "Zeynep Arslan")
        self.assertEqual(ticket.organisation_id, self.abc)
        self.assertEqual(ticket.partner_id.parent_id, self.abc)
        self.assertIn("joined by the", self.abc.message_ids[0].body)
        people = len(self.abc.child_ids)
        ticket.message_ids.unlink()
        again = self._receive("first_time")
        self.assertEqual(again.partner_id, ticket.partner_id)
        self.assertEqual(len(self.abc.child_ids), people)

    def test_loops_end(self):
        """G4: whoever writes without end makes no tickets without end."""
        self.env["ir.config_parameter"].set_param("mail.gateway.loop.threshold", 3)
        raw = (
            "From: loop@home.test\nTo: technical@club.test\nSubject: Again {0}\n"
            "Message-ID: <loop-{0}@home.test>\n\nHello\n"
        )
        made = [
            len(self._receive_raw(raw.format(place).encode())) for place in range(6)
        ]
        self.assertEqual(sum(made), 3)

    # ------------------------------------------------------------
    # WHAT FOLLOWS
    # ------------------------------------------------------------

    def test_the_answer_reaches_the_customer(self):
        """G4: requester and CC get the answer, and no colleague who did not ask."""
        ticket = self._receive("multipart")
        message = self._answer(ticket)
        self.assertIn(self.stranger, message.notified_partner_ids)
        self.assertIn("giorgi@home.test", message.outgoing_email_to)
        self.assertTrue(ticket.first_answer_at)

    def test_notes_stay_inside(self):
        """R42: a note goes to nobody and answers nothing."""
        ticket = self._receive("plain")
        note = ticket.with_user(self.agent).message_post(
            body="He called twice", message_type="comment", subtype_xmlid="mail.mt_note"
        )
        self.assertFalse(note.notified_partner_ids)
        self.assertFalse(ticket.first_answer_at)
        seen = self.env["mail.message"].with_user(self.ali_user)
        domain = [("model", "=", ticket._name), ("res_id", "=", ticket.id)]
        self.assertNotIn(note, seen.search(domain))

    def test_follow_up(self):
        """Opened again within the days of the group, afterwards a new one follows."""
        ticket = self._new_ticket(group_id=self.technical.id, user_id=self.agent.id)
        ticket._move_to("solved")
        self._receive("outlook_number", number=ticket.number)
        self.assertEqual((ticket.stage_kind, ticket.reopen_count), ("open", 1))
        self.assertEqual(ticket.user_id, self.agent)
        ticket._move_to("closed")
        ticket._keep({"solved_at": fields.Datetime.now() - timedelta(days=15)})
        self.env["mail.message"].search(
            [("message_id", "=", "<outlook-3@abcholding.test>")]
        ).unlink()
        made = self._receive("outlook_number", number=ticket.number)
        self.assertEqual(ticket.stage_kind, "closed")
        self.assertEqual(made.follows_id, ticket)
        self.assertEqual(made.partner_id, self.ali)
