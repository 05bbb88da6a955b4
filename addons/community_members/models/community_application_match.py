from odoo import api, fields, models


class CommunityApplicationMatch(models.Model):
    """A contact who may be the applicant, and by what; the officer says who it is."""

    _name = "community.application.match"
    _description = "Possible Duplicate of an Applicant"
    _inherit = "community.member.card.number.guard"
    _order = "weight DESC, id"
    _rec_name = "partner_id"

    application_id = fields.Many2one(
        "community.application", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="application_id.company_id")
    partner_id = fields.Many2one(
        "res.partner", "Contact", required=True, index=True, ondelete="cascade"
    )
    reasons = fields.Char(required=True)
    reason_text = fields.Char("In Common", compute="_compute_reason_text")
    weight = fields.Integer()
    is_reviewed = fields.Boolean(help="Somebody has looked at this one and decided.")
    avatar_128 = fields.Image(related="partner_id.avatar_128")
    member_number = fields.Char(related="partner_id.member_number")
    member_state = fields.Selection(related="partner_id.member_state")
    email = fields.Char(related="partner_id.email")
    is_chosen = fields.Boolean(compute="_compute_is_chosen")

    _pair_uniq = models.Constraint(
        "UNIQUE (application_id, partner_id)", "This contact is listed already."
    )

    @api.depends("application_id.match_choice", "application_id.match_partner_id")
    def _compute_is_chosen(self):
        for match in self:
            application = match.application_id
            match.is_chosen = (
                application.match_choice == "known"
                and application.match_partner_id == match.partner_id
            )

    @api.depends("reasons")
    @api.depends_context("lang")
    def _compute_reason_text(self):
        labels = {
            "identity": self.env._("Identity number"),
            "tax": self.env._("Tax number"),
            "birth": self.env._("Name and birth date"),
            "email": self.env._("E-mail"),
            "phone": self.env._("Phone"),
            "name": self.env._("Same name"),
            "similar": self.env._("Similar name"),
        }
        for match in self:
            reasons = (match.reasons or "").split(",")
            match.reason_text = ", ".join(labels[r] for r in reasons if r in labels)

    def action_choose(self):
        """The applicant is this contact; accepting will update the record."""
        self.ensure_one()
        self.application_id._choose_match("known", self.partner_id)
        return True
