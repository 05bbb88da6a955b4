from odoo import api, fields, models


class CommunityApplication(models.Model):
    """What the officer sees beside the application itself."""

    _inherit = "community.application"

    earlier_count = fields.Integer(
        "Other Applications", compute="_compute_earlier_count"
    )
    cooldown_until = fields.Date(
        "May Apply Again On",
        compute="_compute_cooldown_until",
        help="A rejection for the same category is too fresh by the category's rule.",
    )

    @api.depends("email_normalized", "phone_key", "code_key")
    def _compute_earlier_count(self):
        for application in self:
            domain = application._get_same_applicant_domain()
            application.earlier_count = self.search_count(domain)

    @api.depends("email_normalized", "code_key", "category_id")
    def _compute_cooldown_until(self):
        for application in self:
            saved = application._origin
            application.cooldown_until = saved and saved._get_cooldown_end()

    def action_open_earlier(self):
        """Other applications of the same address, phone or number."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_members.community_application_action_all"
        )
        domain = list(self._get_same_applicant_domain())
        return action | {"domain": domain, "context": {}}

    def action_open_member(self):
        self.ensure_one()
        self.check_access("read")
        return self.partner_id.action_open_member()
