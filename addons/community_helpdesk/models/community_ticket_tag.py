from random import randint

from odoo import fields, models


class CommunityTicketTag(models.Model):
    _name = "community.ticket.tag"
    _description = "Ticket Tag"
    _inherit = "community.member.card.number.guard"
    _order = "name"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    color = fields.Integer(default=lambda self: randint(1, 11))

    _name_uniq = models.Constraint("UNIQUE (name)", "There is a tag of this name.")
