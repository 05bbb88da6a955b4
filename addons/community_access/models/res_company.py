from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    access_escort_age = fields.Integer(
        "Escort Under Age",
        default=14,
        help="Who is younger comes into some zones only while a guardian is inside.",
    )
