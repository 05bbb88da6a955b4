"""What happens to contracts in a year: drawn by a die, the same for each seed."""

from datetime import timedelta

from odoo.exceptions import UserError, ValidationError

DAY = timedelta(days=1)


class Events:
    """The wishes of members and the desk; what is refused is counted too."""

    # ------------------------------------------------------------
    # What happens
    # ------------------------------------------------------------

    def happen(self, contract, day):
        name = self.dice.choice(
            ["plan", "plan", "while", "extra", "hold", "hold", "rest", "gift", "debt"]
            + ["close", "refund", "reopen", "renew", "back", "cancel", "lines"]
        )
        try:
            with self.env.cr.savepoint():
                done = getattr(self, f"do_{name}")(contract, day)
        except (UserError, ValidationError) as error:
            done, name = True, f"refused {name}: {str(error)[:40]}"
        if done is not False:
            self.log[name] = self.log.get(name, 0) + 1

    def in_days(self, day, low, high):
        return day + self.dice.randint(low, high) * DAY

    def do_plan(self, contract, day):
        plan = self.plans[self.dice.choice(list(self.plans))]
        at = self.dice.choice([None, None, self.in_days(day, 0, 60)])
        contract._change_plan(plan, at and max(at, contract.date_start))

    def do_while(self, contract, day):
        first = max(self.in_days(day, 0, 40), contract.date_start)
        plan = self.plans[self.dice.choice(["big", "small", "monthly"])]
        contract._change_plan(plan, first, until=self.in_days(first, 0, 70))

    def do_extra(self, contract, day):
        first = max(self.in_days(day, 0, 20), contract.date_start)
        contract._change_lines(
            adds=[{"product_id": self.extra.id, "quantity": self.dice.randint(1, 3)}],
            date=first,
            until=self.in_days(first, 0, 61),
        )

    def do_lines(self, contract, day):
        """A discount from a day on, for good."""
        first = max(self.in_days(day, -3, 20), contract.date_start)
        # The line that takes its place is one of the plan, as a locker is not.
        line = contract.line_ids.filtered(
            lambda line: line._is_on(first) and line.product_id != self.extra
        )[:1]
        if not line:
            return False
        contract._change_lines(
            adds=[
                {
                    "product_id": line.product_id.id,
                    "discount": self.dice.choice([5, 12.5, 33.33]),
                    "origin": "plan",
                }
            ],
            ends=line,
            date=first,
        )
        return True

    def do_hold(self, contract, day):
        first = max(self.in_days(day, -10, 40), contract.date_start)
        mode = self.dice.choice([None, "free", "reduced", "full"])
        last = self.in_days(first, 0, 45)
        contract._hold("manual", first, last, mode, percent=33)

    def do_rest(self, contract, day):
        contract._hold("manual", max(day, contract.date_start))

    def do_gift(self, contract, day):
        first = max(self.in_days(day, 0, 10), contract.date_start)
        contract._hold("gift", first, first + 6 * DAY)

    def do_debt(self, contract, day):
        if contract.state != "past_due":
            return False
        contract._hold("debt", day, reason="Debt")
        return True

    def do_back(self, contract, day):
        """Back from a hold, or it is cancelled before it begins."""
        holds = contract.hold_ids.filtered(
            lambda hold: (
                not hold.is_cancelled and (not hold.date_to or hold.date_to >= day)
            )
        )
        if not holds:
            return False
        holds[0]._end(day - DAY)
        return True

    def do_close(self, contract, day):
        if self.dice.random() < 0.6:
            return False
        contract._close(by="member")
        return True

    def do_refund(self, contract, day):
        if self.dice.random() < 0.6:
            return False
        contract._close(self.in_days(day, -5, 40))
        return True

    def do_reopen(self, _contract, _day):
        closed = self.contracts.filtered("close_date")
        if not closed:
            return False
        self.dice.choice(closed)._reopen()
        return True

    def do_renew(self, _contract, _day):
        for contract in self.contracts:
            if contract.state != "draft" and (offer := contract._get_renewal_offer()):
                contract._renew(offer["number"])
                return True
        return False

    def do_cancel(self, contract, _day):
        planned = contract.change_ids.filtered(
            lambda change: (
                change.state == "planned"
                and change.kind in ("plan", "line", "temporary")
                and not change.origin_change_id
            )
        )
        if not planned:
            return False
        contract._cancel_change(planned[0])
        return True
