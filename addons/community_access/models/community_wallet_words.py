from odoo import models


class CommunityWallet(models.Model):
    """Reasons of refusals in words: what is the matter, and what helps."""

    _inherit = "community.wallet"

    def _say(self, decision):
        """All reasons of a decision, a sentence or two each."""
        return "\n".join(self._say_reason(reason) for reason in decision.reasons)

    def _say_reason(self, reason):
        facts = {
            name: self._format_minor(value) for name, value in reason.facts.items()
        }
        if reason.code == "wallet_low":
            return self.env._(
                "There is %(balance)s in the wallet, %(missing)s too little. Top it up "
                "at the desk or on the portal.",
                **facts,
            )
        if reason.code == "daily_limit":
            return self.env._(
                "The limit is %(limit)s a day, %(left)s of it is left. The guardian or "
                "the desk can raise it; it begins anew at midnight.",
                **facts,
            )
        return self._say_plain(reason.code)

    def _say_plain(self, code):
        words = {
            "amount_not_positive": self.env._("There is no amount to take."),
            "wallet_blocked": self.env._(
                "The wallet is blocked. The desk can open it again."
            ),
            "category_not_allowed": self.env._(
                "This wallet may not be used for this. The guardian or the desk can "
                "allow it."
            ),
        }
        return words[code]

    def _format_minor(self, value):
        return self.currency_id.format(value / 10**self.currency_id.decimal_places)
