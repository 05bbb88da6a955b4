from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import NOON, CommunityNotifyCommon

SEND = "odoo.addons.community_notify.models.community_notice_send"


@tagged("post_install", "-at_install", "community")
@freeze_time(NOON)
class TestNoticeSend(CommunityNotifyCommon):
    def test_once_for_each_occurrence(self):
        """G41: told once about a record and date; a new date is new."""
        partner = self._new_partner()
        first = self._send(partner)
        self.assertEqual(first.mapped("state"), ["queued"])
        self.assertFalse(self._send(partner))
        self.assertFalse(self._send(partner, occurrence=""))
        self.assertTrue(self._send(partner, occurrence="2026-04-01"))
        self.assertFalse(self._send(partner, occurrence="2026-04-01"))

    def test_who_noted_it_meanwhile(self):
        """Two transactions at once: the key of the database keeps one of them."""
        partners = self._new_partners(3)
        told = self._send(partners[1])
        self.patch(
            type(self.notice), "_get_told", lambda notice, records, occurrences: set()
        )
        with mute_logger("odoo.sql_db"):
            new = self._send(partners)
        self.assertEqual(new.partner_id, partners - partners[1])
        self.assertTrue(told.exists())

    def test_unknown_and_archived_notices(self):
        """Nobody's work stops because a notice was archived or never existed."""
        partner = self._new_partner()
        self.assertFalse(self._send(partner, code="nobody_knows"))
        self.notice.active = False
        self.assertFalse(self._send(partner))

    def test_wrong_model(self):
        """A notice about contacts is not sent about something else."""
        with self.assertLogs(SEND, "ERROR"):
            self.assertFalse(self._send(self.company))

    def test_first_channel_that_works(self):
        """G38: SMS to who has a number, else e-mail, else the reason in the log."""
        self.notice.write({"channel_first": "sms", "channel_second": "mail"})
        table = (
            ({}, "sms", "queued", False),
            ({"phone": False}, "mail", "queued", False),
            ({"phone": "12"}, "mail", "queued", False),
            ({"phone": False, "email": False}, "sms", "suppressed", "no_address"),
            ({"phone": "12", "email": "x"}, "sms", "suppressed", "bad_address"),
            ({"active": False}, "sms", "suppressed", "archived"),
        )
        for values, channel, state, reason in table:
            with self.subTest(values=values):
                message = self._send(self._new_partner(**values))
                self.assertEqual(
                    (message.channel, message.state, message.reason),
                    (channel, state, reason),
                )

    def test_all_channels(self):
        """A notice may go over all channels at once."""
        self.notice.write(
            {
                "channel_first": "sms",
                "channel_second": "mail",
                "delivery_mode": "all",
            }
        )
        messages = self._send(self._new_partner())
        self.assertEqual(set(messages.mapped("channel")), {"sms", "mail"})
        self.assertFalse(self._send(messages.partner_id))

    def test_block_lists(self):
        """Service messages need no consent but respect core's block lists."""
        self.notice.channel_first = "sms"
        partner = self._new_partner()
        self.env["phone.blacklist"].create({"number": partner.phone_sanitized})
        self.assertEqual(self._send(partner).reason, "blacklisted")
        self.notice.channel_first = "mail"
        other = self._new_partner("Gela Kiknadze")
        self.env["mail.blacklist"].create({"email": other.email})
        self.assertEqual(self._send(other).reason, "blacklisted")

    def test_quiet_hours_of_the_reader(self):
        """At 17:30 UTC it is night in Tbilisi and evening in Istanbul."""
        self.notice.channel_first = "sms"
        with freeze_time("2026-03-10 17:30:00"):
            here = self._send(self._new_partner(tz=False))
            there = self._send(self._new_partner("Ayşe Demir", tz="Europe/Istanbul"))
        self.assertEqual(here.reason, "quiet_hours")
        self.assertEqual(str(here.next_try_at), "2026-03-11 05:00:00")
        self.assertEqual(str(there.next_try_at), "2026-03-10 17:30:00")

    def test_frequency_cap(self):
        """Nobody gets more advertising in a week than the club allows itself."""
        self.company.write({"notice_cap": 2, "notice_cap_days": 7})
        self.notice.purpose = "commercial"
        partner = self._new_partner()
        self._agree(partner, "mail")
        for number, reason in ((1, False), (2, False), (3, "frequency_cap")):
            message = self._send(partner, occurrence=str(number))
            self.assertEqual(message.reason, reason)
        with freeze_time("2026-03-17 12:00:01"):
            message = self._send(partner, occurrence="4")
        self.assertFalse(message.reason)

    def test_queries_do_not_grow(self):
        """G38, G41: telling a thousand people takes as many queries as telling ten."""
        self.notice.write(
            {"channel_first": "sms", "channel_second": "mail", "purpose": "commercial"}
        )
        few, many = self._new_partners(10), self._new_partners(1000)
        self._agree(few | many, "sms", "mail")
        self._send(self._new_partner())  # fills the caches that stay
        ten = self._count_queries(lambda: self._send(few))
        thousand = self._count_queries(lambda: self._send(many))
        inserts = 1000 // 100 - 1  # the ORM inserts a hundred rows at a time
        self.assertLessEqual(thousand, ten + inserts)
        self.assertEqual(
            self.deliveries.search_count([("partner_id", "in", many.ids)]), 1000
        )

    def test_records_without_contact(self):
        """A record with nothing but an address of its own is told all the same."""
        lead = self.env["mail.blacklist"].create({"email": "someone@example.com"})
        notice = self.env["community.notice"].create(
            {"name": "Any", "code": "test_any", "channel_first": "mail"}
        )
        self.assertFalse(notice.model)
        message = self._send(lead, code="test_any")
        self.assertEqual(message.reason, "no_template")
        self.assertFalse(message.partner_id)
        self.assertFalse(self._send(lead, code="test_any"))
