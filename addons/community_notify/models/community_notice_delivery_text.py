import json
from uuid import uuid4

from markupsafe import Markup

from odoo import api, models
from odoo.tools import groupby, html2plaintext
from odoo.tools.mail import append_content_to_html

from ..tools.sms_segments import count as count_segments
from ..tools.words import COMMERCIAL


class CommunityNoticeDelivery(models.Model):
    _inherit = "community.notice.delivery"

    def _prepare_text(self):
        """Write the texts of these messages in the language of their readers.

        :return: ``{message id: {"body": plain text, "subject", "body_html", …}}``.
            A message that is not in the answer is not sent; whoever leaves it out has
            noted why.
        """
        texts = {}
        groups = self.grouped(
            lambda row: (
                row.notice_id,
                row.broadcast_id,
                row.channel,
                row.lang,
                row.company_id,
                # sudo: what only the system reads
                json.dumps(row.sudo().render_values or {}, sort_keys=True),
            )
        )
        for (notice, broadcast, channel, lang, company, values), rows in groups.items():
            source = (notice or broadcast).with_context(
                lang=lang, notice=json.loads(values)
            )
            source = source.with_company(company)
            texts.update(getattr(source, f"_prepare_{channel}_texts")(rows))
        return texts

    def _estimate_cost(self, text):
        """Return what this message will cost by the company's own prices."""
        if self.channel == "sms":
            parts = count_segments(text["body"]).segments
            return parts * self.company_id.notice_cost_sms
        return self.company_id.notice_cost_whatsapp if self.channel == "whatsapp" else 0

    # ------------------------------------------------------------
    # CHANNELS
    # ------------------------------------------------------------

    def _hand_over_mail(self, texts):
        """Put the mails into core's queue, in one go."""
        rows = [self._prepare_mail(row, texts[row.id]) for row in self]
        if not rows:
            return
        self._add_reply_to(rows)
        mails = self.env["mail.mail"].create(rows)
        for row, mail in zip(self, mails, strict=True):
            row.write({"mail_mail_id": mail.id, "provider_message_id": mail.message_id})
        # sudo: only the system may wake core's job
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _prepare_mail(self, row, text):
        values = {
            "subject": text["subject"],
            "body_html": text["mail_html"],
            "body": text["body_html"],
            "email_to": row._get_mail_recipient(),
            "auto_delete": True,
            "message_type": "email_outgoing",
            **text.get("mail_values", {}),
        }
        if row.res_model and hasattr(self.env[row.res_model], "message_post"):
            values |= {"model": row.res_model, "res_id": row.res_id}
        return values

    @api.model
    def _add_reply_to(self, rows):
        """Add where answers go, by core's rules; core itself asks for each mail."""
        open_rows = [row for row in rows if not row.get("reply_to")]
        for (model, sender), group in groupby(
            open_rows, lambda row: (row.get("model", "mail.thread"), row["email_from"])
        ):
            ids = [row["res_id"] for row in group if row.get("res_id")]
            records = self.env[model].browse(ids)
            found = records._notify_get_reply_to(default=sender)
            for row in group:
                row["reply_to"] = found[row.get("res_id", False)]

    def _wrap_mail(self, html, layout=None):
        """Put a text into the layout of mails; advertising tells how to stop it."""
        self.ensure_one()
        if self.purpose == COMMERCIAL and self.partner_id:
            html = append_content_to_html(
                html, self._get_way_out_html(), plaintext=False
            )
        if not layout:
            return html
        record = (
            self.env[self.res_model].browse(self.res_id) if self.res_model else None
        )
        render = self.env["mail.render.mixin"].with_context(lang=self.lang)
        return render._render_encapsulate(
            layout, html, {"company": self.company_id}, context_record=record
        )

    def _get_way_out_html(self):
        return Markup(
            '<p style="font-size: 12px; color: #6b7280">%s <a href="%s">%s</a>'
        ) % (
            self.with_context(lang=self.lang).env._(
                "You receive this because you agreed to news from %(company)s.",
                company=self.company_id.name,
            ),
            self._get_way_out_url(),
            self.with_context(lang=self.lang).env._("No more such e-mails"),
        ) + Markup("</p>")

    def _get_way_out_url(self):
        """Return the signed link with which the reader stops advertising."""
        return self.partner_id._get_way_out_url(self.channel)

    def _add_way_out(self, values):
        """Let the mail program offer the way out, too (RFC 8058)."""
        if self.purpose == COMMERCIAL and self.partner_id:
            headers = {
                "List-Unsubscribe": f"<{self._get_way_out_url()}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            }
            values = {**values, "headers": repr(headers)}
        return values

    def _get_mail_recipient(self):
        name = (self.partner_id.name or "").replace('"', "").replace("\n", " ")
        return f'"{name}" <{self.address}>' if name else self.address

    def _hand_over_sms(self, texts):
        """Put the SMS into core's queue, in one go."""
        rows = []
        for row in self:
            row.sms_uuid = uuid4().hex
            rows.append(
                {
                    "uuid": row.sms_uuid,
                    "number": row.address,
                    "body": texts[row.id]["body"],
                    "partner_id": row.partner_id.id,
                    "record_company_id": row.company_id.id,
                }
            )
        if rows:
            self.env["sms.sms"].create(rows)

    def _hand_over_whatsapp(self, texts):
        """The claim is enough; what leaves the house does so after the commit."""


class CommunityNotice(models.Model):
    _inherit = "community.notice"

    def _prepare_mail_texts(self, rows):
        """Render the e-mail template for many messages in one language."""
        template = self.mail_template_id
        ids = list(dict.fromkeys(rows.mapped("res_id")))
        rendered = {
            name: template._render_field(name, ids)
            for name in ("subject", "body_html", "email_from", "reply_to")
        }
        attachments = self._get_mail_attachments(template, ids)
        texts = {}
        for row in rows:
            html = rendered["body_html"][row.res_id]
            values = {
                "email_from": rendered["email_from"][row.res_id]
                or row.company_id.email_formatted,
                "auto_delete": template.auto_delete,
                **attachments.get(row.res_id, {}),
            }
            if rendered["reply_to"][row.res_id]:
                values["reply_to"] = rendered["reply_to"][row.res_id]
            if template.mail_server_id:
                values["mail_server_id"] = template.mail_server_id.id
            texts[row.id] = {
                "subject": rendered["subject"][row.res_id],
                "body": html2plaintext(html),
                "body_html": html,
                "mail_html": row._wrap_mail(html, template.email_layout_xmlid),
                "mail_values": row._add_way_out(values),
            }
        return texts

    def _get_mail_attachments(self, template, ids):
        """Return the files of the template and its reports, by record."""
        if not (template.attachment_ids or template.report_template_ids):
            return {}
        wanted = {"attachment_ids", "report_template_ids"}
        found = {}
        template._generate_template_attachments(ids, wanted, render_results=found)
        return {
            res_id: {
                "attachment_ids": [
                    (4, file) for file in values.get("attachment_ids", [])
                ]
                + [
                    (0, 0, {"name": name, "datas": datas})
                    for name, datas in values.get("attachments", [])
                ]
            }
            for res_id, values in found.items()
        }

    def _prepare_sms_texts(self, rows):
        """Render the SMS template for many messages in one language."""
        ids = list(dict.fromkeys(rows.mapped("res_id")))
        bodies = self.sms_template_id._render_field("body", ids)
        return {row.id: {"body": bodies[row.res_id]} for row in rows}

    def _prepare_whatsapp_texts(self, rows):
        """Texts for WhatsApp; its provider replaces this by approved templates."""
        return self._prepare_sms_texts(rows)
