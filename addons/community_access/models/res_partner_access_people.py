from dateutil.relativedelta import relativedelta

from odoo import fields, models

from .community_access_medium import THINGS

SHOWN_STATES = ("issued", "blocked", "lost", "stolen")
SHOWN = 12
FULL_AGE = 18


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
        return self | self.search(self._get_ward_domain(), order="name, id", limit=20)

    def _get_ward_domain(self):
        """Whom this person decides for today; it ends with the ward's full age."""
        born_after = fields.Date.context_today(self) - relativedelta(years=FULL_AGE)
        return [
            ("guardian_id", "=", self.id),
            "|",
            ("birthdate_date", "=", False),
            ("birthdate_date", ">", born_after),
        ]

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
        if ward.filtered_domain(self._get_ward_domain()):
            ward.access_told_guardian_id = self if is_told else False

    def _get_told_guardian(self):
        """Who hears of this person's visits: the guardian of today, if he asked."""
        self.ensure_one()
        asked = self.access_told_guardian_id
        is_ward = asked and self.filtered_domain(asked._get_ward_domain())
        return asked if is_ward else self.browse()
