from odoo import Command, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """Where deposits of bands stand in the books, and what a lost band is sold as."""

    _inherit = "res.company"

    band_deposit_account_id = fields.Many2one(
        "account.account",
        "Account of Deposits",
        domain=[("account_type", "=", "liability_current")],
        check_company=True,
        help="What the club owes to those who left a deposit for a band.",
    )
    band_deposit_product_id = fields.Many2one(
        "product.product", "Product of Deposits", check_company=True
    )
    band_fee_product_id = fields.Many2one(
        "product.product",
        "Product of Lost Bands",
        check_company=True,
        help="Its taxes are part of the amount that the type of band says.",
    )

    def write(self, vals):
        if "band_deposit_account_id" in vals:
            self._check_band_account_free(vals["band_deposit_account_id"])
        return super().write(vals)

    def _check_band_account_free(self, account_id):
        """The account stays once deposits went through it: the sum would be torn."""
        moved = self.filtered(
            lambda company: (
                company.band_deposit_account_id
                and company.band_deposit_account_id.id != account_id
            )
        )
        # sudo: only whether there is any.
        rows_sudo = self.env["community.access.band.money"].sudo()
        if moved and rows_sudo.search_count([("company_id", "in", moved.ids)], limit=1):
            raise ValidationError(
                self.env._("Deposits were taken already: their account stays.")
            )

    def _ensure_band_products(self):
        """The account and products, made on first use unless the settings name them.

        They are made here and not by a data file: other add-ons may by then demand
        fields of a product that a data file of this one cannot know.
        """
        self.ensure_one()
        # sudo: whoever gives out the first band; what is made is fixed here.
        company_sudo = self.sudo().with_company(self)
        if not company_sudo.band_deposit_account_id:
            company_sudo.band_deposit_account_id = company_sudo._new_wallet_account(
                self.env._("Deposits of Bands"), "liability_current"
            )
        if not company_sudo.band_deposit_product_id:
            company_sudo.band_deposit_product_id = company_sudo._new_band_product(
                self.env._("Deposit for a Band"),
                property_account_income_id=company_sudo.band_deposit_account_id.id,
                taxes_id=[Command.clear()],
            )
        if not company_sudo.band_fee_product_id:
            company_sudo.band_fee_product_id = company_sudo._new_band_product(
                self.env._("Lost Band"),
                taxes_id=[Command.set(company_sudo.account_sale_tax_id.ids)],
            )
        return company_sudo

    def _new_band_product(self, name, **values):
        return self.env["product.product"].create(
            {
                "name": name,
                "type": "service",
                "list_price": 0.0,
                "sale_ok": False,
                "purchase_ok": False,
                "supplier_taxes_id": [Command.clear()],
                "company_id": self.id,
                **values,
            }
        )

    def _prepare_gross_line(self, product, amount):
        """A line that comes to `amount` with the product's taxes of this company.

        Taxes that come on top are taken out first, so that the invoice may differ by a
        rounding; a tax within the price does not.
        """
        taxes = product.taxes_id.filtered(lambda tax: tax.company_id == self)
        price = amount
        if taxes and not all(taxes.mapped("price_include")):
            details = taxes._get_tax_details(amount, 1, special_mode="total_included")
            price = details["total_excluded"]
        return {
            "product_id": product.id,
            "quantity": 1,
            "price_unit": price,
            "tax_ids": [Command.set(taxes.ids)],
        }
