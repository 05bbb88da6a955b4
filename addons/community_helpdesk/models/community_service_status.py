from odoo import fields, models


class CommunityServiceStatus(models.Model):
    """A service that the house gives: installation, training, repair."""

    _name = "community.service.status"
    _description = "Service Status"
    _inherit = "community.member.card.number.guard"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one("res.company", index=True)
    description = fields.Text(translate=True)

    _name_uniq = models.UniqueIndex(
        "(name, COALESCE(company_id, 0))", "There is a service of this name."
    )
