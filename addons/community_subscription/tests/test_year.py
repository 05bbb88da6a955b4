from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from dateutil.relativedelta import relativedelta

from odoo.tests import tagged

from .common import CommunitySubscriptionCommon
from .year_club import DAY, FIRST, Club


class YearCase(CommunitySubscriptionCommon):
    """What must be true of every contract after whatever happened."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The nights run in the test's own transaction.
        cls.classPatch(
            cls.registry["ir.cron"],
            "_commit_progress",
            lambda *_args, **_kwargs: float("inf"),
        )

    def end_day(self):
        """A night begins with nothing in memory."""
        self.env.invalidate_all()

    def check_schedule(self, contract):
        """No gap, no overlap, nothing twice among the rows of stretches."""
        rows = contract.period_ids.filtered(
            lambda row: row.kind == "period" and row.move_id.state != "cancel"
        ).sorted("date_from")
        self.assertFalse(contract.bill_error, contract.name)
        origins = contract.period_ids.mapped("origin")
        self.assertEqual(len(origins), len(set(origins)), contract.name)
        planned = rows.filtered(lambda row: row.state == "planned")
        billed = rows.filtered(lambda row: row.state == "billed")
        # A stretch that is free costs nothing and is never billed: it stays.
        free = rows.filtered(
            lambda row: (
                row.state == "free" and planned and row.date_from > planned[0].date_from
            )
        )
        for before, after in pairwise((planned | free).sorted("date_from")):
            self.assertLess(before.date_to, after.date_from, contract.name)
            self.check_billed(billed, before.date_to + DAY, after.date_from)

    def check_billed(self, billed, day, end):
        """Where nothing is planned, a row was billed earlier than the one before it."""
        while day < end:
            self.assertTrue(
                billed.filtered(
                    lambda row, day=day: row.date_from <= day <= row.date_to
                ),
                f"{billed.contract_id.name}: nothing on {day}",
            )
            day += DAY

    def check_invoices(self, contracts):
        """W5, W6: each invoice is the sum of its rows, to the cent, and no row else."""
        rows = contracts.period_ids.filtered(lambda row: row.state == "billed")
        moves = self.env["account.move"].search(
            [("community_contract_id", "in", contracts.ids)]
        )
        self.assertEqual(rows.move_id, moves)
        for move in moves:
            own = move.community_period_ids
            self.assertEqual(move.state, "posted")
            self.assertEqual(own.contract_id, move.community_contract_id)
            self.assertEqual(
                move.currency_id.round(sum(own.mapped("amount_total"))),
                move.amount_total_signed,
                f"{own.contract_id.name} {move.name}",
            )
        return moves

    def check_ledger(self, moves):
        """The accounts hold what the invoices say, and what of it is unpaid."""
        lines = moves.line_ids
        owed = lines.filtered(lambda line: line.display_type == "payment_term")
        self.assertAlmostEqual(
            sum(owed.mapped("balance")), sum(moves.mapped("amount_total_signed")), 2
        )
        self.assertAlmostEqual(
            sum(owed.mapped("amount_residual")),
            sum(moves.mapped("amount_residual_signed")),
            2,
        )
        income = lines.filtered(lambda line: line.display_type == "product")
        self.assertAlmostEqual(
            -sum(income.mapped("balance")),
            sum(moves.mapped("amount_untaxed_signed")),
            2,
        )

    def check_movements(self, contracts):
        """The movements of the monthly revenue add up to it, for each contract."""
        for contract in contracts:
            done = contract.change_ids.filtered(lambda change: change.state == "done")
            self.assertAlmostEqual(
                sum(done.mapped("mrr_delta")), contract.mrr, 2, contract.name
            )
            self.assertFalse(
                contract.change_ids.filtered(
                    lambda change: (
                        change.state == "planned" and change.date <= self.last
                    )
                ),
                contract.name,
            )

    def check_terms(self, contracts):
        """Nothing is in force twice, and holds lie apart."""
        for contract in contracts:
            holds = contract.hold_ids.filtered(lambda hold: not hold.is_cancelled)
            holds = holds.sorted("date_from")
            for before, after in pairwise(holds):
                self.assertLess(before.date_to, after.date_from, contract.name)
            day = contract.date_start
            while day <= min(self.last, contract.close_date or self.last):
                on = contract.line_ids.filtered(
                    lambda line, day=day: line._is_on(day) and line.origin == "plan"
                )
                while_on = contract.line_ids.filtered(
                    lambda line, day=day: (
                        line._is_on(day)
                        and line.origin == "temporary"
                        and line.change_id.new_plan_id
                    )
                )
                self.assertEqual(len(on | while_on), 1, f"{contract.name} on {day}")
                day += timedelta(days=5)

    def check_all(self, club):
        contracts = club.contracts
        contracts.invalidate_recordset()
        for contract in contracts:
            self.check_schedule(contract)
        moves = self.check_invoices(contracts)
        self.check_ledger(moves)
        self.check_movements(contracts)
        self.check_terms(contracts)

    # ------------------------------------------------------------
    # What a contract should have cost, reckoned day by day
    # ------------------------------------------------------------

    def reckon(self, contract, last):
        """The price of all days of a contract, each for itself, unrounded."""
        total = Fraction(0)
        day = contract.date_start
        if contract.trial_end:
            day = contract.trial_end + DAY
        steps = contract._get_plan_steps()
        origins, running, since = {}, None, None
        while day <= last:
            plan = [plan for first, plan in steps if first <= day][-1]
            if running is None or plan._get_terms() != running:
                running = plan._get_terms()
                since = origins.setdefault(running, day)
            total += self.price_of_day(contract, plan, since, day)
            day += DAY
        return total

    def price_of_day(self, contract, plan, since, day):
        percent = Fraction(1)
        for hold in contract.hold_ids:
            if not hold.is_cancelled and hold._is_running(day):
                percent = min(percent, hold._get_fraction())
        price = Fraction(0)
        for line in contract.line_ids.filtered(lambda line: line._is_on(day)):
            unit = line.price_unit
            if line.price_mode == "pricelist":
                unit = line.product_id.list_price
            off = 1 - Fraction(str(line.discount)) / 100
            price += Fraction(str(unit)) * Fraction(str(line.quantity)) * off
        return percent * price * self.share_of_day(plan, since, day)

    def share_of_day(self, plan, since, day):
        """One day as a part of its period, or of an instalment of it."""
        unit, number = f"{plan.interval_unit}s", plan.interval_number
        if plan.anchor == "calendar":
            since = date(2020, 1, 1)
        count, first, after = 0, since, since
        while after <= day:
            count += 1
            first, after = after, since + relativedelta(**{unit: count * number})
        if plan.instalments == 1:
            return Fraction(1, (after - first).days)
        parts = plan.instalments
        bounds = self.cut(first, after, parts, unit)
        part = max(index for index in range(parts) if bounds[index] <= day)
        return Fraction(1, parts * (bounds[part + 1] - bounds[part]).days)

    def cut(self, first, after, parts, unit):
        months = 12 if unit == "years" else 1
        if months % parts:
            days = (after - first).days
            return [first + days * part // parts * DAY for part in range(parts + 1)]
        step = months // parts
        return [first + relativedelta(months=step * part) for part in range(parts + 1)]

    def check_reckoning(self, contracts):
        """What was invoiced is what the days cost, but for rounding of each row."""
        for contract in contracts:
            if contract.closed_by != "club" or not contract.close_refund:
                continue
            rows = contract.period_ids.filtered(lambda row: row.state == "billed")
            rows = rows.filtered(lambda row: row.kind in ("period", "adjust"))
            found = sum(rows.mapped("amount_untaxed"))
            expected = self.reckon(contract, contract.close_date)
            self.assertAlmostEqual(
                found,
                float(expected),
                delta=0.02 * max(len(rows), 1),
                msg=f"{contract.name} ({contract.plan_id.name})",
            )

    def live(self):
        """Everything happens to the club, is checked, settled and checked again."""
        club = Club(self, self.size, self.seed)
        half = self.days // 2
        club.live(0, half)
        club.announce_prices(FIRST + (half - 1) * DAY)
        club.live(half, self.days - half)
        self.last = FIRST + (self.days - 1) * DAY
        self.check_all(club)
        happened = [name for name in club.log if not name.startswith("ref")]
        self.assertGreaterEqual(len(happened), self.kinds)
        club.settle(self.last)
        self.check_all(club)
        self.assertFalse(
            club.contracts.period_ids.filtered(lambda row: row.state == "planned")
        )
        self.assertEqual(set(club.contracts.mapped("state")), {"ended"})
        self.check_reckoning(club.contracts)


@tagged("post_install", "-at_install", "community")
class TestSeason(YearCase):
    """A small club, so that the ordinary run sees a season too."""

    size, days, seed = 24, 120, 7
    kinds = 8  # of what may happen to a contract happened at least

    def test_a_season_of_a_club(self):
        """W2-W6: schedule = invoices = ledger after a season of everything."""
        self.live()


@tagged("post_install", "-at_install", "-standard", "community_full")
class TestYear(YearCase):
    """Longer than any term: with renewals, and the end of February."""

    size, days, seed = 16, 370, 7
    kinds = 9

    def test_a_year_of_a_club(self):
        """W2-W6: schedule = invoices = ledger after a year of everything."""
        self.live()
