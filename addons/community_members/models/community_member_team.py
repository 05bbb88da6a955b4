from odoo import fields, models


class CommunityMemberTeam(models.Model):
    _name = "community.member.team"
    _description = "Team Responsible for Members"
    _inherit = "community.member.card.number.guard"
    _order = "name, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, index=True
    )
    leader_id = fields.Many2one("res.users", check_company=True)
    user_ids = fields.Many2many("res.users", string="Team Members")
    email = fields.Char()
    phone = fields.Char()
    note = fields.Text()
