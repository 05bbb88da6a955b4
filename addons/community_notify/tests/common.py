from contextlib import contextmanager
from unittest.mock import patch

from odoo.tests import TransactionCase

from odoo.addons.mail.tests.common import mail_new_test_user

NOON = "2026-03-10 12:00:00"  # in Tbilisi 16:00, in Istanbul 15:00


class CommunityNotifyCommon(TransactionCase):
    """Users for every role, two companies, one notice about contacts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.company = cls.env["res.company"].create(
            {"name": "Batumi Pool", "email": "pool@example.com"}
        )
        cls.company.partner_id.tz = "Asia/Tbilisi"
        cls.other_company = cls.env["res.company"].create({"name": "Haliç Yacht Club"})
        cls.env = cls.env(
            context={**cls.env.context, "allowed_company_ids": cls.company.ids}
        )
        cls.internal = cls._new_user("internal", "base.group_user")
        cls.reader = cls._new_user("reader", "community_notify.group_notice_reader")
        cls.officer = cls._new_user("officer", "community_notify.group_notice_officer")
        cls.manager = cls._new_user("manager", "community_notify.group_notice_manager")
        cls.other_officer = cls._new_user(
            "other_officer",
            "community_notify.group_notice_officer",
            company=cls.other_company,
        )
        cls.deliveries = cls.env["community.notice.delivery"]
        cls.consents = cls.env["community.notice.consent"]
        cls.partner_model = cls.env["ir.model"]._get("res.partner")
        cls.mail_template = cls.env["mail.template"].create(
            {
                "name": "Welcome",
                "model_id": cls.partner_model.id,
                "subject": "Welcome {{ object.name }}",
                "body_html": '<p>Dear <t t-out="object.name"/>, welcome.</p>',
            }
        )
        cls.sms_template = cls.env["sms.template"].create(
            {
                "name": "Welcome",
                "model_id": cls.partner_model.id,
                "body": "Dear {{ object.name }}, welcome.",
            }
        )
        cls.notice = cls.env["community.notice"].create(
            {
                "name": "Welcome",
                "code": "test_welcome",
                "model_id": cls.partner_model.id,
                "mail_template_id": cls.mail_template.id,
                "sms_template_id": cls.sms_template.id,
                "channel_first": "mail",
            }
        )

    @classmethod
    def _new_user(cls, login, groups, company=None):
        company = company or cls.company
        return mail_new_test_user(
            cls.env,
            login=f"notice_{login}",
            name=login.replace("_", " ").title(),
            groups=groups,
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )

    @classmethod
    def _new_partner(cls, name="Nino Beridze", **values):
        return cls.env["res.partner"].create(
            {
                "name": name,
                "email": f"{name.split()[0].lower()}@example.com",
                "phone": "+995 555 12 34 56",
                "company_id": cls.company.id,
                "tz": "Asia/Tbilisi",
                **values,
            }
        )

    @classmethod
    def _new_partners(cls, number, **values):
        return cls.env["res.partner"].create(
            [
                {
                    "name": f"Member {n}",
                    "email": f"member{n}@example.com",
                    "phone": f"+9955551{n:05d}",
                    "company_id": cls.company.id,
                    "tz": "Asia/Tbilisi",
                    **values,
                }
                for n in range(number)
            ]
        )

    def _send(self, records, code="test_welcome", **options):
        return self.env["community.notice"]._send(code, records, **options)

    def _agree(self, partners, *channels):
        return self.consents._record(partners, channels, "granted", "paper")

    def _run_queue(self):
        """Run the job with the commits it makes."""
        with self.no_commits():
            self.deliveries._cron_process_queue()

    @contextmanager
    def no_commits(self):
        """A job's commits are flushes here; a test is one transaction."""
        with patch.object(self.env.cr, "commit", self.env.cr.flush):
            yield

    def _count_queries(self, function):
        """Return how many queries a call makes, with nothing left to flush."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
