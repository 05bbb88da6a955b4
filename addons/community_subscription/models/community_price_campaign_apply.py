import logging
from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_amount, format_date, split_every

from ..tools.mrr import monthly_value
from ..tools.price_revision import revised_price
from .price_desk import PriceDesk

_logger = logging.getLogger(__name__)
ONE_DAY = timedelta(days=1)
AT_ONCE = 200


class CommunityPriceCampaign(models.Model):
    """What a price revision finds, tells, writes and takes back; chunk by chunk."""

    _inherit = "community.price.campaign"

    def _collect_lines(self):
        """One row for each line that is in force on the day."""
        self.ensure_one()
        contracts = self.env["community.contract"].search(
            self._get_contract_domain(), order="id"
        )
        desk = PriceDesk(self.env, self.company_id)
        for ids in split_every(AT_ONCE, contracts.ids):
            vals_list = []
            for contract in contracts.browse(ids):
                vals_list += self._prepare_contract_rows(contract, desk)
            self.env["community.price.campaign.line"].create(vals_list)

    def _get_contract_domain(self):
        domain = Domain("company_id", "=", self.company_id.id)
        domain &= Domain("state", "not in", ("draft", "ended"))
        domain &= Domain("close_date", "=", False) | Domain(
            "close_date", ">=", self.date
        )
        if self.plan_ids:
            domain &= Domain("plan_id", "in", self.plan_ids.ids)
        if self.product_ids:
            domain &= Domain("line_ids.product_id", "in", self.product_ids.ids)
        return domain

    def _prepare_contract_rows(self, contract, desk):
        day = contract._get_next_boundary(self.date)
        last = contract._get_last_day()
        if last and last < day:
            return []
        rows = []
        for line in contract.line_ids:
            if self._touches(line, day):
                rows.append(self._prepare_row(contract, line, day, desk))
        return [row for row in rows if row["old_price"] != row["new_price"]]

    def _touches(self, line, day):
        if line.display_type or not line._is_on(day) or line.origin == "temporary":
            return False
        if self.product_ids and line.product_id not in self.product_ids:
            return False
        return not (self.keep_own_prices and line._has_own_price())

    def _prepare_row(self, contract, line, day, desk):
        old = self._get_line_price(contract, line, day, desk)
        new = revised_price(old, self.mode, self.value, self.rounding)
        seats = contract._get_seat_count(day) if line.by_seat else 1
        step = (new - old) * line.quantity * seats * (1 - line.discount / 100)
        plan = contract.plan_id
        month = monthly_value(step, plan.interval_number, plan.interval_unit)
        return {
            "campaign_id": self.id,
            "contract_id": contract.id,
            "line_id": line.id,
            "product_id": line.product_id.id,
            "date": day,
            "quantity": line.quantity * seats,
            "old_price": old,
            "new_price": new,
            "difference": contract.currency_id.round(step),
            "difference_month": contract.currency_id.round(month),
            "difference_company": contract.currency_id._convert(
                month, self.currency_id, self.company_id, day
            ),
        }

    def _get_line_price(self, contract, line, day, desk):
        if line.price_mode == "fixed":
            return line.price_unit
        return desk.get_product_price(contract, line.product_id.id, line.quantity, day)

    # ------------------------------------------------------------
    # Telling
    # ------------------------------------------------------------

    def _announce(self):
        """Tell each contract once what it will pay, and from when."""
        self.ensure_one()
        rows = self.line_ids.filtered(lambda row: row.state == "planned")
        contracts = rows.contract_id
        self.env["community.notice"]._send(
            "price_revision",
            contracts,
            partners={contract.id: contract.payer_id for contract in contracts},
            occurrence=str(self.id),
            values={"campaign": self.id},
        )

    # ------------------------------------------------------------
    # Writing
    # ------------------------------------------------------------

    def _apply_lines(self, limit=AT_ONCE):
        """Write a chunk of new prices; rows that are written are not written again.

        :return: whether nothing is left
        """
        self.ensure_one()
        Row = self.env["community.price.campaign.line"]
        domain = [("campaign_id", "=", self.id), ("state", "=", "planned")]
        rows = Row.search(domain, limit=limit, order="contract_id, id")
        for contract, chunk in rows.grouped("contract_id").items():
            # Rows of one contract belong together, also beyond the limit.
            chunk |= Row.search([*domain, ("contract_id", "=", contract.id)])
            try:
                with self.env.cr.savepoint():
                    self._apply_to_contract(contract, chunk)
            except Exception as error:
                _logger.exception("No new price for contract %s.", contract.id)
                chunk.write({"state": "left_out", "why": str(error)})
        return not Row.search_count(domain, limit=1)

    def _apply_to_contract(self, contract, rows):
        contract.lock_for_update()
        for row in rows:
            if why := self._get_obstacle(contract, row):
                row.write({"state": "left_out", "why": why})
        rows = rows.filtered(lambda row: row.state == "planned")
        for day, group in rows.grouped("date").items():
            self._change_prices(contract, day, group)

    def _get_obstacle(self, contract, row):
        """Say why a contract is left out, or nothing."""
        last = contract._get_last_day()
        if contract.state == "ended" or (last and last < row.date):
            return self.env._("The contract ends before.")
        line = row.line_id
        if not line or not line._is_on(row.date):
            return self.env._("The line was changed meanwhile.")
        desk = PriceDesk(self.env, self.company_id)
        price = self._get_line_price(contract, line, row.date, desk)
        if contract.currency_id.compare_amounts(price, row.old_price):
            return self.env._("The price was changed meanwhile.")
        if contract.billed_until and contract.billed_until >= row.date:
            return self.env._("The period is billed already.")
        return None

    def _change_prices(self, contract, day, rows):
        change = contract._prepare_change("price", day, self.name)
        lines = rows.line_id
        contract._end_lines(lines, day, change)
        ends = {row[0]: row[1] for row in change.undo}
        for row in rows:
            row.line_id._with_pen().copy(
                {
                    "date_start": day,
                    "date_end": ends[row.line_id.id],
                    "price_mode": "fixed",
                    "price_unit": row.new_price,
                    "change_id": change.id,
                }
            )
        rows.write({"state": "done", "change_id": change.id})
        contract._finish_changes(change)

    def _take_back(self):
        """Nothing was paid at the new prices: the lines are as they were."""
        changes = self.line_ids.change_id
        contracts = changes.contract_id
        changes._cancel(self.env._("The price revision was cancelled."))
        contracts._lay_out()
        contracts._refresh_state()

    @api.model
    def _cron_apply_prices(self):
        """Go on with revisions whose lines are not all written."""
        for campaign in self.search([("state", "=", "applied")]):
            while campaign.line_ids.filtered(lambda row: row.state == "planned"):
                is_done = campaign._apply_lines()
                if not self.env["ir.cron"]._commit_progress(AT_ONCE):
                    return
                if is_done:
                    break


class CommunityContract(models.Model):
    _inherit = "community.contract"

    def _get_price_revision(self, campaign_id):
        """Return what a letter says: products, old and new prices, and the day."""
        self.ensure_one()
        rows = self.env["community.price.campaign.line"].search(
            [("campaign_id", "=", campaign_id), ("contract_id", "=", self.id)]
        )
        env = self.with_context(lang=self.payer_id.lang or self.env.lang).env
        return {
            "day": format_date(env, rows[:1].date) if rows else "",
            "rows": [
                (
                    row.with_env(env).product_id.name,
                    format_amount(env, row.old_price, row.currency_id),
                    format_amount(env, row.new_price, row.currency_id),
                )
                for row in rows
            ],
        }
