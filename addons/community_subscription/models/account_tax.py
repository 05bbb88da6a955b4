from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class AccountTax(models.Model):
    _inherit = "account.tax"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_planned(self):
        """Without it, the product would be billed without any tax, in silence."""
        for tax in self._get_planned():
            raise UserError(
                self.env._(
                    "Contracts will be billed with the tax %(name)s. Give their "
                    "products another one first, or archive this one: then those who "
                    "bill are told.",
                    name=tax.name,
                )
            )

    def _get_planned(self):
        """Those that rows of a payment schedule are still to be billed with.

        A draft has no rows yet: there the taxes that were agreed for its lines count.
        """
        # sudo: whoever deletes taxes may not see the companies below his own.
        companies = (
            self.env["res.company"]
            .sudo()
            .search([("id", "child_of", self.company_id.ids)])
        )
        self.env["community.contract.period"].flush_model(["detail", "state"])
        self.env["community.contract"].flush_model(["state"])
        self.env["community.contract.line"].flush_model(["contract_id", "tax_ids"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT tax.id
                  FROM unnest(%(ids)s) AS tax(id)
                 WHERE EXISTS (
                    SELECT FROM community_contract_period
                     WHERE state = 'planned'
                       AND company_id = ANY(%(companies)s)
                       AND detail @> jsonb_build_array(jsonb_build_object(
                            'taxes', jsonb_build_array(tax.id))))
                    OR EXISTS (
                    SELECT FROM community_contract_line_tax_rel rel
                      JOIN community_contract_line line ON line.id = rel.line_id
                      JOIN community_contract contract
                        ON contract.id = line.contract_id
                     WHERE rel.tax_id = tax.id AND contract.state = 'draft')
                """,
                ids=list(self.ids),
                companies=list(companies.ids),
            )
        )
        return self.browse(row[0] for row in rows)
