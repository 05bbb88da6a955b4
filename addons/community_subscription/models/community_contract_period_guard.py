from odoo import api, models
from odoo.exceptions import UserError

# What a billed row says is never edited; its invoice stays with it for good.
FROZEN = frozenset(
    {
        "contract_id",
        "company_id",
        "currency_id",
        "kind",
        "origin",
        "date_from",
        "date_to",
        "bill_date",
        "state",
        "detail",
        "amount_untaxed",
        "amount_tax",
        "amount_total",
        "move_id",
    }
)


class CommunityContractPeriod(models.Model):
    """The schedule is written by the suite alone, and billed rows by nobody."""

    _inherit = "community.contract.period"

    _pen = "schedule"

    def _get_pen_refusal(self):
        return self.env._(
            "The payment schedule follows from the contract. Change the "
            "contract instead."
        )

    def _check_not_billed(self):
        if any(row.state == "billed" for row in self):
            raise UserError(
                self.env._(
                    "A billed period is not edited or deleted; what changed is "
                    "billed as a difference."
                )
            )

    def _check_pen_to_write(self, vals):
        result = super()._check_pen_to_write(vals)
        if FROZEN & vals.keys():
            self._check_not_billed()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_planned(self):
        self._check_not_billed()
