from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import html2plaintext

from ..tools.placeholders import fill
from ..tools.sms_segments import count as count_segments

AT_ONCE = 500


class CommunityNoticeBroadcast(models.Model):
    _inherit = "community.notice.broadcast"

    @api.model
    def _cron_spread(self):
        """Turn running broadcasts into messages, five hundred contacts at a time."""
        progress = self.env["ir.cron"]._commit_progress
        seconds = progress(remaining=self._count_contacts_left())
        for broadcast in self.search(self._get_running_domain(), order="id"):
            while seconds:
                claimed = broadcast.try_lock_for_update()
                if not claimed or claimed.spread_at or claimed.state != "sending":
                    break
                looked_at = broadcast._spread_chunk()
                seconds = progress(looked_at, remaining=self._count_contacts_left())
            if not seconds:
                break

    @api.model
    def _get_running_domain(self):
        return Domain([("state", "=", "sending"), ("spread_at", "=", False)])

    @api.model
    def _count_contacts_left(self):
        """How many contacts running broadcasts still have to look at.

        At least one for each: its last chunk may be empty, and only that ends it.
        Nothing is left where none runs, or the scheduler would come back at once.
        """
        running = self.search(self._get_running_domain())
        return sum(max(1, each.audience_count - each.done_count) for each in running)

    def _get_batch(self):
        return AT_ONCE

    def _spread_chunk(self):
        """Note the messages to the next contacts and where to go on."""
        self.ensure_one()
        domain = self._get_audience_domain() & Domain("id", ">", self.last_partner_id)
        partners = self._get_readers().search(
            domain, limit=self._get_batch(), order="id"
        )
        # sudo: addresses, time zones and the log are the system's matter from here on
        partners = partners.sudo()
        rows = self.env["community.notice.delivery"]._create_once(
            [
                self._prepare_delivery(recipient, facts, verdict)
                for recipient, answers in self._judge_audience(partners)
                for facts, verdict in answers
            ]
        )
        rows._wake_queue()
        done = self.done_count + len(partners)
        self.write(
            {
                "last_partner_id": partners[-1:].id or self.last_partner_id,
                "done_count": done,
                "audience_count": max(self.audience_count, done),
            }
        )
        if len(partners) < self._get_batch():
            self.spread_at = fields.Datetime.now()
            self._finish()
        return len(partners)

    def _finish(self):
        """Close broadcasts of which nothing waits any more."""
        noted = self.filtered(lambda b: b.state == "sending" and b.spread_at)
        done = noted - noted._get_waiting().broadcast_id
        done.write({"state": "done", "finished_at": fields.Datetime.now()})

    def _prepare_delivery(self, recipient, facts, verdict):
        """Return the values of a message in the log."""
        return self.env["community.notice.delivery"]._prepare_row(
            recipient, facts, verdict, self.company_id
        ) | {
            "broadcast_id": self.id,
            "res_model": "res.partner",
            "res_id": recipient.partner_id,
            "scheduled_at": max(
                self.scheduled_at or fields.Datetime.now(), fields.Datetime.now()
            )
            if not verdict.at
            else verdict.at.replace(tzinfo=None),
        }

    # ------------------------------------------------------------
    # TEXTS
    # ------------------------------------------------------------

    def _get_words(self, partner):
        """Return what stands in for the words in braces."""
        name = partner.name or ""
        return {
            "name": name,
            "first_name": name if partner.is_company else name.split(" ")[0],
            "company": self.company_id.name,
        }

    def _prepare_mail_texts(self, rows):
        """Write the e-mail for each reader, in the language of the context."""
        texts = {}
        for row in rows:
            words = self._get_words(row.partner_id)
            html = Markup(
                fill(
                    str(self.body_html or ""),
                    {word: str(escape(value)) for word, value in words.items()},
                )
            )
            subject = fill(self.subject, words)
            texts[row.id] = {
                "subject": subject,
                "body": html2plaintext(html),
                "body_html": html,
                "mail_html": row._wrap_mail(html, "mail.mail_notification_light"),
                "mail_values": row._add_way_out(
                    {"email_from": self._get_sender(), "reply_to": self._get_sender()}
                ),
            }
        return texts

    def _get_sender(self):
        return self.company_id.email_formatted or self.user_id.email_formatted

    def _prepare_sms_texts(self, rows):
        return {
            row.id: {"body": fill(self.sms_body, self._get_words(row.partner_id))}
            for row in rows
        }

    def _prepare_whatsapp_texts(self, rows):
        """Texts for WhatsApp; its provider replaces this by approved templates."""
        return self._prepare_sms_texts(rows)

    def _count_sms_parts(self):
        return count_segments(self.sms_body).segments if self.sms_body else 0
