from odoo import api, models

from ..tools.inside import is_inside

# What invoices of one basket have in common; all of it is stored. Fields that are not
# named here are computed by Odoo for each invoice as always.
MOVE_FIELDS = (
    "always_tax_exigible",
    "amount_residual",
    "amount_residual_signed",
    "amount_tax",
    "amount_tax_signed",
    "amount_total",
    "amount_total_in_currency_signed",
    "amount_total_signed",
    "amount_untaxed",
    "amount_untaxed_in_currency_signed",
    "amount_untaxed_signed",
    "date",
    "invoice_currency_rate",
    "invoice_date_due",
    "payment_state",
)
LINE_FIELDS = (
    "account_id",
    "amount_currency",
    "amount_residual",
    "amount_residual_currency",
    "analytic_distribution",
    "balance",
    "credit",
    "currency_id",
    "date",
    "date_maturity",
    "debit",
    "deductible_amount",
    "discount",
    "discount_amount_currency",
    "discount_balance",
    "discount_date",
    "display_type",
    "extra_tax_data",
    "group_tax_id",
    "invoice_date",
    "is_storno",
    "move_name",
    "name",
    "no_followup",
    "parent_state",
    "partner_id",
    "payment_id",
    "price_subtotal",
    "price_total",
    "price_unit",
    "product_id",
    "product_uom_id",
    "quantity",
    "reconciled",
    "ref",
    "sequence",
    "statement_id",
    "statement_line_id",
    "tax_base_amount",
    "tax_ids",
    "tax_repartition_line_id",
    "tax_tag_ids",
)


class CommunityPreparedMixin(models.AbstractModel):
    """Records that are created with values that somebody computed already.

    Under the context key `community_prepared` the fields named in `_prepared_fields`
    are stored as given: neither their inverses nor their computations run again. All
    other fields, those of add-ons unknown here among them, are computed as always.
    """

    _name = "community.prepared.mixin"
    _description = "Created with Computed Values"

    _prepared_fields = ()

    def _add_precomputed_values(self, vals_list):
        if not is_inside(self.env.context, "community_prepared"):
            return super()._add_precomputed_values(vals_list)
        self._restore_prepared_values(vals_list)
        super()._add_precomputed_values(vals_list)
        given = {self._fields[name] for name in self._prepared_fields}
        for vals in vals_list:
            # The ORM calls no inverse for what it believes to have computed itself.
            vals.setdefault("__precomputed__", set()).update(given)
        return None

    def _restore_prepared_values(self, vals_list):
        """Give back what the ORM takes out of every creation to compute it itself."""

    @api.model
    def _create(self, data_list):
        if is_inside(self.env.context, "community_prepared"):
            given = {
                field
                for name in self._prepared_fields
                for field in self.pool.field_computed.get(self._fields[name], ())
            }
            for data in data_list:
                data["protected"] |= given
        return super()._create(data_list)
