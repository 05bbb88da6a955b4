from odoo import fields, models

from .price_desk import PriceDesk


class CommunityContractPeriod(models.Model):
    """From planned to billed."""

    _inherit = "community.contract.period"

    once_product_id = fields.Many2one(
        "product.product",
        "Joining Fee",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="A joining fee: billed once to each member.",
    )

    def _refresh_amounts(self):
        """Due planned rows at the prices of today, before they are billed.

        The rows of one contract become one invoice, whatever days they were planned
        for: their amounts are computed together.
        """
        # sudo: billing follows from the contracts, whoever starts it.
        contracts = self.sudo().contract_id
        contracts._lay_out_stale()
        rows = self._with_pen().exists().filtered(lambda row: row.state == "planned")
        rows._compute_together()
        return rows

    def _compute_together(self):
        for company, rows in self.grouped("company_id").items():
            desk = PriceDesk(rows.with_company(company).env, company)
            for together in rows.grouped("contract_id").values():
                if len(set(together.mapped("bill_date"))) < 2:
                    continue
                totals = desk.compute_totals(
                    [row.detail or [] for row in together], together.currency_id
                )
                for row, (untaxed, tax, total) in zip(together, totals, strict=True):
                    row._set_amounts(untaxed, tax, total)

    def _set_amounts(self, untaxed, tax, total):
        values = {
            "amount_untaxed": untaxed,
            "amount_tax": tax,
            "amount_total": total,
        }
        changed = {
            name: value
            for name, value in values.items()
            if self.currency_id.compare_amounts(self[name], value)
        }
        if changed:
            self.write(changed)

    def _set_billed(self, move_by_period):
        """These planned rows are on these invoices now.

        :param move_by_period: dict of rows to invoices
        """
        by_move = {}
        for period, move in move_by_period.items():
            by_move.setdefault(move, self.browse())
            by_move[move] |= period
        for move, periods in by_move.items():
            periods._with_pen().write({"state": "billed", "move_id": move.id})
        # sudo: billing follows from the contracts, whoever starts it.
        contracts = self.browse(p.id for p in move_by_period).sudo().contract_id
        contracts._sum_up_rows()
        contracts._refresh_state()
