from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    access_escort_age = fields.Integer(
        "Escort Under Age",
        default=14,
        help="Who is younger comes into some zones only while a guardian is inside.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "access_escort_age" in vals:
            # sudo: whoever may set the age has the passes follow.
            self.env["community.access.pass"].sudo()._mark_stale(self)
        return result
