from odoo import api, fields, models


class CommunityMemberRelationType(models.Model):
    _name = "community.member.relation.type"
    _description = "Degree of Relation"
    _inherit = "community.member.card.number.guard"
    _order = "sequence, name, id"

    name = fields.Char(
        required=True, translate=True, help="What the other person is: mother, son."
    )
    code = fields.Char(help="Short code, used in imports.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    degree = fields.Integer(
        help="Steps of kinship: 1 for parents, children and spouses, 2 for siblings."
    )
    reverse_id = fields.Many2one(
        "community.member.relation.type",
        help="What this person is to the other one. Empty: the same both ways.",
    )
    is_guardian = fields.Boolean(help="The other person may decide for this member.")

    _code_uniq = models.UniqueIndex(
        "(code) WHERE code IS NOT NULL", "Another degree has this code already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        types = super().create(vals_list)
        types._link_back()
        return types

    def write(self, vals):
        result = super().write(vals)
        if vals.get("reverse_id"):
            self._link_back()
        return result

    def _link_back(self):
        """The reverse of the reverse is the type itself, unless it is chosen."""
        for relation_type in self:
            reverse = relation_type.reverse_id
            if reverse and not reverse.reverse_id and reverse != relation_type:
                reverse.reverse_id = relation_type

    def _get_reverse(self):
        self.ensure_one()
        return self.reverse_id or self
