from odoo import models


class CommunityMemberCard(models.Model):
    """The rank stands on the card, in print and on the phone."""

    _inherit = "community.member.card"

    def _get_face(self):
        return super()._get_face() | {"rank": self.person_id.rank_id.name or ""}
