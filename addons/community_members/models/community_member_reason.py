from odoo import fields, models


class CommunityMemberReason(models.Model):
    _name = "community.member.reason"
    _description = "Reason for Leaving or Suspension"
    _inherit = "community.member.card.number.guard"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [("resigned", "Leaving"), ("suspended", "Suspension")],
        default="resigned",
        required=True,
    )
