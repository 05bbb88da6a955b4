from odoo import fields, models


class CommunityHelpCategory(models.Model):
    """A shelf of help articles."""

    _name = "community.help.category"
    _description = "Help Category"
    _inherit = "community.member.card.number.guard"
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    article_ids = fields.One2many("community.help.article", "category_id", "Articles")
