from markupsafe import Markup

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount, format_date

ROWS_SHOWN = 6
# What a schedule follows from, beside lines and seats.
TERMS = (
    "company_id",
    "currency_id",
    "fiscal_position_id",
    "partner_id",
    "payer_id",
    "plan_id",
    "pricelist_id",
)
LINE = (
    "by_seat",
    "date_end",
    "date_start",
    "discount",
    "display_type",
    "name",
    "price_mode",
    "price_unit",
    "quantity",
    "sequence",
)


class CommunityContract(models.Model):
    """What a draft will cost, and when, before anybody accepts it.

    A copy in memory is laid out by the methods that lay out the real one, so that both
    say the same; nothing is written.
    """

    _inherit = "community.contract"

    foresight = fields.Html(
        "Before Accepting", compute="_compute_foresight", sanitize=False
    )

    @api.depends(
        "date_start",
        "fiscal_position_id",
        "line_ids",
        "line_ids.discount",
        "line_ids.price_mode",
        "line_ids.price_unit",
        "line_ids.product_id",
        "line_ids.quantity",
        "partner_id",
        "payer_id",
        "plan_id",
        "pricelist_id",
        "seat_ids",
        "state",
    )
    @api.depends_context("lang")
    def _compute_foresight(self):
        for contract in self:
            contract.foresight = (
                contract._is_foreseeable() and contract._render_foresight()
            )

    def _is_foreseeable(self):
        is_draft = self.state == "draft" and not self.confirmed_on
        return is_draft and bool(self.partner_id and self.plan_id and self.date_start)

    def _render_foresight(self):
        try:
            draft, rows = self._foresee()
        except UserError as error:
            return Markup('<p class="text-danger">%s</p>') % str(error)
        return self.env["ir.qweb"]._render(
            "community_subscription.contract_foresight",
            {
                "price": draft._say_period_price(),
                "first": draft._get_first_bill(rows),
                "term_end": draft.date_end,
                "rows": rows[:ROWS_SHOWN],
                "is_more": len(rows) > ROWS_SHOWN,
                "kinds": dict(
                    self.env["community.contract.period"]
                    ._fields["kind"]
                    ._description_selection(self.env)
                ),
                "say_amount": lambda amount: format_amount(
                    self.env, amount, draft.currency_id
                ),
                "say_day": lambda day: format_date(self.env, day),
            },
        )

    def _foresee(self):
        """Lay out a copy of the draft.

        :return: the copy, and its rows in the order of their invoices
        """
        self.ensure_one()
        # sudo: prices and taxes, as acceptance would read them
        draft = self.sudo().with_company(self.company_id)._get_copy_in_memory()
        desk, today = draft._get_price_desk(), draft._get_today()
        desk.product_ids = tuple(draft.line_ids.product_id.ids)
        rows = draft._plan_rows(desk, draft._foresee_joining_row(), today)
        draft._fill_amounts(desk, rows)
        rows.sort(key=lambda row: (row["bill_date"], row["date_from"]))
        return draft, rows

    def _get_copy_in_memory(self):
        values = {name: self[name]._origin.id for name in TERMS}
        # Rows that somebody is just typing in are not complete yet.
        lines = [
            line._copy_in_memory()
            for line in self.line_ids
            if line.product_id or line.display_type
        ]
        lines += self._prepare_missing_lines()
        lines.sort(key=lambda line: line["sequence"])
        return self.new(
            {
                **values,
                "date_start": self.date_start,
                **self._prepare_confirmation(self._get_today()),
                # In an order of their own: new rows have no ids to go by.
                "line_ids": [
                    Command.create({**line, "sequence": place})
                    for place, line in enumerate(lines)
                ],
                "seat_ids": [
                    Command.create(
                        {
                            "partner_id": seat.partner_id._origin.id,
                            "date_from": seat.date_from,
                            "date_to": seat.date_to,
                        }
                    )
                    for seat in self.seat_ids
                    if seat.date_from
                ],
            }
        )

    def _foresee_joining_row(self):
        """The joining fee that acceptance would add, not saved."""
        Period = self.env["community.contract.period"]
        product = self.plan_id.joining_product_id
        if not product or (self.partner_id, product) in self._get_joined():
            return Period
        return Period.new(self._prepare_joining_row())

    # ------------------------------------------------------------
    # IN WORDS
    # ------------------------------------------------------------

    def _say_period_price(self):
        """What one whole period costs, with taxes and with the seats in use."""
        plan, day = self.plan_id, self._get_first_paid_day()
        if plan.kind == "usage":
            return self.env._("By usage")
        amount = self._get_period_total(day, self._get_seat_count(day))
        return self.env._(
            "%(amount)s %(rhythm)s",
            amount=format_amount(self.env, amount, self.currency_id),
            rhythm=plan._say_rhythm(plan.interval_number, plan.interval_unit),
        )

    def _get_period_total(self, day, seats, seats_alone=False):
        """What the lines in force on a day cost for a whole period, with taxes.

        :param seats: how many are in use
        :param seats_alone: of the lines by seat only
        """
        desk = self._get_price_desk()
        entries = [
            {
                "product": line.product,
                "taxes": desk.get_taxes(self, line),
                "quantity": line.quantity * (seats if line.by_seat else 1),
                "price_unit": desk.get_price(self, line, day),
                "discount": line.discount,
                "display_type": False,
            }
            for line in desk.get_sheet(self).lines
            if not line.display_type
            and (line.by_seat or not seats_alone)
            and (not line.date_start or line.date_start <= day)
            and (not line.date_end or line.date_end >= day)
        ]
        return desk.compute_totals([entries], self.currency_id)[0][2]

    def _get_first_bill(self, rows):
        """Day and sum of the first invoice, or None where nothing is to pay."""
        owed = [row for row in rows if row["state"] == "planned"]
        if not owed:
            return None
        today, company = self._get_today(), self.company_id
        last = owed[0]["bill_date"]
        if company.community_bill_catch_up == "together":
            last = max(last, today)
        amount = sum(row["amount_total"] for row in owed if row["bill_date"] <= last)
        return {"day": max(owed[0]["bill_date"], today), "amount": amount}


class CommunityContractLine(models.Model):
    _inherit = "community.contract.line"

    def _copy_in_memory(self):
        """Values of the line for a copy that is never saved."""
        self.ensure_one()
        return {
            **{name: self[name] for name in LINE},
            "product_id": self.product_id._origin.id,
            "tax_ids": [Command.set(self.tax_ids._origin.ids)],
        }
