from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_amount, format_date

from ..tools.proration import to_decimal
from ..tools.settlement import settle


class CommunityContract(models.Model):
    """What is billed when, and what is really paid for it then."""

    _inherit = "community.contract"

    credit_words = fields.Char("Credit", compute="_compute_credit_words")

    @api.depends("period_ids.amount_total", "period_ids.state")
    def _compute_credit_words(self):
        # sudo: whoever sees the contract is told what is credited, not the invoices
        found = self.sudo()._origin._get_next_payments()
        for contract in self:
            payment = found.get(contract._origin.id)
            words = payment and payment["credit"] and contract._tell_credit(payment)
            contract.credit_words = words or False

    def _tell_credit(self, payment):
        """:param payment: see `_get_next_payments`"""
        amount = format_amount(self.env, payment["credit"], self.currency_id)
        if payment["credit_date"]:
            return self.env._(
                "%(amount)s on %(date)s, set off against the next bills",
                amount=amount,
                date=format_date(self.env, payment["credit_date"]),
            )
        return self.env._("%(amount)s, set off against the next bills", amount=amount)

    def _tell_used_credit(self, payment):
        amount = format_amount(self.env, payment["used"], self.currency_id)
        return self.env._("after %(amount)s of your credit", amount=amount)

    def _get_upcoming(self):
        """Bills ahead, with all that is due by today as one of today.

        Credits are set off against the bills that follow, the way billing does it.

        :return: {contract id: list of {"date", "total", "opened", "used", "pay",
            "credit", "own"}}; "own" is what of the bill itself is to be paid, for the
            others see `tools/settlement`
        """
        today = fields.Date.context_today(self)
        groups = self.env["community.contract.period"]._read_group(
            Domain("contract_id", "in", self.ids) & Domain("state", "=", "planned"),
            ["contract_id", "bill_date:day"],
            ["amount_total:sum"],
            order="bill_date:day",
        )
        sums = {contract.id: {} for contract in self}
        for contract, day, amount in groups:
            days = sums[contract.id]
            date = max(day, today)
            days[date] = days.get(date, 0.0) + amount
        balances = self._get_open_balances()
        return {
            contract.id: contract._settle_bills(
                sums[contract.id], *balances[contract.id]
            )
            for contract in self
        }

    def _settle_bills(self, days, payable, credit):
        bills = [
            (day, to_decimal(self.currency_id.round(total)))
            for day, total in sorted(days.items())
        ]
        found = []
        for settled in settle(bills, to_decimal(payable), to_decimal(credit)):
            bill = {
                name: value if name == "day" else float(value)
                for name, value in settled._asdict().items()
            }
            bill["date"] = bill.pop("day")
            bill["own"] = min(bill["pay"], max(bill["total"], 0.0))
            found.append(bill)
        return found

    def _get_open_balances(self):
        """{contract id: (what is open, what is credited and not set off yet)}"""
        found = dict.fromkeys(self.ids, (0.0, 0.0))
        moves = self._get_open_invoices() | self._get_open_credits()
        for contract, of in moves.grouped("community_contract_id").items():
            own = of.filtered(
                lambda move, contract=contract: (
                    move.partner_id == contract.payer_id
                    and move.currency_id == contract.currency_id
                )
            )
            notes = own.filtered(lambda move: move.move_type == "out_refund")
            found[contract.id] = tuple(
                contract.currency_id.round(sum(kept.mapped("amount_residual")))
                for kept in (own - notes, notes)
            )
        return found

    # ------------------------------------------------------------
    # WHAT A BILL IS MADE OF
    # ------------------------------------------------------------

    def _get_bills_ahead(self, day):
        """The bills of one contract, each with its "parts", see `_split_bill`.

        :param day: first day of a change
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        # sudo: whoever looks ahead is told sums alone
        bills = self.sudo()._get_upcoming()[self.id]
        desk = self.sudo().with_company(self.company_id)._get_price_desk()
        rows = self._get_planned_rows().grouped(lambda row: max(row.bill_date, today))
        for bill in bills:
            bill["parts"] = self._split_bill(desk, rows[bill["date"]], day)
        return bills

    def _split_bill(self, desk, rows, day):
        """Of one bill: what is credited, what is for days from `day` on, and the rest.

        :return: list of (code, first day, last day, amount), codes are "before",
            "credit" and "new"
        """
        entries, owners = {}, {}
        for row in rows:
            for entry in row.detail or []:
                if not entry["display_type"]:
                    code = self._get_part(row, entry, day)
                    entries.setdefault(code, []).append(entry)
                    owners.setdefault(code, []).append(row)
        totals = desk.compute_totals(list(entries.values()), self.currency_id)
        found = [
            [
                code,
                max(day, min(row.date_from for row in owners[code]))
                if code == "new"
                else min(row.date_from for row in owners[code]),
                max(row.date_to for row in owners[code]),
                total,
            ]
            for code, (_net, _tax, total) in zip(entries, totals, strict=True)
        ]
        if found:
            # Taxes are rounded together: a cent belongs to one of the parts.
            rest = sum(rows.mapped("amount_total")) - sum(part[3] for part in found)
            found[-1][3] = self.currency_id.round(found[-1][3] + rest)
        return sorted(map(tuple, found))

    def _get_part(self, row, entry, day):
        if entry["price_unit"] * entry["quantity"] < 0:
            return "credit"
        line = self.line_ids.browse(entry["line"] or ())
        is_new = line.date_start and line.date_start >= day
        return "new" if is_new or row.date_from >= day else "before"
