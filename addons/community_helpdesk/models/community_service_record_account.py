from odoo import api, fields, models
from odoo.fields import Domain

SHOWN = 80
DAYS = 31


class CommunityServiceRecord(models.Model):
    """Report 1: everything that was done for the account, inside the form."""

    _inherit = "community.service.record"

    filter_user_id = fields.Many2one(
        "res.users", "By Officer", store=False, domain=[("share", "=", False)]
    )
    filter_status_id = fields.Many2one(
        "community.service.status", "By Service", store=False
    )
    filter_authorised = fields.Char("By Authorised Person", store=False)
    account_record_ids = fields.Many2many(
        "community.service.record",
        string="Records of the Account",
        compute="_compute_account_record_ids",
    )
    account_totals = fields.Html(
        "Totals", compute="_compute_account_record_ids", sanitize=False
    )

    @api.depends(
        "account_id",
        "company_id",
        "filter_user_id",
        "filter_status_id",
        "filter_authorised",
    )
    def _compute_account_record_ids(self):
        for record in self:
            if not record.account_id:
                record.account_record_ids = False
                record.account_totals = False
                continue
            domain = record._get_report_domain()
            record.account_record_ids = self.search(domain, limit=SHOWN)
            record.account_totals = self._render_totals(domain)

    def _get_report_domain(self):
        """The records of the account that the filters let through."""
        self.ensure_one()
        domain = Domain("account_id", "=", self.account_id.id)
        domain &= Domain("company_id", "=", self.company_id.id)
        if self.filter_user_id:
            domain &= Domain("user_id", "=", self.filter_user_id.id)
        if self.filter_status_id:
            domain &= Domain("status_id", "=", self.filter_status_id.id)
        if self.filter_authorised:
            domain &= Domain("authorised_name", "ilike", self.filter_authorised)
        return domain

    @api.model
    def _get_totals(self, domain):
        """Hours by day, by officer and by service.

        :return: {"days": [(name, count, hours)], "officers": …, "services": …}
        """
        found = {}
        for name, groupby, order in (
            ("days", "date:day", "date:day DESC"),
            ("officers", "user_id", "hours:sum DESC"),
            ("services", "status_id", "hours:sum DESC"),
        ):
            found[name] = self._read_group(
                domain,
                [groupby],
                ["__count", "hours:sum"],
                order=order,
                limit=DAYS if name == "days" else None,
            )
        return found

    @api.model
    def _render_totals(self, domain):
        totals = self._get_totals(domain)
        return self.env["ir.qweb"]._render(
            "community_helpdesk.service_totals", {"totals": totals}
        )
