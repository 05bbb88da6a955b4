from odoo import api, models
from odoo.exceptions import UserError

# Only code of this process can hand this object over; no caller from outside can.
_PEN = object()
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

    @api.model
    def _with_pen(self):
        """These rows, by code that may lay out the schedule."""
        # sudo: roles may read the schedule, and nobody may write it.
        return self.sudo().with_context(community_schedule_pen=_PEN)

    def _check_pen(self):
        if self.env.context.get("community_schedule_pen") is not _PEN:
            raise UserError(
                self.env._(
                    "The payment schedule follows from the contract. Change the "
                    "contract instead."
                )
            )

    def _check_not_billed(self):
        if any(row.state == "billed" for row in self):
            raise UserError(
                self.env._(
                    "A billed period is not edited or deleted; what changed is "
                    "billed as a difference."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_pen()
        return super().create(vals_list)

    def write(self, vals):
        self._check_pen()
        if FROZEN & vals.keys():
            self._check_not_billed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_planned(self):
        self._check_pen()
        self._check_not_billed()
