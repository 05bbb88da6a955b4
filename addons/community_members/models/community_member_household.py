from odoo import fields, models


class CommunityMemberHousehold(models.Model):
    _name = "community.member.household"
    _description = "Household"
    _inherit = "community.member.card.number.guard"
    _order = "name, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True)
    member_ids = fields.One2many("res.partner", "household_id", string="Members")
    payer_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        check_company=True,
        help="Pays for everybody in the household who has no payer of his own.",
    )
    note = fields.Text()
