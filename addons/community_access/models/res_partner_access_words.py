from odoo import api, models


class ResPartner(models.Model):
    """Why a gate does not open, in a sentence to the member."""

    _inherit = "res.partner"

    @api.model
    def _say_access_reason(self, reason, company):
        """One reason of a decision; the suite's words, where they are installed."""
        if "community.access.words" in self.env:
            return self.env["community.access.words"]._say(reason, company)
        words = self._get_access_words() | self._get_access_words_of_place()
        return words.get(reason.get("code"), self.env._("The desk tells you more."))

    @api.model
    def _get_access_words(self):
        """About the band, the contract and the person."""
        return {
            "unknown_credential": self.env._(
                "The gate does not know this band or code."
            ),
            "not_issued": self.env._("This band was given to nobody yet."),
            "credential_lost": self.env._("This band was reported lost."),
            "credential_stolen": self.env._("This band was reported stolen."),
            "credential_blocked": self.env._("This band was stopped."),
            "credential_returned": self.env._("This band was handed in."),
            "credential_expired": self.env._("The time of this band is over."),
            "no_contract": self.env._("There is no subscription that opens gates."),
            "no_right": self.env._("Nothing opens this gate for you yet."),
            "no_right_here": self.env._("Your plan does not include this place."),
            "not_this_age": self.env._("Your plan opens this place at another age."),
            "not_accepted": self.env._("Your subscription waits for your consent."),
            "not_started": self.env._("Your subscription has not begun yet."),
            "past_due": self.env._(
                "An invoice is overdue. Pay it, and the gate opens."
            ),
            "hold": self.env._("Your subscription is on hold."),
            "ended": self.env._("Your subscription has ended."),
            "visits_used": self.env._("The visits of this period are used up."),
            "wallet_low": self.env._("There is not enough money in the wallet."),
            "surplus_due": self.env._("The longer stay is paid before you leave."),
            "stopped": self.env._("Please speak with the desk."),
            "not_active": self.env._("You are not in the register any more."),
        }

    @api.model
    def _get_access_words_of_place(self):
        """About the house, the hour, and who is inside."""
        return {
            "zone_closed": self.env._("It is closed at this hour."),
            "out_of_hours": self.env._("Your plan opens it at other hours."),
            "gate_closed": self.env._("This gate is closed; take another one."),
            "lockdown": self.env._("The house is closed for the moment."),
            "locked_out": self.env._("Too many tries; please wait a little."),
            "already_inside": self.env._("You are inside already."),
            "not_in_parent": self.env._("Come in by the main gate first."),
            "came_just_now": self.env._("You came in just now; please wait a little."),
            "zone_full": self.env._("It is full just now."),
            "escort_needed": self.env._(
                "Somebody who looks after you has to be inside."
            ),
        }
