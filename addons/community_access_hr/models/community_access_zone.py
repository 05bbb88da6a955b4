from odoo import fields, models


class CommunityAccessZone(models.Model):
    _inherit = "community.access.zone"

    is_workplace = fields.Boolean(
        "Counts as Work",
        help="While employees are in here, their attendance runs.",
    )
