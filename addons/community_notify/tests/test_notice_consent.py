import hashlib
from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Datetime
from odoo.tests import tagged, users

from .common import NOON, CommunityNotifyCommon


@tagged("post_install", "-at_install", "community")
@freeze_time(NOON)
class TestNoticeConsent(CommunityNotifyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.notice.write({"purpose": "commercial", "channel_first": "sms"})

    def test_commercial_needs_consent_for_its_channel(self):
        """G38: advertising goes only over the channels a person agreed to."""
        self.notice.channel_second = "mail"
        partner = self._new_partner()
        self.assertEqual(self._send(partner, occurrence="1").reason, "no_consent")
        self._agree(partner, "mail")
        message = self._send(partner, occurrence="2")
        self.assertEqual((message.channel, message.state), ("mail", "queued"))

    def test_the_latest_word_counts(self):
        """Given, withdrawn, given again: the last entry counts and all are kept."""
        partner = self._new_partner()
        for state in ("granted", "withdrawn", "granted", "withdrawn"):
            self.consents._record(partner, ["sms"], state, "portal")
        known = self.env["community.notice.judge"]._get_consents(partner.ids)
        self.assertEqual(known, {(partner.id, "sms"): "withdrawn"})
        self.assertEqual(len(partner.notice_consent_ids), 4)
        self.assertFalse(
            self.consents._record(partner, ["sms"], "withdrawn", "portal"),
            "what is known already is no news",
        )

    def test_proof(self):
        """An entry says when, how, who, and has the text's fingerprint."""
        partner = self._new_partner()
        consent = self.consents.with_user(self.officer).create(
            {
                "partner_id": partner.id,
                "channel": "sms",
                "source": "paper",
                "note": "Form 12",
                "text": "I agree.",
                "text_hash": "forged",
                "user_id": self.manager.id,
            }
        )
        self.assertEqual(consent.user_id, self.officer)
        self.assertEqual(consent.text_hash, hashlib.sha256(b"I agree.").hexdigest())
        self.assertEqual(consent.given_at, Datetime.now())

    def test_never_edited(self):
        """A proof is not edited or deleted, whoever asks, and not from the future."""
        consent = self._agree(self._new_partner(), "sms")
        for call in (lambda: consent.write({"state": "withdrawn"}), consent.unlink):
            with self.assertRaises(UserError):
                call()
        with self.assertRaises(AccessError):
            consent.with_user(self.officer).check_access("write")
        with self.assertRaises(ValidationError):
            self.consents.create(
                {
                    "partner_id": consent.partner_id.id,
                    "channel": "mail",
                    "given_at": Datetime.now() + timedelta(hours=1),
                }
            )

    @users("notice_officer")
    def test_withdrawal_stops_what_waits(self):
        """G38: 1,000 queued, all withdraw: none is sent."""
        partners = self._new_partners(1000)
        self._agree(partners, "sms")
        messages = self._send(partners)
        self.assertEqual(len(messages), 1000)
        self.env["community.notice.consent"]._record(
            partners.sudo(False), ["sms"], "withdrawn", "spoken"
        )
        self.assertEqual(set(messages.mapped("state")), {"cancelled"})
        self.assertEqual(set(messages.mapped("reason")), {"withdrawn"})
        self._run_queue()
        self.assertFalse(
            self.env["sms.sms"].sudo().search([("partner_id", "in", partners.ids)])
        )

    def test_withdrawal_reaches_the_queue_of_core(self):
        """G38, G41: also an SMS and a mail that lie in core's queues are stopped."""
        self.notice.write({"channel_second": "mail", "delivery_mode": "all"})
        partner = self._new_partner()
        self._agree(partner, "sms", "mail")
        messages = self._send(partner)
        self._run_queue()
        sms = self.env["sms.sms"].search([("partner_id", "=", partner.id)])
        mail = messages.mail_mail_id
        self.assertEqual((sms.state, mail.state), ("outgoing", "outgoing"))
        self.consents._record(partner, ["sms", "mail"], "withdrawn", "reply")
        self.assertEqual((sms.state, mail.state), ("canceled", "cancel"))
        self.assertEqual(set(messages.mapped("state")), {"cancelled"})

    def test_withdrawal_leaves_other_messages(self):
        """Service messages and other channels are not touched."""
        partner, other = self._new_partner(), self._new_partner("Gela Kiknadze")
        self._agree(partner | other, "sms")
        service = self.notice.copy({"code": "s", "purpose": "transactional"})
        message = self._send(partner | other) | self._send(partner, code=service.code)
        self.consents._record(partner, ["sms"], "withdrawn", "portal")
        self.assertEqual(message.mapped("state"), ["cancelled", "queued", "queued"])

    def test_withdrawn_service_messages_take_the_next_channel(self):
        """Who wants no service SMS gets the mail."""
        self.notice.write({"purpose": "transactional", "channel_second": "mail"})
        partner = self._new_partner()
        self.consents._record(
            partner, ["sms"], "withdrawn", "portal", purpose="transactional"
        )
        self.assertEqual(self._send(partner).channel, "mail")

    def test_registry(self):
        """An official registry of consent has the last word on advertising."""
        partner, other = self._new_partner(), self._new_partner("Gela Kiknadze")
        self._agree(partner | other, "sms")
        self.patch(
            type(self.env["community.notice.judge"]),
            "_check_registry",
            lambda judge, partners, channel: partners & partner,
        )
        messages = self._send(partner | other)
        self.assertEqual(messages.mapped("reason"), ["registry", False])
