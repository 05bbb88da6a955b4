from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from odoo import fields, models

from odoo.addons.community_subscription.models.community_contract_state import (
    OPEN_PAYMENTS,
)

from .community_contract import Due

HORIZON = timedelta(days=120)
# A contract that ended so long ago explains no refusal any more.
FORGOTTEN = timedelta(days=365)


@dataclass
class PassFacts:
    """What the passes of one company and one day are compiled from, gathered once."""

    today: date
    zone: ZoneInfo
    rules: Any
    zones: Any
    contracts: dict = field(default_factory=dict)
    stands: dict = field(default_factory=dict)
    balances: dict = field(default_factory=dict)
    allowances: dict = field(default_factory=dict)

    @property
    def last(self):
        return self.today + HORIZON

    def moment(self, day):
        """When a day begins at the place, in seconds since 1970."""
        return int(datetime.combine(day, time.min, self.zone).timestamp())


class CommunityAccessPass(models.Model):
    """Gathers what passes follow from: for any number of them the same few queries."""

    _inherit = "community.access.pass"

    def _gather_facts(self):
        """:return: {company: facts}"""
        # sudo: a gate knows of the debts that those who stand at it may not see.
        passes = self.sudo()
        return {
            company: group._gather_company_facts(company)
            for company, group in passes.grouped("company_id").items()
        }

    def _gather_company_facts(self, company):
        zones = self.env["community.access.zone"].search(
            [("company_id", "=", company.id)]
        )
        zone = ZoneInfo(zones[:1].site_id.tz or company.partner_id.tz or "UTC")
        facts = PassFacts(
            today=fields.Datetime.now()
            .replace(tzinfo=ZoneInfo("UTC"))
            .astimezone(zone)
            .date(),
            zone=zone,
            rules=self.env["community.access.rule"].search(
                [("company_id", "=", company.id)]
            ),
            zones=zones,
        )
        held = self.filtered(lambda each: each.credential_id.partner_id)
        partners = held.credential_id.partner_id
        self._gather_contracts(facts, company, partners)
        facts.balances = self._gather_balances(company, partners)
        return facts

    def _gather_contracts(self, facts, company, partners):
        """Contracts that people hold or have a seat in, and how each stands."""
        old = facts.today - FORGOTTEN
        seats = self.env["community.contract.seat"].search(
            [("partner_id", "in", partners.ids), ("company_id", "=", company.id)]
        )
        contracts = self.env["community.contract"].search(
            [
                ("company_id", "=", company.id),
                "|",
                ("partner_id", "in", partners.ids),
                ("id", "in", seats.contract_id.ids),
                "|",
                ("state", "!=", "ended"),
                ("write_date", ">=", old),
            ]
        )
        due = self._gather_due(contracts)
        for contract in contracts:
            facts.stands[contract] = contract._get_access_stands(
                facts.today, facts.last, facts.moment, due
            )
            facts.contracts.setdefault(contract.partner_id, []).append((contract, None))
        for seat in seats & contracts.seat_ids:
            entry = (seat.contract_id, seat)
            facts.contracts.setdefault(seat.partner_id, []).append(entry)

    def _gather_due(self, contracts):
        """{contract: what is unpaid}, by one query"""
        moves = self.env["account.move"].search_fetch(
            [
                ("community_contract_id", "in", contracts.ids),
                ("state", "=", "posted"),
                ("move_type", "=", "out_invoice"),
                ("payment_state", "in", OPEN_PAYMENTS),
                ("amount_residual", ">", 0),
            ],
            ["name", "amount_residual", "invoice_date_due", "community_contract_id"],
            order="invoice_date_due, id",
        )
        return {
            contract: Due(
                group[0].invoice_date_due,
                group[0].name,
                contract.currency_id._to_minor(sum(group.mapped("amount_residual"))),
            )
            for contract, group in moves.grouped("community_contract_id").items()
        }

    def _gather_balances(self, company, partners):
        """Hook: {partner: minor units on the wallet}."""
        return {}
