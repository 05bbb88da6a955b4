"""Windows of the add-ons below: their texts refuse full payment card numbers, too."""

from odoo import models

GUARD = "community.member.card.number.guard"


class CommunityChangeDecide(models.TransientModel):
    _name = "community.change.decide"
    _inherit = [GUARD, "community.change.decide"]


class CommunityChangeExplain(models.TransientModel):
    _name = "community.change.explain"
    _inherit = [GUARD, "community.change.explain"]
