from odoo import models


class AccountPartialReconcile(models.Model):
    """What was paid since the last run is found without reading all payments."""

    _inherit = "account.partial.reconcile"

    _community_created_idx = models.Index("(create_date)")
