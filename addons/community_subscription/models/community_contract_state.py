from datetime import timedelta

from odoo import fields, models

from ..tools.contract_state import (
    Facts,
    Rest,
    Standing,
    gives_access,
    next_change,
    standing_on,
)

OPEN_PAYMENTS = ("not_paid", "partial")


class CommunityContract(models.Model):
    """The state of a contract: read off its dates, holds and unpaid invoices."""

    _inherit = "community.contract"

    check_date = fields.Date(
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The nightly job looks at the contract on this day.",
    )

    def _refresh_state(self, day=None):
        """State, reason, overdue day and paid days, of any number of contracts."""
        # sudo: the state follows from rows that roles only read.
        contracts = self.sudo()
        day = day or self._get_today()
        due = contracts._get_oldest_due()
        for contract in contracts:
            oldest = due.get(contract)
            overdue = oldest if oldest and oldest < day else False
            contract._set_if_other("overdue_since", overdue)
            facts = contract._get_standing_facts()
            contract._set_standing(standing_on(facts, day))
        given_before = contracts._refresh_paid_until(day)
        contracts._refresh_memberships(given_before, day)
        contracts._set_check_dates(due, day)
        return True

    def _set_check_dates(self, due, day):
        """The next day on which the calendar alone may change something."""
        free = dict(
            self.env["community.contract.period"]._read_group(
                [
                    ("contract_id", "in", self.ids),
                    ("state", "=", "free"),
                    ("date_from", ">", day),
                ],
                ["contract_id"],
                ["date_from:min"],
            )
        )
        for contract in self:
            oldest = due.get(contract)
            dates = [
                next_change(contract._get_standing_facts(), day),
                oldest and oldest >= day and oldest + timedelta(days=1),
                free.get(contract),
                contract.state != "ended" and contract.lay_date,
            ]
            first = min((each for each in dates if each), default=False)
            contract._set_if_other("check_date", first)

    def _set_standing(self, standing):
        self.ensure_one()
        values = {}
        if self.state != standing.state:
            values["state"] = standing.state
        if self.state_reason != standing.reason:
            values["state_reason"] = standing.reason
        if values:
            self.write(values)

    def _get_oldest_due(self):
        """{contract: due date of its oldest unpaid invoice}"""
        return dict(
            self.env["account.move"]._read_group(
                [
                    ("community_contract_id", "in", self.ids),
                    ("state", "=", "posted"),
                    ("move_type", "=", "out_invoice"),
                    ("payment_state", "in", OPEN_PAYMENTS),
                    ("amount_residual", ">", 0),
                ],
                ["community_contract_id"],
                ["invoice_date_due:min"],
            )
        )

    def _get_standing_facts(self):
        self.ensure_one()
        return Facts(
            accepted=bool(self.confirmed_on),
            date_start=self.date_start,
            trial_end=self.trial_end or None,
            last_day=self._get_term_last_day(),
            close_date=self.close_date or None,
            closed_by=self.closed_by or None,
            rests=tuple(
                Rest(hold.kind, hold.date_from, hold.date_to or None)
                for hold in self.hold_ids
                if not hold.is_cancelled
            ),
            overdue_since=self.overdue_since or None,
            grace_days=self.plan_id.grace_days,
            offer_days=self.plan_id.renewal_offer_days,
        )

    def _gives_access(self, day=None):
        """Whether the contract opens doors on a day, by what is known today."""
        self.ensure_one()
        if day is None:
            return gives_access(Standing(self.state, self.state_reason))
        # sudo: the answer is yes or no about a contract that the caller may see
        return gives_access(standing_on(self.sudo()._get_standing_facts(), day))
