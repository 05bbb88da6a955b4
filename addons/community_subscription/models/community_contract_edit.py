from odoo import models
from odoo.exceptions import UserError

# What the schedule follows from; lines, holds and seats write themselves.
LAID_OUT_BY = frozenset(
    {
        "analytic_account_id",
        "fiscal_position_id",
        "hold_ids",
        "line_ids",
        "payer_id",
        "pricelist_id",
        "seat_ids",
    }
)
# What an accepted contract cannot have otherwise any more.
SETTLED = frozenset({"company_id", "currency_id", "date_start", "partner_id"})


class CommunityContract(models.Model):
    """Edited by hand, a contract is laid out anew."""

    _inherit = "community.contract"

    def write(self, vals):
        self._check_settled(vals)
        agreed = {}
        if "payer_id" in vals and "pricelist_id" not in vals:
            agreed = {
                contract: (contract.pricelist_id, contract.currency_id)
                for contract in self.filtered("confirmed_on")
            }
        result = super().write(vals)
        for contract, prices in agreed.items():
            pricelist, currency = prices
            if (contract.pricelist_id, contract.currency_id) != prices:
                # Another payer pays the prices that were agreed on.
                super(CommunityContract, contract).write(
                    {"pricelist_id": pricelist.id, "currency_id": currency.id}
                )
        if LAID_OUT_BY & vals.keys():
            self._lay_out()
        return result

    def _check_settled(self, vals):
        """Who, in which currency and from when is agreed on, once accepted."""
        names = SETTLED & vals.keys()
        for contract in self if names or vals.get("pricelist_id") else ():
            if not contract.confirmed_on:
                continue
            for name in names:
                field = contract._fields[name]
                new = field.convert_to_cache(vals[name], contract)
                if field.convert_to_record(new, contract) != contract[name]:
                    raise UserError(
                        self.env._(
                            "%(contract)s is accepted: it keeps its “%(field)s”. "
                            "Close it and make another contract instead.",
                            contract=contract.name,
                            field=field._description_string(self.env),
                        )
                    )
            self._check_currency(contract, vals)

    def _check_currency(self, contract, vals):
        """A pricelist of another currency would make what was billed another sum."""
        pricelist = self.env["product.pricelist"].browse(vals.get("pricelist_id"))
        is_other = pricelist and pricelist != contract.pricelist_id
        if is_other and pricelist.currency_id != contract.currency_id:
            raise UserError(
                self.env._(
                    "%(contract)s is billed in %(currency)s; choose a pricelist in "
                    "that currency.",
                    contract=contract.name,
                    currency=contract.currency_id.name,
                )
            )
