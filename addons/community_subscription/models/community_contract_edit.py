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
        result = super().write(vals)
        if LAID_OUT_BY & vals.keys():
            self._lay_out()
        return result

    def _check_settled(self, vals):
        """Who, in which currency and from when is agreed on, once accepted."""
        names = SETTLED & vals.keys()
        for contract in self if names else ():
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
