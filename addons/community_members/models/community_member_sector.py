from odoo import fields, models


class CommunityMemberSector(models.Model):
    _name = "community.member.sector"
    _description = "Member Sector"
    _inherit = "community.member.tree.mixin"
    _parent_store = True
    _member_field = "member_sector_ids"

    parent_id = fields.Many2one(
        "community.member.sector", "Above", index=True, ondelete="restrict"
    )
