from odoo import api, fields, models

OFFICER = "community_subscription.group_subscription_officer"


class CommunityMemberStateChange(models.TransientModel):
    """Whoever leaves or dies does not pay on: the contracts can end on the same day."""

    _inherit = "community.member.state.change"

    close_contracts = fields.Boolean(
        "Close the Contracts Too",
        default=lambda self: self.env.user.has_group(OFFICER),
        groups=OFFICER,
    )

    @api.depends("close_contracts")
    def _compute_outcome(self):
        return super()._compute_outcome()

    def _get_open_contracts(self):
        """The contracts that the members hold, as far as the user may close them."""
        if self.operation not in ("resign", "decease"):
            return self.env["community.contract"]
        if not self.env.user.has_group(OFFICER):
            return self.env["community.contract"]
        return self.env["community.contract"].search(
            [
                ("partner_id", "in", self.partner_ids._origin.ids),
                ("state", "not in", ("draft", "ended")),
            ]
        )

    def _get_outcome(self):
        outcome = super()._get_outcome()
        contracts = self._get_open_contracts()
        if not (outcome and contracts):
            return outcome
        if not self.close_contracts:
            sentence = self.env._(
                "Contracts that go on: %(names)s.",
                names=", ".join(contracts.mapped("name")),
            )
        else:
            sentence = self.env._(
                "Contracts that end on that day: %(names)s.",
                names=", ".join(contracts.mapped("name")),
            )
        return f"{outcome} {sentence}"

    def action_apply(self):
        contracts = self._get_open_contracts()
        result = super().action_apply()
        if contracts and self.close_contracts:
            day = max(self.day, fields.Date.context_today(self))
            if self.operation == "decease":
                day = self.day
            for contract in contracts:
                last = contract.close_date
                if not last or last > day:
                    contract._close(max(day, contract.date_start), self.reason_id)
        return result
