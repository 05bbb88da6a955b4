import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import consteq

from odoo.addons.community_subscription.tools.pay_token import fingerprint, make_token

from ..tools.service_form import get_next_step
from .community_service_version_mail import REMINDER

SCORES = range(1, 11)
# A customer who got nothing has had no time to answer.
UNSENT = ("outgoing", "exception", "cancel")

_logger = logging.getLogger(__name__)


class CommunityServiceVersion(models.Model):
    """The customer approves with a score or objects, by a link without a log-in."""

    _inherit = "community.service.version"

    def _make_approval_url(self):
        """A fresh link to this version; for texts that reach the customer.

        The link of the first mail goes on working beside that of a reminder. Only mails
        of the system get one: who sends the template to himself must not approve.
        """
        self.ensure_one()
        if not self.env.su:
            return self.get_base_url()
        token = make_token()
        days = self.company_id.service_link_days
        name = "reminder_hash" if self.mailed_at else "link_hash"
        self._with_pen().write(
            {
                name: fingerprint(token),
                "link_until": fields.Datetime.now() + timedelta(days=days),
            }
        )
        return f"{self.get_base_url()}/service/approve/{token}"

    @api.model
    def _find_by_token(self, token):
        """The version of a link that still holds, with the rights of the system."""
        mark = fingerprint(token)
        # sudo: the link is the right; it shows this one version.
        versions = self.sudo()
        if not mark:
            return versions.browse()
        found = versions.search(
            ["|", ("link_hash", "=", mark), ("reminder_hash", "=", mark)], limit=1
        )
        hashes = (found.link_hash or "", found.reminder_hash or "")
        if not any(consteq(each, mark) for each in hashes):
            return versions.browse()
        holds = found.link_until > fields.Datetime.now() and not found.voided_at
        return found if holds else versions.browse()

    @api.model
    def _knows_token(self, token):
        """Whether a link was ever ours: an old one is no guess."""
        mark = fingerprint(token)
        # sudo: only whether there is one.
        return bool(mark) and bool(
            self.sudo().search_count(
                ["|", ("link_hash", "=", mark), ("reminder_hash", "=", mark)], limit=1
            )
        )

    def _approve(self, score):
        """M39, M40: the customer rates the service and so approves it.

        :param score: 1 to 10
        :raises UserError: for another number
        """
        if score not in SCORES:
            raise UserError(self.env._("Choose a number from 1 to 10."))
        self._answer("approved", score=score)

    def _object(self, words):
        """The customer refuses, and says why."""
        words = (words or "").strip()[:4000]
        if not words:
            raise UserError(self.env._("Tell us in a few words what is not right."))
        self._answer("objected", words=words)

    def _answer(self, answer, score=False, words=False):
        """Keep the answer, once. The second of two at the same time changes nothing."""
        self.ensure_one()
        version = self._with_pen().try_lock_for_update()
        version.invalidate_recordset()
        if not version or not version._is_in_force():
            return
        vals = {
            "answer": answer,
            "answered_at": fields.Datetime.now(),
            "score": score,
            "words": words,
        }
        version.write(vals)
        version.form_id._take_answer(version)

    @api.model
    def _cron_follow_up(self):
        """Reminders, and approval after the deadline where the company wants it."""
        waiting = self.search(
            [
                ("answer", "=", False),
                ("voided_at", "=", False),
                ("mailed_at", "!=", False),
                ("form_id.state", "=", "sent"),
            ],
            order="id",
        )
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(waiting))
        for version in waiting:
            try:
                with self.env.cr.savepoint():
                    version.try_lock_for_update()._follow_up()
            except Exception:
                _logger.exception("The form %s was not followed up.", version.id)
            if not cron._commit_progress(1):
                break

    def _follow_up(self):
        for version in self._with_pen():
            company = version.company_id
            if version.mail_mail_id.state in UNSENT:
                version.write({"mail_error": version.mail_mail_id.failure_reason})
                continue
            step = get_next_step(
                version.mailed_at,
                fields.Datetime.now(),
                bool(version.reminded_at),
                (company.service_remind_days, company.service_approve_days),
            )
            if step == "approve":
                version._answer("automatic")
            elif step == "remind":
                version._remind()

    def _remind(self):
        """One mail more; before the first one left there is nothing to remind of."""
        self.ensure_one()
        if self.mailed_at:
            last = self.reminded_at
            if last and fields.Datetime.now() < last + timedelta(hours=1):
                raise UserError(self.env._("The customer was reminded just now."))
            self._send_template(REMINDER)
            self.write({"reminded_at": fields.Datetime.now()})
