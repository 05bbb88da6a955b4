from odoo import api, fields, models


class CommunityMemberRelation(models.Model):
    """Who belongs to whom. Each relation is two rows, one seen from either side.

    The rows are made, changed and removed together: whoever edits one side edits
    both.
    """

    _name = "community.member.relation"
    _description = "Relative of a Member"
    _inherit = "community.member.card.number.guard"
    _order = "partner_id, type_id, id"

    partner_id = fields.Many2one(
        "res.partner", "Member", required=True, index=True, ondelete="cascade"
    )
    other_id = fields.Many2one(
        "res.partner", "Relative", required=True, index=True, ondelete="cascade"
    )
    type_id = fields.Many2one(
        "community.member.relation.type",
        "Degree of Relation",
        required=True,
        ondelete="restrict",
    )
    degree = fields.Integer(related="type_id.degree")
    mirror_id = fields.Many2one(
        "community.member.relation", index="btree_not_null", ondelete="cascade"
    )
    date_from = fields.Date("From")
    date_to = fields.Date("To")
    note = fields.Char()

    _relation_uniq = models.Constraint(
        "UNIQUE (partner_id, other_id, type_id)",
        "These two people are related in this way already.",
    )
    _not_self = models.Constraint(
        "CHECK (partner_id <> other_id)", "Nobody is his own relative."
    )
    _date_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "A relation cannot end before it begins.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        relations = super().create(vals_list)
        singles = relations.filtered(lambda relation: not relation.mirror_id)
        mirrors = super().create([rel._prepare_mirror_values() for rel in singles])
        for relation, mirror in zip(singles, mirrors, strict=True):
            relation.mirror_id = mirror
        return relations

    def write(self, vals):
        result = super().write(vals)
        if "mirror_id" not in vals:
            for relation in self:
                mirror = relation.mirror_id
                values = relation._prepare_mirror_values()
                super(CommunityMemberRelation, mirror).write(values)
        return result

    def unlink(self):
        return super(CommunityMemberRelation, self | self.mirror_id).unlink()

    def _prepare_mirror_values(self):
        self.ensure_one()
        return {
            "partner_id": self.other_id.id,
            "other_id": self.partner_id.id,
            "type_id": self.type_id._get_reverse().id,
            "mirror_id": self.id,
            "date_from": self.date_from,
            "date_to": self.date_to,
            "note": self.note,
        }
