from odoo import api, models
from odoo.tools import SQL

from .price_desk import PriceDesk

AT_ONCE = 500


class CommunityContractPeriod(models.Model):
    """Schedule = invoices = ledger, to the cent: finds where that is not so."""

    _inherit = "community.contract.period"

    @api.model
    def _check_ledger(self):
        """A sentence for each invoice and each contract that does not add up."""
        self.env.flush_all()
        return [
            *self._check_invoices(),
            *self._check_coverage(),
        ]

    def _check_invoices(self):
        for row in self.env.execute_query_dict(self._sql_invoices()):
            if row["other_contracts"]:
                yield self.env._(
                    "Invoice %(invoice)s bills periods of another contract.",
                    invoice=row["name"],
                )
            said = (row["untaxed"], row["tax"])
            if said != (row["row_untaxed"], row["row_tax"]):
                yield self.env._(
                    "Invoice %(invoice)s says %(untaxed)s and %(tax)s of taxes, its "
                    "periods %(row_untaxed)s and %(row_tax)s.",
                    invoice=row["name"],
                    untaxed=row["untaxed"],
                    tax=row["tax"],
                    row_untaxed=row["row_untaxed"],
                    row_tax=row["row_tax"],
                )
            if row["lines"] != row["row_untaxed"]:
                yield self.env._(
                    "The lines of invoice %(invoice)s say %(lines)s, its periods "
                    "%(periods)s.",
                    invoice=row["name"],
                    lines=row["lines"],
                    periods=row["row_untaxed"],
                )

    @api.model
    def _sql_invoices(self):
        """Invoices and credit notes that are not what their periods say."""
        return SQL(
            """
            WITH billed AS (
                SELECT move_id, sum(amount_untaxed) AS untaxed, sum(amount_tax) AS tax,
                       array_agg(DISTINCT contract_id) AS contracts
                  FROM community_contract_period
                 WHERE state = 'billed' GROUP BY move_id
            ),
            facts AS (
                SELECT move.id, COALESCE(move.name, move.id::text) AS name,
                       billed.contracts != ARRAY[move.community_contract_id]
                           AS other_contracts,
                       round((sign.value * move.amount_untaxed)::numeric, places.value)
                           AS untaxed,
                       round((sign.value * move.amount_tax)::numeric, places.value)
                           AS tax,
                       round(billed.untaxed::numeric, places.value) AS row_untaxed,
                       round(billed.tax::numeric, places.value) AS row_tax,
                       (SELECT round(-sum(line.amount_currency)::numeric, places.value)
                          FROM account_move_line line
                         WHERE line.move_id = move.id
                           AND line.display_type = 'product') AS lines
                  FROM billed
                  JOIN account_move move ON move.id = billed.move_id
                  JOIN res_currency currency ON currency.id = move.currency_id
                  CROSS JOIN LATERAL (SELECT CASE move.move_type
                      WHEN 'out_refund' THEN -1 ELSE 1 END AS value) AS sign
                  CROSS JOIN LATERAL (SELECT GREATEST(0, CEIL(-LOG(currency.rounding)))
                      ::int AS value) AS places
                 WHERE move.state != 'cancel'
            )
            SELECT * FROM facts
             WHERE other_contracts OR untaxed != row_untaxed OR tax != row_tax
                OR lines IS DISTINCT FROM row_untaxed
             ORDER BY id
            """
        )

    def _is_left_over(self):
        """Whether billed rows of a stretch that is gone were not credited."""
        if not any(
            row.state == "billed" and row.origin.startswith("period:") for row in self
        ):
            return False
        return not self.currency_id.is_zero(sum(self.mapped("amount_untaxed")))

    def _check_coverage(self):
        """Every day up to today is in a stretch; what is in none costs nothing."""
        Contract = self.env["community.contract"]
        ids = Contract.search([("confirmed_on", "!=", False)], order="id").ids
        for place in range(0, len(ids), AT_ONCE):
            contracts = Contract.browse(ids[place : place + AT_ONCE])
            for company, found in contracts.grouped("company_id").items():
                desk = PriceDesk(found.with_company(company).env, company)
                rows = found._get_rows()
                for contract in found:
                    yield from contract._get_uncovered(desk, rows[contract])


class CommunityContract(models.Model):
    _inherit = "community.contract"

    def _get_uncovered(self, desk, rows):
        """Sentences about stretches without a row, and rows outside of stretches."""
        today = self._get_today()
        units = rows.filtered(lambda row: row.kind != "usage")
        units = units.grouped(lambda row: row._get_unit())
        known = self._get_units(desk, today, units)
        for unit, stretch in known.items():
            if stretch.date_from <= today and unit not in units:
                yield self.env._(
                    "%(contract)s has no row for the days from %(date)s.",
                    contract=self.name,
                    date=unit,
                )
        for unit, found in units.items():
            if unit in known or not found._is_left_over():
                continue
            yield self.env._(
                "%(contract)s has billed %(amount)s for the days from %(date)s, "
                "which are not in the contract.",
                contract=self.name,
                amount=sum(found.mapped("amount_untaxed")),
                date=unit,
            )
