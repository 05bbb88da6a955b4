"""What follows from a contract, or was agreed in it, is not typed in from outside."""

from odoo import api, models
from odoo.exceptions import UserError

# Only code of this process can hand this object over; no caller from outside can.
_PEN = object()
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
AGREED = frozenset({"date_end", "plan_id"})
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


def _has_pen(env):
    return env.su or env.context.get("community_contract_pen") is _PEN


class CommunityContract(models.Model):
    _inherit = "community.contract"

    def _with_pen(self):
        """These records, by code that has checked who may do what with them."""
        return self.with_context(community_contract_pen=_PEN)

    @api.model_create_multi
    def create(self, vals_list):
        if not _has_pen(self.env):
            for vals in vals_list:
                self._check_written_by_suite(FOLLOWS & vals.keys())
        return super().create(vals_list)

    def write(self, vals):
        if not _has_pen(self.env):
            names = FOLLOWS & vals.keys()
            if any(contract.confirmed_on for contract in self):
                names |= AGREED & vals.keys()
            self._check_written_by_suite(names)
        return super().write(vals)

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
    _inherit = "community.contract.line"

    def _with_pen(self):
        return self.with_context(community_contract_pen=_PEN)

    def _check_pen(self):
        """What was agreed is not rewritten: a line ends, and another one begins."""
        if not _has_pen(self.env) and any(self.contract_id.mapped("confirmed_on")):
            raise UserError(
                self.env._(
                    "The contract is accepted: its lines and prices stay as they were "
                    "agreed. Change the plan or revise the price instead."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_pen()
        return lines

    def write(self, vals):
        if PRICED & vals.keys():
            self._check_pen()
        result = super().write(vals)
        if "contract_id" in vals:
            self._check_pen()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_agreed(self):
        self._check_pen()


class CommunityContractHold(models.Model):
    """A hold moves terms and prices: the buttons ask what the plan allows."""

    _inherit = "community.contract.hold"

    def _with_pen(self):
        return self.with_context(community_contract_pen=_PEN)

    def _check_pen(self):
        if not _has_pen(self.env):
            raise UserError(
                self.env._(
                    "A hold is made, ended or cancelled with the buttons of its "
                    "contract."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_pen()
        return super().create(vals_list)

    def write(self, vals):
        self._check_pen()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_by_suite(self):
        self._check_pen()
