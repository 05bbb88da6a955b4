from dataclasses import replace
from datetime import date
from typing import NamedTuple

from odoo import fields, models

from odoo.addons.community_subscription.tools.contract_state import (
    gives_access,
    next_change,
    standing_on,
)

from ..tools.right_spans import stands_of

# What is said of a contract that opens no door, and what helps.
CLOSED_CODES = {
    "draft": ("not_accepted", "accept"),
    "hold": ("hold", "end_hold"),
    "past_due": ("past_due", "pay"),
    "ended": ("ended", "renew"),
}


class Due(NamedTuple):
    """What is unpaid of a contract: the oldest day, its invoice, and all of it."""

    since: date
    invoice: str
    amount: int

    def to_facts(self):
        return {"invoice": self.invoice, "amount": self.amount}


class CommunityContract(models.Model):
    """How a contract opens gates over the coming days."""

    _inherit = "community.contract"

    access_move_ids = fields.One2many(
        "account.move",
        "community_contract_id",
        "Invoices of the Contract",
        groups="account.group_account_invoice",
    )

    def _get_access_stands(self, today, last, moment, due):
        """Stretches in which the contract opens gates, or why it does not.

        :param moment: when a day begins, in seconds since 1970
        :param due: {contract: `Due`}, its unpaid invoices
        """
        self.ensure_one()
        owed = due.get(self)
        facts = self._get_standing_facts()
        if owed:
            # Also what is due only later: a gate without network must know.
            facts = replace(facts, overdue_since=owed.since)

        def judge(day):
            standing = standing_on(facts, day)
            if gives_access(standing):
                late = standing.state == "grace"
                return ("", "pay" if late else "", owed.to_facts() if late else {})
            if standing.reason == "not_started":
                return ("not_started", "come_later", {"from": moment(self.date_start)})
            code, fix = CLOSED_CODES[standing.state]
            is_debt = standing.reason in ("unpaid", "hold_debt")
            return (code, "pay" if is_debt else fix, owed.to_facts() if owed else {})

        return stands_of(
            today, last, lambda day: next_change(facts, day), judge, moment
        )
