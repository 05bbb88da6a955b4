from odoo import api, fields, models
from odoo.fields import Domain


class ProductTemplate(models.Model):
    _inherit = "product.template"

    portal_orderable = fields.Boolean(
        index=True, help="Corporate members order it on the portal themselves."
    )

    @api.model
    def _get_portal_order_domain(self, company):
        """Variants that can be ordered of `company` without a word with a seller."""
        return Domain(
            [
                ("portal_orderable", "=", True),
                ("sale_ok", "=", True),
                ("type", "!=", "combo"),
                ("company_id", "in", (False, company.id)),
            ]
        )
