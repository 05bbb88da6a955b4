import logging
from datetime import timedelta

from odoo import api, fields, models

from ..tools import http_guard, whatsapp
from ..tools.retry_ladder import (
    BUSY,
    LOOK_UP,
    REFUSED,
    UNKNOWN,
    Answer,
    next_step,
    waiting_time,
)

_logger = logging.getLogger(__name__)


class CommunityNoticeDelivery(models.Model):
    _inherit = "community.notice.delivery"

    whatsapp_template_id = fields.Many2one(
        "community.whatsapp.template",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    whatsapp_values = fields.Json(readonly=True, copy=False, groups="base.group_system")

    @api.model
    def _get_channels_ready(self, company):
        ready = super()._get_channels_ready(company)
        used = company.whatsapp_provider not in (False, "none")
        return ready | {"whatsapp"} if used else ready - {"whatsapp"}

    # ------------------------------------------------------------
    # OUR REFERENCE
    # ------------------------------------------------------------

    def _make_reference(self):
        """What comes back with receipts; a copy of the database has other ones."""
        return f"{self._get_house()}:{self.id}"

    @api.model
    def _read_reference(self, reference):
        """Return the message's number in a reference of this database, or nothing."""
        house, _sign, number = (reference or "").partition(":")
        is_ours = house == self._get_house() and number.isascii()
        return int(number) if is_ours and number.isdigit() and len(number) < 10 else 0

    @api.model
    def _get_house(self):
        # sudo: every database has a name of its own, which is no secret
        uuid = self.env["ir.config_parameter"].sudo().get_param("database.uuid", "")
        return uuid[:13]

    # ------------------------------------------------------------
    # SENDING
    # ------------------------------------------------------------

    def _send_whatsapp(self):
        """Send claimed messages. Receipts wait until the outcome is committed."""
        rows = self.try_lock_for_update().filtered(lambda row: row.state == "queued")
        for company, group in rows.grouped("company_id").items():
            provider = company.whatsapp_provider
            group.provider = provider
            if provider == "simulator":
                group._send_whatsapp_simulated(company)
            elif provider == "cloud":
                group._send_whatsapp_cloud(company)
            else:
                group._set_outcome("failed", reason="no_channel")

    def _send_whatsapp_cloud(self, company):
        account = company._get_whatsapp()
        open_numbers = self._get_open_windows()
        waiting = list(self)
        while waiting:
            row = waiting.pop(0)
            call = row._prepare_whatsapp_call(account, row.address in open_numbers)
            answer = row._ask_whatsapp(company, call)
            row._follow_whatsapp(answer)
            if answer.verdict in (BUSY, UNKNOWN):
                # Whoever is busy is not asked fifty times more.
                until = fields.Datetime.now() + waiting_time(1, answer.retry_after)
                rest = self.browse(row.id for row in waiting)
                for row in rest:
                    row.attempts -= 1
                rest._postpone(until, answer.detail)
                return

    def _prepare_whatsapp_call(self, account, is_open):
        """Return the call for this message, or the answer that spares it."""
        template = self.whatsapp_template_id
        if not whatsapp.digits(self.address):
            return Answer(REFUSED, "bad_address")
        if template and template.status == "approved":
            # sudo: the values are kept for the sender, not for people
            return whatsapp.build_template(
                account,
                self.address,
                self._make_reference(),
                (template.name, template.language),
                self.sudo().whatsapp_values or [],
            )
        if is_open:
            return whatsapp.build_text(
                account, self.address, self._make_reference(), self._get_plain_text()
            )
        detail = self.env._(
            "No approved template, and the person did not write within a day."
        )
        return Answer(REFUSED, "no_template", detail)

    def _get_plain_text(self):
        return self.body or ""

    def _ask_whatsapp(self, company, call):
        if isinstance(call, Answer):
            return call
        try:
            reply = company._fetch(call)
        except http_guard.BlockedError as error:
            return Answer(REFUSED, "no_channel", str(error))
        except http_guard.NotSentError as error:
            return Answer(BUSY, "provider_down", str(error))
        except http_guard.SilentError as error:
            return Answer(UNKNOWN, "provider_down", str(error))
        return whatsapp.read_send(reply, fields.Datetime.now())

    def _follow_whatsapp(self, answer):
        """Take the ladder's next step."""
        step = next_step(answer, self.attempts, fields.Datetime.now(), LOOK_UP)
        if step.action == "sent":
            self._set_outcome("sent", provider_message_id=answer.message_id)
        elif step.action == "failed":
            self._set_outcome("failed", reason=step.reason, detail=answer.detail)
            if step.reason == "withdrawn":
                self._note_stop(answer.detail)
        else:
            self._postpone(step.at, answer.detail)

    def _note_stop(self, detail):
        """The person told WhatsApp itself to get no advertising of ours."""
        self.env["community.notice.consent"]._record(
            self.partner_id, ["whatsapp"], "withdrawn", "reply", note=detail
        )

    def _get_open_windows(self):
        """Return the numbers whose owners wrote within the last day."""
        since = fields.Datetime.now() - timedelta(hours=whatsapp.WINDOW_HOURS)
        groups = self.env["community.notice.inbound"]._read_group(
            [
                ("channel", "=", "whatsapp"),
                ("company_id", "in", self.company_id.ids),
                ("address", "in", self.mapped("address")),
                ("received_at", ">=", since),
            ],
            ["address"],
        )
        return {address for (address,) in groups}

    def _send_whatsapp_simulated(self, company):
        shown = self.env["community.simulated.message"]._receive(
            [
                {
                    "channel": "whatsapp",
                    "reference": row._make_reference(),
                    "number": row.address,
                    "body": row._get_plain_text(),
                }
                for row in self
            ],
            company,
        )
        for row, message in zip(self, shown, strict=True):
            row._set_outcome("sent", provider_message_id=message.provider_message_id)
