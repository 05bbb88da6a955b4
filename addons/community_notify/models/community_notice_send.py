import logging

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.tools import email_normalize, split_every

from .community_notice_judge import Recipient

_logger = logging.getLogger(__name__)
AT_ONCE = 1000


class CommunityNotice(models.Model):
    _inherit = "community.notice"

    @api.model
    def _send(self, code, records, partners=None, occurrence=None, values=None):
        """Tell people about records: put messages into the queue, or note why not.

        May be called as often as one likes: the same notice about the same record is
        told to the same person once for each occurrence. Runs in the caller's
        transaction; if that is rolled back, nobody hears anything.

        :param code: the notice's code. An unknown or archived one is only logged.
        :param records: what the texts speak about; all of one model.
        :param partners: who hears it; by default the records' own contacts. Contacts
            for all records, or ``{record id: contacts}``.
        :param occurrence: what makes it unique, such as a date; by default once for
            each record. A text for all records, or ``{record id: text}``.
        :param values: what the templates find in ``ctx["notice"]``, such as a link.
        :return: the messages in the log, also those that will not be sent.
        """
        # sudo: the message is the system's; its cause may be anybody's act
        notice = self.sudo().search([("code", "=", code)], limit=1)
        if not notice:
            _logger.info("There is no active notice %r; nothing is sent.", code)
        if not notice or not records:
            return self.env["community.notice.delivery"]
        if notice.model and notice.model != records._name:
            _logger.error("Notice %r is not about %s.", code, records._name)
            return self.env["community.notice.delivery"]
        # sudo: the texts and addresses are the system's matter from here on
        return notice._queue(records.sudo(), partners, occurrence, values)

    def _queue(self, records, partners=None, occurrence=None, values=None):
        self.ensure_one()
        deliveries = self.env["community.notice.delivery"]
        for ids in split_every(AT_ONCE, records.ids):
            chunk = records.browse(ids)
            deliveries += self._queue_chunk(chunk, partners, occurrence, values)
        deliveries._wake_queue()
        return deliveries

    def _queue_chunk(self, records, partners, occurrence, values):
        """Judge everybody who is to hear of these records and note the messages."""
        occurrences = (
            occurrence
            if isinstance(occurrence, dict)
            else dict.fromkeys(records.ids, occurrence or "")
        )
        by_company = self._get_audience(records, partners, occurrences)
        rows = []
        for company, recipients in by_company.items():
            judged = self.env["community.notice.judge"]._judge(
                recipients,
                company,
                self._get_channels(),
                self.purpose,
                self._get_channels_with_text(),
                waits_for_morning=self.waits_for_morning,
                everywhere=self.delivery_mode == "all",
            )
            rows += [
                self._prepare_delivery(recipient, facts, verdict, company)
                | {
                    "res_model": records._name,
                    "res_id": recipient.key,
                    "occurrence": occurrences.get(recipient.key) or "",
                    "render_values": values or False,
                }
                for recipient, answers in zip(recipients, judged, strict=True)
                for facts, verdict in answers
            ]
        return self.env["community.notice.delivery"]._create_once(rows)

    def _get_audience(self, records, partners, occurrences):
        """Return who is to be told, by company, without those who know already."""
        companies = records._mail_get_companies(default=self.env["res.company"])
        if partners is None:
            partners = records._mail_get_partners()
        told = self._get_told(records, occurrences)
        judge = self.env["community.notice.judge"]
        found = {}
        for record in records:
            people = (
                partners.get(record.id, self.env["res.partner"])
                if isinstance(partners, dict)
                else partners
            )
            company = companies[record.id] or self.company_id
            company = company or people[:1].company_id or self.env.company
            heard = found.setdefault(company, [])
            if people:
                fresh = people.filtered(lambda p, r=record: (r.id, p.id) not in told)
                # sudo: addresses and time zones of who is told, nothing else
                heard += judge._get_recipients(fresh.sudo(), company, key=record.id)
            elif (record.id, 0) not in told:
                heard.append(self._get_recipient_of_record(record, company))
        return found

    def _get_recipient_of_record(self, record, company):
        """Return the recipient of a record without contact, such as an application."""
        email = record._mail_get_primary_email()[record.id] or ""
        names = [name for name in record._phone_get_number_fields() if name in record]
        phone = next((record[name] for name in names if record[name]), "")
        lang = "lang" in record and record["lang"]
        return Recipient(
            partner_id=False,
            email=email_normalize(email) or "",
            phone=record._phone_format(number=phone) or "" if phone else "",
            email_given=bool(email),
            phone_given=bool(phone),
            archived=False,
            timezone=company.partner_id.tz or "UTC",
            lang=lang or company.partner_id.lang or self.env.lang or "en_US",
            key=record.id,
        )

    def _get_told(self, records, occurrences):
        """Return ``(record, partner)`` of those who were told of these occurrences."""
        rows = self.env["community.notice.delivery"].search_fetch(
            [
                ("notice_id", "=", self.id),
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
                ("occurrence", "in", list(set(occurrences.values()))),
            ],
            ["res_id", "partner_id", "occurrence"],
            order="id",
        )
        return {
            (row.res_id, row.partner_id.id or 0)
            for row in rows
            if row.occurrence == (occurrences.get(row.res_id) or "")
        }

    def _prepare_delivery(self, recipient, facts, verdict, company):
        """Return the values of a message in the log."""
        return self.env["community.notice.delivery"]._prepare_row(
            recipient, facts, verdict, company
        ) | {"notice_id": self.id}

    def _get_channels_with_text(self):
        """Return the channels for which this notice has a text."""
        self.ensure_one()
        texts = {"mail": self.mail_template_id, "sms": self.sms_template_id}
        return {channel for channel, template in texts.items() if template}


class CommunityNoticeDelivery(models.Model):
    _inherit = "community.notice.delivery"

    @api.model
    def _prepare_row(self, recipient, facts, verdict, company):
        at = verdict.at.replace(tzinfo=None) if verdict.at else fields.Datetime.now()
        return {
            "partner_id": recipient.partner_id,
            "lang": recipient.lang,
            "channel": facts.channel,
            "purpose": facts.purpose,
            "address": facts.address,
            "state": "queued" if verdict.goes_out else "suppressed",
            "reason": verdict.reason,
            "scheduled_at": at,
            "next_try_at": at if verdict.goes_out else False,
            "outcome_at": fields.Datetime.now(),
            "company_id": company.id,
            "currency_id": company.currency_id.id,
        }

    @api.model
    def _create_once(self, rows):
        """Create messages; one that another transaction noted meanwhile is left out."""
        try:
            with self.env.cr.savepoint():
                return self.create(rows)
        except UniqueViolation:
            _logger.info("Some of %s messages were noted meanwhile.", len(rows))
        created = self.browse()
        for row in rows:
            try:
                with self.env.cr.savepoint():
                    created += self.create([row])
            except UniqueViolation:
                continue
        return created

    def _wake_queue(self):
        """Have the queue run when the first of these messages is due."""
        times = {row.next_try_at for row in self if row.state == "queued"}
        if times:
            cron = self.env.ref("community_notify.ir_cron_process_queue")
            # sudo: only the system may wake its own jobs
            cron.sudo()._trigger(at=sorted(times)[:50])
