from odoo import fields, models


class CommunityServiceUserStatus(models.Model):
    """What the officers themselves wish to follow about a customer."""

    _name = "community.service.user.status"
    _description = "User Status of a Service"
    _inherit = "community.member.card.number.guard"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one("res.company", index=True)

    _name_uniq = models.UniqueIndex(
        "(name, COALESCE(company_id, 0))", "There is a user status of this name."
    )
