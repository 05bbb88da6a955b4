from odoo import fields, models

from ..tools.sending import Policy, Quiet


class ResCompany(models.Model):
    _inherit = "res.company"

    notice_quiet_from = fields.Float(
        "Quiet From",
        default=21.0,
        help="From this hour on the recipient's clock SMS and WhatsApp wait, and "
        "commercial e-mails too.",
    )
    notice_quiet_to = fields.Float("Quiet Until", default=9.0)
    notice_cap = fields.Integer(
        "Commercial Messages at Most",
        default=5,
        help="To one person in the period; 0 means without limit.",
    )
    notice_cap_days = fields.Integer("Days of the Period", default=7)
    notice_whatsapp_opt_in = fields.Boolean(
        "WhatsApp Only After Opt-In",
        help="Also service messages go over WhatsApp only to those who agreed to it.",
    )
    notice_cost_sms = fields.Monetary(
        "Cost of an SMS Segment",
        help="An estimate until the provider reports what a message cost.",
    )
    notice_cost_whatsapp = fields.Monetary("Cost of a WhatsApp Message")
    notice_budget = fields.Monetary(
        "Monthly Budget",
        help="Paid messages stop when the month's messages cost this much; 0 means "
        "without limit.",
    )
    notice_budget_stopped_on = fields.Date(readonly=True)

    _notice_quiet_hours = models.Constraint(
        "CHECK (notice_quiet_from >= 0 AND notice_quiet_from <= 24 "
        "AND notice_quiet_to >= 0 AND notice_quiet_to <= 24)",
        "Quiet hours are hours of a day.",
    )

    def _get_sending_policy(self, with_budget=False):
        """Return what this company allows itself when it writes to people.

        :param with_budget: also what is left of the month's budget; one query more.
        """
        self.ensure_one()
        start, end = self.notice_quiet_from, self.notice_quiet_to
        return Policy(
            quiet=Quiet(start, end) if start != end else None,
            cap=self.notice_cap,
            whatsapp_opt_in=self.notice_whatsapp_opt_in,
            budget_left=self._get_budget_left() if with_budget else None,
        )

    def _get_budget_left(self):
        """Return what is left of the month's budget, or nothing without a budget."""
        self.ensure_one()
        if self.notice_budget <= 0:
            return None
        month = fields.Datetime.now().replace(day=1, hour=0, minute=0, second=0)
        [(spent,)] = self.env["community.notice.delivery"]._read_group(
            [
                ("company_id", "=", self.id),
                ("handed_at", ">=", month),
                ("cost", ">", 0),
            ],
            aggregates=["cost:sum"],
        )
        return self.notice_budget - spent

    def _stop_for_budget(self):
        """Tell a manager, once in a month, that paid messages stopped."""
        self.ensure_one()
        today = fields.Date.today()
        stopped = self.notice_budget_stopped_on
        if stopped and stopped.replace(day=1) == today.replace(day=1):
            return
        self.notice_budget_stopped_on = today
        group = self.env.ref("community_notify.group_notice_manager")
        managers = group.all_user_ids.filtered(
            lambda user: user.active and self in user.company_ids
        )
        human = managers.filtered(lambda user: not user._is_superuser())[:1]
        self.partner_id.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=(human or self.env.user).id,
            summary=self.env._("The month's budget for messages is used up"),
            note=self.env._(
                "Paid messages of %(company)s stop until the next month or until the "
                "budget is raised. E-mails still go out.",
                company=self.name,
            ),
        )
