from odoo import models
from odoo.tools import format_amount, format_date


class CommunityContract(models.Model):
    """What a preview found, in words: the same at the desk and on the portal.

    Texts are lists of blocks {"title", "rows", "note"}; a row is (label, amount, is it
    the sum of the block). They are written in the language of whoever reads.
    """

    _inherit = "community.contract"

    # ------------------------------------------------------------
    # ANOTHER PLAN
    # ------------------------------------------------------------

    def _tell_plan_change(self, found, plan):
        """The bills that another plan brings, and the payment after them."""
        told, blocks = 0, []
        is_begun = False
        for number, bill in enumerate(found["bills"]):
            codes = {part[0] for part in bill["parts"]}
            begins = "new" in codes and not is_begun
            is_begun = is_begun or begins
            if begins or "credit" in codes or self._is_today(bill):
                blocks.append(self._tell_bill(bill, plan))
                told = number + 1
        return blocks + self._tell_next_payment(found["bills"][told:])

    def _is_paid_now(self, found):
        """Whether something is to be paid at once."""
        return any(self._is_today(bill) and bill["pay"] for bill in found["bills"])

    def _is_today(self, bill):
        return bill["date"] == self._get_today()

    def _tell_bill(self, bill, plan):
        """One bill: what it is made of, and what is to be paid for it."""
        labels = {
            "before": self.env._("Due anyway"),
            "credit": self.env._("Credit for days already billed")
            if bill["opened"]
            else self.env._("Credit for days already paid"),
        }
        rows = [
            (self._get_new_label(plan, first, last), amount, False)
            if code == "new"
            else (labels[code], amount, False)
            for code, first, last, amount in bill["parts"]
        ]
        carried = bill["used"] + bill["credit"] - max(-bill["total"], 0.0)
        carried = self.currency_id.round(carried)
        if (bill["opened"] or carried > 0) and bill["parts"]:
            rows.append(self._get_bill_total(bill))
        if bill["opened"]:
            rows.append((self.env._("Open from before"), bill["opened"], False))
        if carried > 0:
            rows.append((self.env._("From earlier credit"), -carried, False))
        return {
            "title": self._get_bill_title(bill),
            "rows": [*rows, self._get_bill_sum(bill)],
            "note": self._get_credit_note(bill),
        }

    def _get_new_label(self, plan, first, last):
        return self.env._(
            "“%(plan)s”, %(start)s – %(end)s",
            plan=plan.name,
            start=format_date(self.env, first),
            end=format_date(self.env, last),
        )

    def _get_bill_title(self, bill):
        if self._is_today(bill):
            return self.env._("Now")
        return self.env._("On %(date)s", date=format_date(self.env, bill["date"]))

    def _get_bill_total(self, bill):
        if bill["total"] < 0:
            return (self.env._("Credit note"), -bill["total"], True)
        return (self.env._("Invoice"), bill["total"], True)

    def _get_bill_sum(self, bill):
        if bill["credit"] and not bill["pay"]:
            return (self.env._("Credit"), bill["credit"], True)
        return (self.env._("To pay"), bill["pay"], True)

    def _get_credit_note(self, bill):
        if not bill["credit"]:
            return ""
        return self.env._(
            "The credit of %(amount)s is set off against the next bills.",
            amount=self._format_sum(bill["credit"]),
        )

    def _tell_next_payment(self, bills):
        """The first bill of these for which something is to be paid."""
        paid = next((bill for bill in bills if bill["own"] > 0), None)
        if paid:
            row = (format_date(self.env, paid["date"]), paid["own"], True)
            note = ""
            if paid["used"]:
                note = self.env._(
                    "%(total)s less %(used)s, the rest of the credit.",
                    total=self._format_sum(paid["total"]),
                    used=self._format_sum(paid["used"]),
                )
            title = self.env._("Next payment after that")
            return [{"title": title, "rows": [row], "note": note}]
        if bills and bills[-1]["credit"]:
            note = self.env._(
                "The credit is enough for all payments until %(date)s.",
                date=format_date(self.env, bills[-1]["date"]),
            )
            title = self.env._("Next payment after that")
            return [{"title": title, "rows": [], "note": note}]
        return []

    def _format_sum(self, amount):
        return format_amount(self.env, amount, self.currency_id)

    # ------------------------------------------------------------
    # LEAVING
    # ------------------------------------------------------------

    def _tell_close(self, found, refund=True):
        """What is still billed, what of paid days is credited, and what is left."""
        bills = found["bills"]
        rows = self._get_last_bill_rows(bills)
        payable, credited = self._get_balance_told()
        if payable:
            rows.append((self.env._("Open from before"), payable, False))
        credit = -sum(
            part[3] for bill in bills for part in bill["parts"] if part[0] == "credit"
        )
        if credit:
            label = self.env._("Credit for days paid after the last one")
            rows.append((label, -credit, False))
        if credited:
            rows.append((self.env._("From earlier credit"), -credited, False))
        total = self.currency_id.round(sum(row[1] for row in rows))
        notes = [self._get_refund_note(credit, refund)]
        if total < 0:
            rows.append((self.env._("Left for you"), -total, True))
            notes.append(
                self.env._("The club pays it back, or settles it with what you owe.")
            )
        elif rows:
            rows.append((self.env._("To pay in all"), total, True))
        else:
            notes.append(self.env._("There will be no more invoices."))
        title = self.env._("What is paid until then")
        return [{"title": title, "rows": rows, "note": " ".join(filter(None, notes))}]

    def _get_balance_told(self):
        # sudo: whoever looks ahead is told sums alone
        return self.sudo()._get_open_balances()[self.id]

    def _get_refund_note(self, credit, refund):
        if credit:
            return ""
        if not refund:
            return self.env._(
                "What is paid for days after the last one is not credited."
            )
        return self.env._(
            "Nothing is paid for days after the last one, so nothing is credited."
        )

    def _get_last_bill_rows(self, bills):
        """One row for what is still billed, with the day of the last bill."""
        billed = [
            (bill["date"], part[3])
            for bill in bills
            for part in bill["parts"]
            if part[0] != "credit"
        ]
        if not billed:
            return []
        last = format_date(self.env, billed[-1][0])
        days = len({day for day, _amount in billed})
        label = (
            self.env._("Last bill, on %(date)s", date=last)
            if days == 1
            else self.env._(
                "%(count)s bills, the last one on %(date)s", count=days, date=last
            )
        )
        return [(label, sum(amount for _day, amount in billed), False)]

    # ------------------------------------------------------------
    # HOLD
    # ------------------------------------------------------------

    def _tell_hold(self, found, hold):
        """What a hold does to price and term, in one paragraph.

        :param hold: {"first", "last", "fee_mode", "percent", "end_before"}
        """
        words = [self._get_hold_fee_words(hold["fee_mode"], hold["percent"])]
        first, last = hold["first"], hold["last"]
        if not last:
            if hold["end_before"]:
                words.append(
                    self.env._("The end of the term moves on by each day of it.")
                )
            return " ".join(words)
        saved, added = self._get_hold_sums(found, first, last)
        if saved > 0:
            words.append(self._get_saved_words(found, saved))
        after = found["date_end"]
        if after and after != hold["end_before"]:
            words.append(
                self.env._(
                    "The term ends on %(new)s instead of %(old)s.",
                    new=format_date(self.env, after),
                    old=format_date(self.env, hold["end_before"]),
                )
            )
            if added > 0:
                words.append(
                    self.env._(
                        "The days added at its end are billed then: %(amount)s.",
                        amount=self._format_sum(added),
                    )
                )
        return " ".join(words)

    def _get_hold_sums(self, found, first, last):
        """(what the stretches with the hold cost less, what later ones cost more)"""
        saved = added = 0.0
        for unit, (begins, ends, total) in found["sums"].items():
            before = found["sums_before"].get(unit, (begins, ends, 0.0))[2]
            if begins <= last and ends >= first:
                saved += before - total
            elif begins > last:
                added += total - before
        return self.currency_id.round(saved), self.currency_id.round(added)

    def _get_saved_words(self, found, saved):
        """Less on bills to come, or credited where it was billed already."""
        credits_by_day = {
            bill["date"]: -part[3]
            for bill in found["bills"]
            for part in bill["parts"]
            if part[0] == "credit"
        }
        credit = self.currency_id.round(sum(credits_by_day.values()))
        amount = self._format_sum(saved)
        if not credit:
            return self.env._("The bills are lower by %(amount)s.", amount=amount)
        day = min(credits_by_day)
        if day <= self._get_today():
            return self.env._(
                "%(amount)s is credited and set off against the next bills.",
                amount=amount,
            )
        return self.env._(
            "%(amount)s is credited with the bill of %(date)s.",
            amount=amount,
            date=format_date(self.env, day),
        )
