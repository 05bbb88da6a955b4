from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResPartner(models.Model):
    """Relatives, household, and who decides and pays for a member."""

    _inherit = "res.partner"

    relation_ids = fields.One2many(
        "community.member.relation", "partner_id", "Relatives"
    )
    household_id = fields.Many2one(
        "community.member.household", index="btree_not_null", ondelete="set null"
    )
    guardian_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        domain=[("is_company", "=", False)],
        help="Decides for a member who is under age.",
    )
    payer_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        help="Receives the invoices of this member, when somebody else pays.",
    )
    member_card_ids = fields.One2many("community.member.card", "partner_id", "Cards")

    @api.constrains("guardian_id", "payer_id")
    def _check_other_person(self):
        for partner in self:
            if partner in (partner.guardian_id, partner.payer_id):
                raise ValidationError(
                    self.env._(
                        "%(name)s cannot be named as guardian or payer of the same "
                        "record; leave the field empty.",
                        name=partner.name,
                    )
                )

    def _get_payer(self):
        """Who pays for this member: own payer, else the household's, else himself."""
        self.ensure_one()
        return self.payer_id or self.household_id.payer_id or self
