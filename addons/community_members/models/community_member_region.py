from odoo import fields, models


class CommunityMemberRegion(models.Model):
    _name = "community.member.region"
    _description = "Member Region"
    _inherit = "community.member.tree.mixin"
    _parent_store = True
    _member_field = "member_region_id"

    parent_id = fields.Many2one(
        "community.member.region", "Above", index=True, ondelete="restrict"
    )
    child_ids = fields.One2many("community.member.region", "parent_id", "Regions Below")
    country_id = fields.Many2one("res.country")
    user_id = fields.Many2one("res.users", string="Region Manager")
