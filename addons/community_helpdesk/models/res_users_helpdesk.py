from odoo import fields, models


class ResUsers(models.Model):
    """The groups an agent belongs to."""

    _inherit = "res.users"

    ticket_group_member_ids = fields.One2many(
        "community.ticket.group.member", "user_id", "Support Groups"
    )
