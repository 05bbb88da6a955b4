from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

OFFICER = "community_subscription.group_subscription_officer"
MANAGER = "community_subscription.group_subscription_manager"


class ResPartner(models.Model):
    """A payer: how he is reminded, what stops it, and who has his debt now."""

    _inherit = "res.partner"

    dunning_policy_id = fields.Many2one(
        "community.dunning.policy",
        company_dependent=True,
        groups=OFFICER,
        help="Empty: as the plan or the company has it.",
    )
    dunning_stop_until = fields.Date(
        "No Reminders Until", company_dependent=True, groups=OFFICER
    )
    dunning_stop_reason = fields.Char(
        "Why No Reminders", company_dependent=True, groups=OFFICER
    )
    dunning_collection_date = fields.Date(
        "Handed Over On",
        company_dependent=True,
        groups=OFFICER,
        help="Since then the debt is with those who collect debts.",
    )
    late_interest_exempt = fields.Boolean(
        "No Late Interest", company_dependent=True, groups=OFFICER
    )
    community_dunning_ids = fields.One2many(
        "community.dunning", "partner_id", "Reminders", groups=OFFICER
    )
    payment_promise_ids = fields.One2many(
        "community.payment.promise", "partner_id", "Promises to Pay", groups=OFFICER
    )

    def _stop_dunning(self, until, reason):
        """No reminder to these payers up to and including a day; empty: stop ended.

        The reason stays in the history of the contact.
        """
        if not (self.env.su or self.env.user.has_group(MANAGER)):
            raise AccessError(self.env._("Stopping reminders is for the treasurer."))
        if until and not reason:
            raise UserError(self.env._("Say why no reminders shall go out."))
        # sudo: the treasurer may not edit contacts otherwise.
        payers = self.sudo()
        payers.write({"dunning_stop_until": until, "dunning_stop_reason": reason})
        for payer in payers:
            body = (
                self.env._(
                    "No reminders until %(date)s: %(reason)s",
                    date=format_date(self.env, until),
                    reason=reason,
                )
                if until
                else self.env._("Reminders go out again")
            )
            payer.message_post(body=body)

    def _schedule_debt_activity(self, company, summary, note):
        """One activity of a kind for whoever is responsible for debts."""
        # sudo: the job and officers make activities for others.
        for partner in self.sudo():
            user = company.dunning_user_id or partner.user_id or self.env.user
            if summary in partner.activity_ids.mapped("summary"):
                continue
            partner.activity_schedule(
                "mail.mail_activity_data_call",
                summary=summary,
                note=note,
                user_id=user.id,
            )

    def _get_money_alerts(self):
        """The reception sees the level, the promise and who has the debt."""
        alerts = super()._get_money_alerts()
        # sudo: the alerts are for the finance role, which need not see reminders.
        payer = self.commercial_partner_id.sudo()
        company = self.env.company
        today = fields.Date.context_today(self)
        dunnings = payer.community_dunning_ids.filtered(
            lambda d: d.company_id == company and d.state in ("made", "sent")
        )
        if dunnings:
            last = max(dunnings, key=lambda dunning: dunning.level)
            text = self.env._(
                "Reminded on %(date)s: %(level)s",
                date=format_date(self.env, last.date),
                level=last.level_id.name,
            )
            alerts.append(self._prepare_alert("dunning", "danger", "fa-bell", text))
        promises = payer.payment_promise_ids.filtered(
            lambda p: p.company_id == company and p.state == "open" and p.date >= today
        )
        if promises:
            text = self.env._(
                "Promised to pay by %(date)s",
                date=format_date(self.env, promises[0].date),
            )
            alerts.append(
                self._prepare_alert("promise", "info", "fa-handshake-o", text)
            )
        return alerts
