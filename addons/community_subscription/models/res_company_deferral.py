from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    community_deferred_account_id = fields.Many2one(
        "account.account",
        "Deferred Revenue",
        check_company=True,
        help="Where dues that are billed but not earned yet stand at a month's end.",
    )
