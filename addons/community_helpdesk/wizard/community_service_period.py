from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain


class CommunityServicePeriod(models.TransientModel):
    """Report 2: what an officer did between two days, on screen or on paper."""

    _name = "community.service.period"
    _description = "Service Report by Dates"

    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
    )
    date_to = fields.Date(
        "To",
        required=True,
        default=lambda self: fields.Date.context_today(self) + relativedelta(day=31),
    )
    user_id = fields.Many2one(
        "res.users",
        "Officer",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        help="Empty: all officers. Officers report their own records.",
    )
    is_head = fields.Boolean(compute="_compute_is_head")

    @api.depends_context("uid")
    def _compute_is_head(self):
        head = "community_helpdesk.group_helpdesk_manager"
        self.is_head = self.env.user.has_group(head)

    def _get_domain(self):
        """Own records, or those a head asks for, with both days."""
        self.ensure_one()
        domain = Domain("date", ">=", self.date_from) & Domain(
            "date", "<=", self.date_to
        )
        domain &= Domain("company_id", "in", self.env.companies.ids)
        officer = self.user_id if self.is_head else self.env.user
        return domain & Domain("user_id", "=", officer.id) if officer else domain

    def action_show(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_helpdesk.community_service_record_action_own"
        )
        return action | {"domain": list(self._get_domain()), "context": {}}

    def action_print(self):
        self.ensure_one()
        self.check_access("read")
        report = self.env.ref("community_helpdesk.report_service_period")
        return report.report_action(self)

    def _get_records(self):
        self.ensure_one()
        return self.env["community.service.record"].search(
            self._get_domain(), order="user_id, date, id"
        )
