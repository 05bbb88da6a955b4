from odoo import models
from odoo.tools import SQL

from ..tools.schedule import add_months, add_units, lay_out
from .price_desk import PriceDesk

MONTHS_AHEAD = 12
ROWS_AHEAD = 60
# Written by `_lay_out` for each row of the schedule.
ROW_FIELDS = (
    "kind",
    "date_from",
    "date_to",
    "bill_date",
    "state",
    "detail",
    "amount_untaxed",
    "amount_tax",
    "amount_total",
)
# These are not derived from lines and holds: laying out keeps them.
KEPT_KINDS = ("joining", "usage")


class CommunityContract(models.Model):
    """The payment schedule of a contract."""

    _inherit = "community.contract"

    def _lay_out(self):
        """Lay out the planned rows anew; only rows that differ are written.

        Any number of contracts at once; billed rows stay as they are, and what they
        would cost otherwise now is laid out as a difference.
        """
        # sudo: the schedule follows from the contract for whoever changes that.
        accepted = self.sudo().filtered("confirmed_on")
        for company, contracts in accepted.grouped("company_id").items():
            contracts = contracts.with_company(company)
            contracts._lay_out_with(contracts._get_price_desk(), self._get_today())
        return True

    def _get_price_desk(self):
        """Prices and taxes of the company of these contracts."""
        return PriceDesk(self.env, self.company_id)

    def _lay_out_with(self, desk, today):
        desk.product_ids = tuple(self.line_ids.product_id.ids)
        rows = self._get_rows()
        wanted = {
            contract: contract._plan_rows(desk, rows[contract], today)
            for contract in self
        }
        for contract, planned in wanted.items():
            contract._fill_amounts(desk, planned)
        self._write_rows(rows, wanted)
        self._sum_up_schedule(desk, today)

    def _get_rows(self):
        """All rows of these contracts, read at once."""
        Period = self.env["community.contract.period"]
        found = Period._with_pen().search_fetch(
            [("contract_id", "in", self.ids)],
            ["contract_id", "currency_id", "origin", *(set(ROW_FIELDS) - {"detail"})],
            order="date_from, id",
        )
        grouped = found.grouped("contract_id")
        return {contract: grouped.get(contract, Period) for contract in self}

    # ------------------------------------------------------------
    # WHAT SHOULD BE THERE
    # ------------------------------------------------------------

    def _get_stretches(self, desk, today, last=None):
        """The stretches to lay out: 12 months, at most 60 rows, at least one ahead."""
        self.ensure_one()
        regimes = self._get_regimes()
        key = (tuple(regimes), self.date_start, today, last)
        if key not in desk.stretches:
            horizon = add_months(max(today, self.date_start), MONTHS_AHEAD)
            desk.stretches[key] = list(_until_horizon(regimes, today, horizon, last))
        return desk.stretches[key]

    def _plan_rows(self, desk, rows, today):
        """Values of all rows that should be there beside the billed ones."""
        self.ensure_one()
        billed = rows.filtered(lambda row: row.state == "billed")
        units = billed.grouped(lambda row: row._get_unit())
        wanted = self._plan_trial()
        for unit, stretch in self._get_units(desk, today, units).items():
            if unit in units:
                row = self._prepare_adjust_row(desk, unit, stretch, units.pop(unit))
            else:
                row = self._prepare_period_row(desk, unit, stretch)
            wanted.append(row)
        wanted += self._plan_fees(desk, units)
        for unit, gone in units.items():
            if gone[0].kind not in KEPT_KINDS:
                wanted.append(self._prepare_adjust_row(desk, unit, None, gone))
        wanted = [row for row in wanted if row]
        open_rows = rows - billed
        wanted += self._plan_kept(desk, open_rows, wanted)
        return self._date_adjust_rows(wanted, open_rows, today)

    def _get_units(self, desk, today, billed):
        """The stretches by what they are called in origins."""
        last = self._get_last_day()
        units = {
            str(stretch.date_from): stretch
            for stretch in self._get_stretches(desk, today, last)
        }
        if self.close_date and not self.close_refund:
            # Nothing is credited for the days after the last one.
            for stretch in self._get_stretches(desk, today):
                if str(stretch.date_from) in billed:
                    units[str(stretch.date_from)] = stretch
        return units

    def _plan_trial(self):
        if not self.trial_end:
            return []
        last = min(self._get_last_day() or self.trial_end, self.trial_end)
        if last < self.date_start:
            return []
        return [
            {
                "kind": "period",
                "origin": f"trial:{self.date_start}",
                "date_from": self.date_start,
                "date_to": last,
                "bill_date": self.date_start,
                "detail": [],
            }
        ]

    def _prepare_period_row(self, desk, unit, stretch):
        return {
            "kind": "period",
            "origin": f"period:{unit}",
            "date_from": stretch.date_from,
            "date_to": stretch.date_to,
            "bill_date": stretch.bill_date,
            "detail": self._get_period_detail(desk, stretch),
        }

    def _fill_amounts(self, desk, planned):
        """Totals of rows; those that are due on one day are on one invoice."""
        together = {}
        for row in planned:
            together.setdefault(row["bill_date"], []).append(row)
        for rows in together.values():
            details = [row["detail"] for row in rows]
            totals = desk.compute_totals(details, self.currency_id)
            for row, (untaxed, tax, total) in zip(rows, totals, strict=True):
                row.update(
                    amount_untaxed=untaxed,
                    amount_tax=tax,
                    amount_total=total,
                    state="planned" if untaxed or total else "free",
                )

    # ------------------------------------------------------------
    # WRITING WHAT DIFFERS
    # ------------------------------------------------------------

    def _write_rows(self, rows, wanted):
        Period = self.env["community.contract.period"]._with_pen()
        new, gone = [], Period
        details = self._get_details()
        for contract, planned in wanted.items():
            left = {row.origin: row for row in rows[contract] if row.state != "billed"}
            for values in planned:
                row = left.pop(values["origin"], None)
                if row is None:
                    new.append(contract._prepare_new_row(values))
                elif changed := row._get_changed(values, details[row.id]):
                    row.write(changed)
            gone += Period.union(*left.values())
        gone.unlink()
        Period.create(new)

    def _get_details(self):
        """{row id: detail} of the open rows, without a copy of each."""
        self.env["community.contract.period"].flush_model(["detail", "state"])
        rows = self.env.execute_query(
            SQL(
                "SELECT id, detail FROM community_contract_period"
                " WHERE contract_id = ANY(%s) AND state != 'billed'",
                list(self.ids),
            )
        )
        return dict(rows)

    def _prepare_new_row(self, values):
        return {
            **values,
            "contract_id": self.id,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
        }


def _until_horizon(regimes, today, horizon, last):
    ahead = 0
    for stretch in lay_out(regimes, add_units(horizon, "year", 100), last):
        if stretch.date_from > today:
            ahead += 1
            is_far = stretch.date_from >= horizon
            if ahead > ROWS_AHEAD or (ahead > 1 and is_far):
                return
        yield stretch


class CommunityContractPeriod(models.Model):
    """What a row of the schedule stands for."""

    _inherit = "community.contract.period"

    def _get_unit(self):
        """What the row bills: the same for a period and all its adjustments."""
        self.ensure_one()
        name = self.origin.split(":", 1)[1] if ":" in self.origin else self.origin
        return name.rsplit(":", 1)[0] if self.kind == "adjust" else name

    def _get_changed(self, values, detail):
        """Those of the values that the row does not have yet."""
        self.ensure_one()
        changed = {}
        for name in ROW_FIELDS:
            mine, wanted = detail if name == "detail" else self[name], values[name]
            if name.startswith("amount_"):
                differs = self.currency_id.compare_amounts(mine, wanted) != 0
            else:
                differs = (mine or False) != (wanted or False)
            if differs:
                changed[name] = wanted
        return changed
