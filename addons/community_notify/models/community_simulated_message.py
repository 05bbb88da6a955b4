from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.sms_segments import count


class CommunitySimulatedMessage(models.Model):
    """A message on the phone of somebody who does not exist."""

    _name = "community.simulated.message"
    _description = "Simulated Message"
    _order = "id DESC"
    _rec_name = "number"

    channel = fields.Selection(
        [("sms", "SMS"), ("whatsapp", "WhatsApp")], required=True, readonly=True
    )
    number = fields.Char("To", readonly=True)
    partner_id = fields.Many2one(
        "res.partner",
        "Who",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    body = fields.Text("Text", readonly=True)
    reply = fields.Text("Answer", help="What the receiver writes back.")
    replied_at = fields.Datetime("Answered", readonly=True)
    state = fields.Selection(
        [
            ("sent", "Sent"),
            ("delivered", "Delivered"),
            ("read", "Read"),
            ("failed", "Failed"),
        ],
        required=True,
        default="sent",
        readonly=True,
    )
    segments = fields.Integer("Parts", compute="_compute_segments", store=True)
    encoding = fields.Char("Alphabet", compute="_compute_segments", store=True)
    reference = fields.Char(readonly=True, index="btree_not_null")
    provider_message_id = fields.Char("Provider's Reference", readonly=True)
    received_at = fields.Datetime(
        "Time", required=True, readonly=True, default=fields.Datetime.now
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )

    @api.depends("body", "channel")
    def _compute_segments(self):
        names = {
            "gsm7": self.env._("Latin"),
            "turkish": self.env._("Turkish"),
            "ucs2": self.env._("Unicode"),
        }
        for message in self:
            counted = count(message.body or "")
            is_sms = message.channel == "sms"
            message.segments = counted.segments if is_sms else 1
            message.encoding = names.get(counted.encoding) if is_sms else False

    @api.model
    def _new_reference(self):
        """A whole UUID: sixteen letters of one may pass for a payment card's number."""
        return f"SIM-{uuid4()}"

    @api.model
    def _receive(self, messages, company):
        """Put messages on their phones; one that came already is not there twice.

        :param messages: dicts with channel, reference, number and body.
        :return: the messages, in the same order.
        """
        references = [message["reference"] for message in messages]
        found = self.search([("reference", "in", references)]).grouped("reference")
        numbers = {message["number"] for message in messages if message["number"]}
        partners = self.env["res.partner"].search(
            [("phone_sanitized", "in", list(numbers))], order="id DESC"
        )
        owners = {partner.phone_sanitized: partner.id for partner in partners}
        created = self.create(
            [
                message
                | {
                    "company_id": company.id,
                    "partner_id": owners.get(message["number"]),
                    "provider_message_id": self._new_reference(),
                }
                for message in messages
                if message["reference"] not in found
            ]
        )
        found |= created.grouped("reference")
        return self.browse(found[reference].id for reference in references)

    # ------------------------------------------------------------
    # PLAYING THE RECEIVER
    # ------------------------------------------------------------

    def action_deliver(self):
        """The phone is on: the message arrives."""
        self._play("delivered")

    def action_read(self):
        """The receiver looks at it; SMS tell nobody, so it counts as arrived."""
        self._play("read")

    def action_fail(self):
        """The phone cannot be reached."""
        self._play("failed")

    def _play(self, state):
        self._check_player()
        # sudo: only officers come here, and the log is the system's
        for message in self.sudo():
            message.state = state
            is_sms = message.channel == "sms"
            told = "delivered" if is_sms and state == "read" else state
            message.env["community.notice.receipt"]._receive(
                "simulator",
                message.company_id,
                [
                    {
                        "message_id": message.provider_message_id,
                        "reference": message.reference,
                        "state": told,
                        "reason": "unreachable" if told == "failed" else None,
                        "detail": self.env._("The simulated phone is off.")
                        if told == "failed"
                        else None,
                    }
                ],
            )

    def action_reply(self):
        """Send what was typed as the receiver's answer."""
        self._check_player()
        # sudo: only officers come here, and replies are the system's
        for message in self.sudo():
            if not (message.reply or "").strip():
                raise UserError(self.env._("Type an answer first."))
            message.replied_at = fields.Datetime.now()
            if message.state in ("sent", "delivered"):
                message._play("read")
            message.env["community.notice.inbound"]._receive(
                "simulator",
                message.channel,
                message.company_id,
                [
                    {
                        "sender": message.number or "",
                        "text": message.reply,
                        "message_id": self._new_reference(),
                        "answers": message.provider_message_id,
                    }
                ],
            )

    def _check_player(self):
        self.check_access("read")
        if not self.env.user.has_group("community_notify.group_notice_officer"):
            raise AccessError(self.env._("Only officers play the receiver."))
