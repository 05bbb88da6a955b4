from odoo import fields, models


class CommunityPointsRule(models.Model):
    """Points that somebody loses who tries to be counted without being there."""

    _inherit = "community.points.rule"

    trigger = fields.Selection(
        selection_add=[("checkin_fraud", "Tried to cheat at check-in"), ("manual",)],
        ondelete={"checkin_fraud": "cascade"},
    )
