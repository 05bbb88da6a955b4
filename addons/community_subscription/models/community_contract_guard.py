"""What follows from a contract, or was agreed in it, is not typed in from outside."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

# What the suite alone writes.
FOLLOWS = frozenset(
    {
        "bill_error",
        "bill_error_date",
        "billed_until",
        "check_date",
        "close_date",
        "close_reason_id",
        "close_refund",
        "closed_by",
        "confirmed_on",
        "granted_until",
        "is_bought_online",
        "last_billing",
        "laid_on",
        "lay_date",
        "mrr",
        "next_bill_date",
        "offered_on",
        "overdue_since",
        "paid_until",
        "renewed_by_link_at",
        "signature",
        "signed_by",
        "signed_hash",
        "signed_ip",
        "signed_on",
        "signed_text",
        "state",
        "state_reason",
        "trial_end",
    }
)
# What changes by a step of its own, with its date and its place in the ledger, once
# the contract is accepted.
AGREED = frozenset({"date_end", "name", "plan_id"})
# What a line costs, and when.
PRICED = frozenset(
    {
        "by_seat",
        "change_id",
        "contract_id",
        "date_end",
        "date_start",
        "discount",
        "display_type",
        "origin",
        "price_mode",
        "price_unit",
        "product_id",
        "quantity",
        "tax_ids",
    }
)


class CommunityContract(models.Model):
    _inherit = "community.contract"

    def _with_pen(self):
        """These records, for a step of the suite that writes what it has worked out."""
        self.check_access("write")
        # sudo: the right is checked; only the suite writes what follows from it.
        return self.sudo()

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                self._check_written_by_suite(FOLLOWS & vals.keys())
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            names = FOLLOWS & vals.keys()
            if any(contract.confirmed_on for contract in self):
                names |= AGREED & vals.keys()
            self._check_written_by_suite(names)
        return super().write(vals)

    def _confirm(self):
        drafts = self.filtered(lambda contract: not contract.confirmed_on)
        result = super()._confirm()
        drafts._check_not_negative()
        return result

    def _check_not_negative(self):
        """A contract takes money; one that hands it out is a mistake, or worse."""
        # sudo: roles read the schedule of what they may accept.
        suspects = self.sudo().filtered(
            lambda contract: any(
                min(line.quantity, line.price_unit) < 0 for line in contract.line_ids
            )
        )
        for row in suspects.period_ids:
            if row.kind == "period" and row.amount_total < 0:
                raise UserError(
                    self.env._(
                        "%(contract)s comes to less than nothing: %(amount)s from "
                        "%(date)s on. Correct its lines.",
                        contract=row.contract_id.name,
                        amount=row.currency_id.format(row.amount_total),
                        date=format_date(self.env, row.date_from),
                    )
                )

    def _check_written_by_suite(self, names):
        if names:
            fields = (self._fields[name] for name in sorted(names))
            raise UserError(
                self.env._(
                    "%(fields)s cannot be typed in: it follows from the contract. Use "
                    "the buttons of the contract to change it.",
                    fields=", ".join(
                        field._description_string(self.env) for field in fields
                    ),
                )
            )


class CommunityContractLine(models.Model):
    """What was agreed is not rewritten: a line ends, and another one begins."""

    _inherit = "community.contract.line"

    def _has_pen(self):
        return super()._has_pen() or not any(self.contract_id.mapped("confirmed_on"))

    def _check_pen_to_write(self, vals):
        if not PRICED & vals.keys():
            return None
        contract = self.contract_id.browse(vals.get("contract_id"))
        if contract.confirmed_on and not self.env.su:
            raise UserError(self._get_pen_refusal())
        return super()._check_pen_to_write(vals)

    def _get_pen_refusal(self):
        return self.env._(
            "The contract is accepted: its lines and prices stay as they were "
            "agreed. Change the plan or revise the price instead."
        )


class CommunityContractHold(models.Model):
    """A hold moves terms and prices: the buttons ask what the plan allows."""

    _inherit = "community.contract.hold"

    def _get_pen_refusal(self):
        return self.env._(
            "A hold is made, ended or cancelled with the buttons of its contract."
        )
