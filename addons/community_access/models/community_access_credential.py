from odoo import fields, models


class CommunityAccessCredential(models.Model):
    _name = "community.access.credential"
    _description = "Band or Card"
    _rec_name = "uid"

    uid = fields.Char(required=True, index=True)
    state = fields.Selection(
        [
            ("stock", "In Stock"),
            ("issued", "Issued"),
            ("lost", "Lost"),
            ("stolen", "Stolen"),
            ("blocked", "Blocked"),
            ("returned", "Returned"),
        ],
        default="stock",
        required=True,
    )
    partner_id = fields.Many2one("res.partner", index=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
