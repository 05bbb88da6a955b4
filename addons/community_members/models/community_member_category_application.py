from odoo import api, fields, models

from ..tools.application_form import asked_extras

ASKED = [("no", "Not asked"), ("optional", "Optional"), ("required", "Required")]


class CommunityMemberCategory(models.Model):
    """What the public form asks from those who apply for this category."""

    _inherit = "community.member.category"

    application_open = fields.Boolean(
        "Open for Applications",
        help="People can choose this category on the website's form.",
    )
    application_intro = fields.Text(
        "Shown on the Form",
        translate=True,
        help="Whom this category is for and what it costs, in two or three sentences.",
    )
    application_photo = fields.Selection(
        ASKED, "Photo", default="optional", required=True
    )
    application_referee = fields.Selection(
        ASKED, "Referee", default="optional", required=True
    )
    application_identity = fields.Selection(
        ASKED, "Identity or Tax No.", default="no", required=True
    )
    application_birthdate = fields.Selection(
        ASKED, "Birth Date", default="optional", required=True
    )
    application_steps = fields.Html(
        "Next Steps",
        translate=True,
        help="Added to the steps in the letter of acceptance: induction, boots, dates.",
    )
    application_cooldown_days = fields.Integer(
        "Apply Again After",
        help="Days that have to pass after a rejection. 0: at once.",
    )

    _application_cooldown = models.Constraint(
        "CHECK (application_cooldown_days >= 0)", "Days cannot be negative."
    )

    @api.model
    def _get_open_for_applications(self):
        """Categories that the public form offers."""
        return self.search(
            [
                ("application_open", "=", True),
                ("kind", "in", ("any", "individual", "corporate")),
            ]
        )

    def _takes(self, is_company):
        """Whether a person, or an organisation, may apply for this category."""
        self.ensure_one()
        return self.kind == "any" or is_company == (self.kind == "corporate")

    def _get_asked_extras(self):
        """Extra fields of this category that the public form can ask for."""
        self.ensure_one()
        return asked_extras(self.member_properties_definition)
