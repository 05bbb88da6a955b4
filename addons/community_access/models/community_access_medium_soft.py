from odoo import api, models


class CommunityAccessMedium(models.Model):
    _inherit = "community.access.medium"

    @api.model
    def _get_soft(self, company, kind):
        """The type of QR codes or PINs that a company gives out, if it does."""
        return self.search(
            [("kind", "=", kind), ("company_id", "in", (company.id, False))],
            order="company_id, sequence, id",
            limit=1,
        )
