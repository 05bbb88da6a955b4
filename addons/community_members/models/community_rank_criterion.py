from odoo import fields, models


class CommunityRankCriterion(models.Model):
    """Something that forbids a rank; the code that finds it comes with the add-on."""

    _name = "community.rank.criterion"
    _description = "Criterion against a Rank"
    _inherit = "community.member.card.number.guard"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, readonly=True)
    advice = fields.Char(
        translate=True, help="What the member is told to do about it on the portal."
    )
    sequence = fields.Integer(default=10)

    _code_uniq = models.Constraint("UNIQUE (code)", "This criterion is there already.")
