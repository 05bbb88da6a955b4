from odoo import api, fields, models
from odoo.exceptions import UserError


class CommunityApplicationTerms(models.Model):
    """What an applicant agrees to; a version that somebody agreed to never changes."""

    _name = "community.application.terms"
    _description = "Rules an Applicant Agrees To"
    _inherit = "community.member.card.number.guard"
    _order = "date_from DESC, id DESC"

    name = fields.Char("Version", required=True, help="For example: 2026-09.")
    date_from = fields.Date(
        "Valid From", required=True, default=fields.Date.context_today
    )
    text = fields.Html(required=True, translate=True, sanitize_style=True)
    company_id = fields.Many2one("res.company", index="btree_not_null")
    active = fields.Boolean(default=True)
    application_ids = fields.One2many("community.application", "terms_id")
    application_count = fields.Integer(
        "Agreed", compute="_compute_application_count", compute_sudo=True
    )

    @api.depends("application_ids")
    def _compute_application_count(self):
        groups = self.env["community.application"]._read_group(
            [("terms_id", "in", self.ids)], ["terms_id"], ["__count"]
        )
        counts = {terms.id: count for terms, count in groups}
        for terms in self:
            terms.application_count = counts.get(terms._origin.id, 0)

    def write(self, vals):
        if {"text", "name"} & vals.keys():
            for terms in self.filtered("application_count"):
                raise UserError(
                    self.env._(
                        "%(count)s people have agreed to version %(version)s. Archive "
                        "it and add a new version instead.",
                        count=terms.application_count,
                        version=terms.name,
                    )
                )
        return super().write(vals)

    @api.model
    def _get_current(self, company):
        """The version that is shown today; empty when the club has none."""
        return self.search(
            [
                ("company_id", "in", (company.id, False)),
                ("date_from", "<=", fields.Date.context_today(self)),
            ],
            order="date_from DESC, company_id, id DESC",
            limit=1,
        )
