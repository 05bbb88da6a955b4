from odoo import api, fields, models
from odoo.tools import SQL


class CommunityContract(models.Model):
    """Which schedules may not be those of today any more."""

    _inherit = "community.contract"

    def _lay_out_stale(self):
        """Lay out those of these contracts whose schedule may be another one today.

        That is cheap where nothing was written since: so billing does it always.
        """
        # sudo: the schedule follows from the contract for whoever needs it.
        contracts = self.sudo().filtered("confirmed_on")
        contracts._get_stale()._lay_out()

    @api.model
    def _get_every_stale(self):
        """Contracts that run, as far as something was written since they were laid."""
        domain = [("state", "not in", ("draft", "ended"))]
        return self.search(domain)._get_stale()

    def _get_stale(self):
        """Those of which a source was written since, or whose horizon is near.

        Sources are the lines, holds and seats, the plan, products, prices and taxes,
        rates, and invoices that were cancelled. What was written in the second of
        laying out counts as written later.
        """
        if not self:
            return self
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT contract.id
                  FROM community_contract contract
                  LEFT JOIN LATERAL (%(written)s) AS source ON TRUE
                 WHERE contract.id = ANY(%(ids)s)
                   AND (contract.laid_on IS NULL
                        OR contract.lay_date <= %(today)s
                        OR source.written >= contract.laid_on)
                 ORDER BY contract.id
                """,
                written=self._sql_last_written(),
                ids=list(self.ids),
                today=fields.Date.context_today(self),
            )
        )
        return self.browse(row[0] for row in rows)

    @api.model
    def _sql_last_written(self):
        """When something that a contract is laid out from was written last."""
        return SQL(
            """
            SELECT greatest(
                (SELECT max(greatest(line.write_date, variant.write_date,
                                     template.write_date))
                   FROM community_contract_line line
                   LEFT JOIN product_product variant ON variant.id = line.product_id
                   LEFT JOIN product_template template
                     ON template.id = variant.product_tmpl_id
                  WHERE line.contract_id = contract.id),
                (SELECT max(write_date) FROM community_contract_hold
                  WHERE contract_id = contract.id),
                (SELECT max(write_date) FROM community_contract_seat
                  WHERE contract_id = contract.id),
                (SELECT write_date FROM community_plan
                  WHERE id = contract.plan_id),
                (SELECT max(price.write_date) FROM product_pricelist_item price
                  WHERE price.pricelist_id = contract.pricelist_id),
                (SELECT write_date FROM product_pricelist
                  WHERE id = contract.pricelist_id),
                (SELECT max(write_date) FROM account_tax
                  WHERE company_id = contract.company_id),
                (SELECT write_date FROM account_fiscal_position
                  WHERE id = contract.fiscal_position_id),
                (SELECT max(write_date) FROM res_currency_rate
                  WHERE currency_id = contract.currency_id),
                (SELECT max(write_date) FROM account_move
                  WHERE community_contract_id = contract.id AND state = 'cancel')
            ) AS written
            """
        )


class CommunityContractLine(models.Model):
    _inherit = "community.contract.line"

    @api.ondelete(at_uninstall=False)
    def _forget_schedule(self):
        # sudo: only that the schedule has to be laid out anew.
        self.contract_id.sudo().laid_on = False
