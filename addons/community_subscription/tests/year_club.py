"""A club whose members live through a year, day by day, the same for each seed."""

import logging
import random
from datetime import date, datetime, time

from freezegun import freeze_time

from odoo import Command

from .year_events import DAY, Events

_logger = logging.getLogger(__name__)

FIRST = date(2027, 6, 15)
# Nobody came to work: no night, no billing, no desk.
OUTAGES = [
    (date(2027, 9, 28), date(2027, 10, 3)),
    (date(2028, 2, 27), date(2028, 3, 2)),
]
PLANS = {
    "monthly": {},
    "big": {"price": 80.0},
    "small": {"price": 19.99},
    "calendar": {"anchor": "calendar", "price": 45.0},
    "weekly": {"interval_unit": "week", "price": 12.34},
    "quarter": {"interval_number": 3, "price": 133.33},
    "arrears": {"billing_mode": "arrears", "price": 33.33},
    "instalments": {"interval_unit": "year", "instalments": 5, "price": 601.0},
    "half": {"term_number": 6, "renewal": "ask", "price": 59.9},
    "auto": {"term_number": 3, "renewal": "auto", "bill_days_before": 5},
    "short": {"term_number": 4, "renewal": "none", "hold_fee_mode": "reduced"},
    "trial": {"trial_number": 10, "notice_number": 1, "price": 66.66},
}


class Club(Events):
    """The members, the desk, the bank and the nights of a club.

    :param test: the test case, with the usual company and helpers
    :param size: how many contracts there are in the end
    """

    def __init__(self, test, size, seed=1):
        self.test, self.env, self.size = test, test.env, size
        self.dice = random.Random(seed)
        self.contracts = self.env["community.contract"]
        self.log = {}
        self.extra = test._new_product("Locker", 7.77)
        self.plans = self._make_plans()
        self.starts = sorted(self._pick_start() for _number in range(size))
        self.campaign = None
        self.journal = self.env["account.journal"].search(
            [("company_id", "=", test.company.id), ("type", "=", "general")], limit=1
        )
        self.bank = self.env["account.account"].create(
            {
                "name": "Bank of the year",
                "code": "999111",
                "account_type": "asset_cash",
                "company_ids": [Command.set(test.company.ids)],
            }
        )
        self.deadbeats = set()

    def _make_plans(self):
        test = self.test
        tax = self.env["account.tax"].create(
            {
                "name": "18 %",
                "amount": 18,
                "company_id": test.company.id,
                "country_id": test.company.account_fiscal_country_id.id,
            }
        )
        plans = {}
        for number, (name, given) in enumerate(PLANS.items()):
            values = dict(given)
            product = test._new_product(
                f"Dues {name}",
                values.pop("price", 50.0),
                taxes=tax if number % 2 else self.env["account.tax"],
            )
            plans[name] = test._new_plan(
                name, product, hold_days_max=0, hold_days_min=0, **values
            )
        return plans

    def _pick_start(self):
        if self.dice.random() < 0.6:
            return FIRST + self.dice.randrange(20) * DAY
        return FIRST + self.dice.randrange(330) * DAY

    # ------------------------------------------------------------
    # A day
    # ------------------------------------------------------------

    def live(self, first, days):
        # One clock for all days: to stop one and start another takes long.
        with freeze_time(FIRST) as clock:
            for number in range(first, first + days):
                day = FIRST + number * DAY
                clock.move_to(day)
                self.spend(day)

    def set_clock(self, day, hour):
        """Rows are written at this time: what is laid out is older than tomorrow."""
        self.env.flush_all()
        self.env.cr._now = datetime.combine(day, time(hour))

    def spend(self, day):
        if any(first <= day <= last for first, last in OUTAGES):
            return
        self.set_clock(day, 0)
        self.env["community.contract"]._cron_night()
        self.set_clock(day, 9)
        self.join(day)
        self.bill(day)
        if not day.toordinal() % 5:
            self.pay(day)
        running = self.contracts.filtered(
            lambda contract: contract.state not in ("draft", "ended")
        )
        for _number in range(max(1, min(self.size // 40, 20)) if running else 0):
            self.happen(self.dice.choice(running), day)
        self.test.end_day()
        if day.day in (1, 16):
            bills = len(self.contracts.period_ids.move_id)
            _logger.info("%s: %s contracts, %s bills", day, len(self.contracts), bills)

    def join(self, day):
        while self.starts and self.starts[0] <= day:
            start = self.starts.pop(0)
            name = self.dice.choice(list(self.plans))
            self.contracts += self.test._new_contract(self.plans[name], start=start)

    def bill(self, day):
        due = self.env["community.contract"].search(
            [("id", "in", self.contracts.ids), ("next_bill_date", "<=", day)]
        )
        due._bill()

    def pay(self, day):
        """Most pay some days after; a few never do."""
        moves = self.env["account.move"].search(
            [
                ("community_contract_id", "in", self.contracts.ids),
                ("state", "=", "posted"),
                ("move_type", "=", "out_invoice"),
                ("payment_state", "in", ("not_paid", "partial")),
            ],
            order="id",
        )
        paid = self.env["account.move"]
        for move in moves:
            if self.dice.random() < 0.02:
                self.deadbeats.add(move.id)
            if move.id not in self.deadbeats and self.dice.random() < 0.7:
                paid += move
        if paid:
            self.book(paid, day)

    def book(self, moves, day):
        """The bank's file of the day: one entry that pays all these invoices."""
        owed = moves.line_ids.filtered(lambda line: line.display_type == "payment_term")
        lines = [
            {
                "account_id": line.account_id.id,
                "partner_id": line.partner_id.id,
                "name": line.move_id.name,
                "credit": line.amount_residual,
            }
            for line in owed
        ]
        bank = {
            "account_id": self.bank.id,
            "debit": sum(owed.mapped("amount_residual")),
        }
        entry = self.env["account.move"].create(
            {
                "date": day,
                "journal_id": self.journal.id,
                "line_ids": [Command.create(line) for line in [bank, *lines]],
            }
        )
        entry.action_post()
        paid = entry.line_ids.filtered(lambda line: line.credit)
        pairs = [one + other for one, other in zip(owed, paid, strict=True)]
        self.env["account.move.line"]._reconcile_plan(pairs)

    # ------------------------------------------------------------
    # New prices, and the end
    # ------------------------------------------------------------

    def announce_prices(self, day):
        with freeze_time(day):
            self.set_clock(day, 12)
            self.campaign = self.env["community.price.campaign"].create(
                {
                    "name": "New prices",
                    "company_id": self.test.company.id,
                    "plan_ids": [
                        Command.set((self.plans["monthly"] | self.plans["quarter"]).ids)
                    ],
                    "date": day + 35 * DAY,
                    "value": 7.5,
                    "rounding": 0.05,
                }
            )
            self.campaign.action_preview()
            self.campaign.action_announce()
            self.campaign.action_apply()
            while self.campaign._apply_lines():
                pass

    def settle(self, day):
        """Everything ends on `day`; on the day after all is billed."""
        with freeze_time(day):
            self.set_clock(day, 18)
            self.env["community.contract"]._cron_night()
            for contract in self.contracts:
                if contract.state != "ended":
                    contract._forget_closing()
                    contract._close(day)
        with freeze_time(day + DAY):
            self.set_clock(day + DAY, 0)
            self.env["community.contract"]._cron_night()
            self.bill(day + DAY)
            self.env["community.contract"]._cron_night()
