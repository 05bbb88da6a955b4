from odoo import fields, models


class CommunityTicketSkill(models.Model):
    """What an agent knows, so that requests about it reach him."""

    _name = "community.ticket.skill"
    _description = "Agent Skill"
    _inherit = "community.member.card.number.guard"
    _order = "name"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)

    _name_uniq = models.Constraint("UNIQUE (name)", "There is a skill of this name.")
