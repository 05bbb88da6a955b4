import logging
from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_amount, format_date, split_every

from ..tools.mrr import monthly_value
from ..tools.price_revision import revised_price
from .bill_desk import TRY_AGAIN
from .price_desk import PriceDesk

_logger = logging.getLogger(__name__)
ONE_DAY = timedelta(days=1)
AT_ONCE = 200
# Taking back writes to the history of each contract.
BACK_AT_ONCE = 40


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

    def _apply_lines(self):
        """Write a chunk of new prices; rows that are written are not written again.

        :return: number of contracts
        """
        return self._do_chunk("_apply_rows", Domain("state", "=", "planned"), AT_ONCE)

    def _do_chunk(self, method, domain, limit):
        """Contracts that somebody else writes now, such as billing, are left for later.

        :return: number of contracts
        """
        self.ensure_one()
        Row = self.env["community.price.campaign.line"]
        domain &= Domain("campaign_id", "=", self.id)
        contracts = Row.search(domain, order="contract_id, id").contract_id
        if contracts:
            contracts = contracts.try_lock_for_update(limit=limit)
        if contracts:
            domain &= Domain("contract_id", "in", contracts.ids)
            self._do_or_split(method, Row.search(domain, order="contract_id, id"))
        return len(contracts)

    def _do_or_split(self, method, rows):
        """All at once; if that fails, by halves, down to the contract at fault."""
        contracts = rows.contract_id
        try:
            with self.env.cr.savepoint():
                getattr(self, method)(rows)
            return
        except TRY_AGAIN:
            raise
        except Exception as error:
            if len(contracts) == 1:
                _logger.exception("%s of contract %s failed.", method, contracts.id)
                rows.filtered(lambda row: row.state == "planned").state = "left_out"
                rows.why = str(error)
                return
        half = set(contracts.ids[: len(contracts) // 2])
        first = rows.filtered(lambda row: row.contract_id.id in half)
        self._do_or_split(method, first)
        self._do_or_split(method, rows - first)

    def _apply_rows(self, rows):
        desk = PriceDesk(self.env, self.company_id)
        for row in rows:
            if why := self._get_obstacle(row, desk):
                row.write({"state": "left_out", "why": why})
        rows = rows.filtered(lambda row: row.state == "planned")
        groups = rows.grouped(lambda row: (row.contract_id, row.date))
        # sudo: roles may read the ledger of changes, and only the suite writes it
        changes = (
            self.env["community.contract.change"]
            .sudo()
            .create(
                [
                    {
                        "contract_id": contract.id,
                        "kind": "price",
                        "date": day,
                        "reason": self.name,
                    }
                    for contract, day in groups
                ]
            )
        )
        lines = []
        for change, group in zip(changes, groups.values(), strict=True):
            lines += self._change_prices(change, group)
        self.env["community.contract.line"]._with_pen().create(lines)
        rows.contract_id._finish_changes(changes)

    def _get_obstacle(self, row, desk):
        """Say why a contract is left out, or nothing."""
        contract = row.contract_id
        last = contract._get_last_day()
        if contract.state == "ended" or (last and last < row.date):
            return self.env._("The contract ends before.")
        line = row.line_id
        if not line or not line._is_on(row.date):
            return self.env._("The line was changed meanwhile.")
        price = self._get_line_price(contract, line, row.date, desk)
        if contract.currency_id.compare_amounts(price, row.old_price):
            return self.env._("The price was changed meanwhile.")
        if contract.billed_until and contract.billed_until >= row.date:
            return self.env._("The period is billed already.")
        return None

    def _change_prices(self, change, rows):
        """End the lines with the old prices; values of those with the new ones."""
        contract = rows.contract_id
        contract._end_lines(rows.line_id, change.date, change)
        ends = dict(change.undo)
        rows.write({"state": "done", "change_id": change.id})
        return [
            row.line_id.copy_data(
                {
                    "date_start": change.date,
                    "date_end": ends[row.line_id.id],
                    "price_mode": "fixed",
                    "price_unit": row.new_price,
                    "change_id": change.id,
                }
            )[0]
            for row in rows
        ]

    def _take_back(self):
        """Nothing was paid at the new prices: a chunk of lines becomes what it was.

        :return: number of contracts
        """
        domain = Domain("change_id.state", "=", "planned") & Domain("why", "=", False)
        return self._do_chunk("_take_back_rows", domain, BACK_AT_ONCE)

    def _take_back_rows(self, rows):
        rows.change_id._cancel(self.env._("The price revision was cancelled."))
        contracts = rows.contract_id
        contracts._lay_out()
        contracts._refresh_state()

    @api.model
    def _cron_apply_prices(self):
        """Go on with revisions whose lines are not all written, or taken back."""
        cron, Row = self.env["ir.cron"], self.env["community.price.campaign.line"]
        for method, domain in (
            (
                "_take_back",
                [
                    ("campaign_id.state", "=", "cancelled"),
                    ("change_id.state", "=", "planned"),
                    ("why", "=", False),
                ],
            ),
            (
                "_apply_lines",
                [("campaign_id.state", "=", "applied"), ("state", "=", "planned")],
            ),
        ):
            for [campaign] in Row._read_group(domain, ["campaign_id"]):
                while number := getattr(campaign, method)():
                    remaining = Row.search_count(domain)
                    if not cron._commit_progress(number, remaining=remaining):
                        return


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
