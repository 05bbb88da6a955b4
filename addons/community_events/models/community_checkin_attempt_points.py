from odoo import api, models

TRIGGER = "checkin_fraud"


class CommunityCheckinAttempt(models.Model):
    """A try to cheat feeds the rules of points; what was cleared is given back."""

    _inherit = "community.checkin.attempt"

    @api.model
    def _post(self, values, decision, evidence=None):
        attempt = super()._post(values, decision, evidence)
        attempt._settle_strike()
        return attempt

    def _settle_strike(self):
        """Points follow the organiser's word: any word about a strike clears it."""
        # sudo: members are judged by rules that they do not read.
        self_sudo = self.sudo()
        entries_sudo = self.env["community.points.entry"].sudo()
        cleared_sudo = self_sudo.corrects_id.filtered("is_strike")
        if cleared_sudo:
            entries_sudo._reverse_for_trigger(
                TRIGGER, cleared_sudo, self.env._("Cleared by the organiser")
            )
        # Also what was let in, and annulled as a try to cheat.
        for attempt_sudo in self_sudo.filtered(
            lambda one: one.is_strike and one.partner_id
        ):
            company = attempt_sudo.company_id or self.env.company
            entries_sudo.with_company(company)._post_for_trigger(
                TRIGGER, [attempt_sudo._prepare_strike_fact()], company
            )

    def _prepare_strike_fact(self):
        self.ensure_one()
        return {
            "partner": self.partner_id,
            "key": f"attempt:{self.id}",
            "date": self.at.date(),
            "record": self,
            "reason": self.env._(
                "Check-in refused: %(event)s", event=self.event_id.name
            ),
        }
