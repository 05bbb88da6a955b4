from odoo import fields, models

from .community_access_medium import THINGS

SHOWN_STATES = ("issued", "blocked", "lost", "stolen")
SHOWN = 12


class ResPartner(models.Model):
    """Whose visits and bands somebody may see: his own, and those of his wards."""

    _inherit = "res.partner"

    access_told_guardian_id = fields.Many2one(
        "res.partner",
        "Is Told of Visits",
        copy=False,
        groups="community_access.group_access_desk",
        help="The guardian who asked to hear when this person comes and leaves; "
        "another guardian has to ask anew.",
    )
    access_pin_refused = fields.Integer(groups="base.group_system", copy=False)
    access_pin_refused_since = fields.Datetime(groups="base.group_system", copy=False)

    def _get_access_people(self):
        """The person, and whose guardian he is today."""
        self.ensure_one()
        wards = self.search([("guardian_id", "=", self.id)], order="name, id", limit=20)
        return self | wards

    def _get_access_credentials(self, company):
        """Bands, cards and codes of one person, what opens gates first."""
        self.ensure_one()
        found = self.env["community.access.credential"].search(
            [
                ("partner_id", "=", self.id),
                ("company_id", "=", company.id),
                ("state", "in", SHOWN_STATES),
            ],
            order="issued_on DESC, id DESC",
            limit=SHOWN,
        )
        return found.sorted(
            lambda one: (SHOWN_STATES.index(one.state), one.kind not in THINGS)
        )

    def _toggle_access_notice(self, ward, is_told):
        """A guardian says whether he wants to hear when his ward comes and leaves."""
        self.ensure_one()
        if ward.guardian_id == self:
            ward.access_told_guardian_id = self if is_told else False

    def _get_told_guardian(self):
        """Who hears of this person's visits: the guardian of today, if he asked."""
        self.ensure_one()
        asked = self.access_told_guardian_id
        return asked if asked and asked == self.guardian_id else self.browse()
