from odoo import models


class CommunityApplication(models.Model):
    """Whoever brought a new member earns the points of a referral."""

    _inherit = "community.application"

    def _accept(self, text, note):
        was_member = self.match_choice == "known" and self.match_partner_id.is_member
        result = super()._accept(text, note)
        # sudo: those who decide on admissions need not see members or their ledger.
        application_sudo = self.sudo()
        referee, partner = application_sudo.referee_id, application_sudo.partner_id
        if referee and partner and referee != partner and not was_member:
            fact = {
                "partner": referee,
                # A person is brought in once, however often he applies.
                "key": str(partner.id),
                "record": application_sudo,
                "reason": self.env._("%(name)s joined", name=partner.name),
            }
            self.env["community.points.entry"]._post_for_trigger(
                "referral", [fact], application_sudo.company_id
            )
        return result
