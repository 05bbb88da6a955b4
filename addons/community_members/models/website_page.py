from odoo import api, models
from odoo.fields import Domain


class WebsitePage(models.Model):
    _inherit = "website.page"

    @api.model
    def _search_get_detail(self, website, order, options):
        """The website's search does not show members' pages to others."""
        detail = super()._search_get_detail(website, order, options)
        user = self.env.user
        if not user.has_group("website.group_website_designer") and (
            user._is_public() or not user.partner_id._counts_as_member_today()
        ):
            detail["base_domain"].append(Domain("visibility", "!=", "members"))
        return detail
