from datetime import timedelta

from odoo import models
from odoo.exceptions import UserError

from .community_dunning import OPEN_STATES

ONE_DAY = timedelta(days=1)


class CommunityDunning(models.Model):
    """What a level does: items, fee, interest, notice, hold, collection, activity."""

    _inherit = "community.dunning"

    def _raise(self, facts, company, day):
        """Make the reminders of payers who are due.

        :param facts: {payer: facts}
        """
        if not facts:
            return self.browse()
        interest = self._accrue(facts, company, day)
        dunnings = self.create(
            [
                self._prepare_dunning(partner, fact, company, day, interest)
                for partner, fact in facts.items()
            ]
        )
        dunnings._charge(company, day)
        dunnings._tell()
        dunnings._hold_contracts(day)
        dunnings._hand_over()
        return dunnings

    def _accrue(self, facts, company, day):
        """Follow the interest of the items of these payers.

        :return: {item id: interest so far}
        """
        if company.late_interest_mode == "none":
            return {}
        items = self.env["account.move.line"]
        for fact in facts.values():
            if self._get_level(fact).charge_interest:
                items += fact.lines
        items = items.filtered(lambda item: not item.move_id.is_late_charge)
        entries = self.env["community.interest.entry"]
        entries._accrue(items, day)
        groups = entries._read_group(
            [("move_line_id", "in", items.ids)], ["move_line_id"], ["amount:sum"]
        )
        return {item.id: amount for item, amount in groups}

    def _get_level(self, fact):
        return fact.policy._get_levels()[fact.verdict.level - 1]

    def _prepare_dunning(self, partner, fact, company, day, interest):
        lines = fact.lines
        currencies = lines.currency_id
        currency = currencies if len(currencies) == 1 else company.currency_id
        overdue = sum(
            line.amount_residual_currency
            if line.currency_id == currency
            else line.amount_residual
            for line in lines
        )
        return {
            "partner_id": partner.id,
            "company_id": company.id,
            "currency_id": currency.id,
            "policy_id": fact.policy.id,
            "level_id": self._get_level(fact).id,
            "level": fact.verdict.level,
            "date": day,
            "amount_overdue": overdue,
            "amount_total": overdue,
            "line_ids": [
                self._prepare_line(line, day, interest) for line in fact.lines
            ],
        }

    def _prepare_line(self, line, day, interest):
        values = {
            "move_line_id": line.id,
            "invoice_name": line.move_name,
            "date_due": line.date_maturity or line.date,
            "days_overdue": line._get_overdue_days(day),
            "currency_id": line.currency_id.id,
            "residual": line.amount_residual_currency,
            "interest": interest.get(line.id, 0.0),
        }
        return (0, 0, values)

    # ------------------------------------------------------------
    # Fee and interest
    # ------------------------------------------------------------

    def _charge(self, company, day):
        """Invoice the fee, once, and the interest that was not asked for yet."""
        charges = self._get_interest_charges(company)
        for dunning in self:
            fee = dunning._prepare_fee()
            if fee:
                key = (company, dunning.partner_id, dunning.currency_id)
                if key not in charges:
                    charges[key] = dunning._prepare_charge()
                charges[key]["lines"].insert(0, fee)
        self.env["account.move"]._create_late_charges(list(charges.values()), day)
        for dunning in self.filtered("move_ids"):
            total = sum(
                move.currency_id._convert(
                    move.direction_sign * -move.amount_total,
                    *(dunning.currency_id, company, day),
                )
                for move in dunning.move_ids
            )
            dunning.amount_charges = total
            dunning.amount_total = dunning.amount_overdue + total

    def _prepare_charge(self):
        return {
            "company": self.company_id,
            "partner": self.partner_id,
            "currency": self.currency_id,
            "lines": [],
            "entries": self.env["community.interest.entry"],
            "dunning": self,
        }

    def _get_interest_charges(self, company):
        with_interest = self.filtered("level_id.charge_interest")
        if company.late_interest_mode == "none" or not with_interest:
            return {}
        entries = self.env["community.interest.entry"]
        domain = entries._get_unbilled_domain()
        unbilled = entries.search(
            [
                *domain,
                ("company_id", "=", company.id),
                ("partner_id", "in", with_interest.partner_id.ids),
            ]
        )
        by_partner = {dunning.partner_id: dunning for dunning in with_interest}
        return unbilled._prepare_charges(by_partner)

    def _prepare_fee(self):
        level = self.level_id
        if not level.fee_amount:
            return None
        company = self.company_id
        amount = company.currency_id._convert(
            level.fee_amount, self.currency_id, company, self.date
        )
        text = self.with_context(lang=self.partner_id.lang).env._(
            "Fee for the reminder %(number)s", number=self.name
        )
        return {
            "product_id": level.fee_product_id.id,
            "name": text,
            "quantity": 1.0,
            "price_unit": amount,
        }

    # ------------------------------------------------------------
    # Who hears, what stops
    # ------------------------------------------------------------

    def _tell(self, occurrence=None):
        """Send the notice of the level; without one the letter waits for printing."""
        for level, dunnings in self.grouped("level_id").items():
            # sudo: notices are set up by others than the treasurer.
            notice = level.sudo().notice_id
            if not notice:
                continue
            notice._send(notice.code, dunnings, occurrence=occurrence)
            # sudo: nobody writes a reminder by hand.
            fresh = dunnings.sudo().filtered(lambda dunning: dunning.state == "made")
            fresh.state = "sent"

    def _hold_contracts(self, day):
        """At the level that says so, contracts of the payer rest until all is paid."""
        for dunning in self.filtered("level_id.hold_contracts"):
            reason = self.env._("Reminder %(number)s", number=dunning.name)
            for contract in dunning._get_contracts_to_hold():
                try:
                    with self.env.cr.savepoint():
                        contract._hold("debt", day, reason=reason)
                except UserError as error:
                    dunning.message_post(body=str(error))

    def _get_contracts_to_hold(self):
        return self.env["community.contract"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("payer_id.commercial_partner_id", "=", self.partner_id.id),
                ("state", "in", ("active", "grace", "past_due")),
                ("plan_id.hold_for_debt", "=", True),
            ]
        )

    def _hand_over(self):
        for dunning in self:
            partner = dunning.partner_id.with_company(dunning.company_id)
            level = dunning.level_id
            if level.to_collection and not partner.dunning_collection_date:
                partner.dunning_collection_date = dunning.date
            if level.make_activity:
                partner._schedule_debt_activity(
                    dunning.company_id,
                    self.env._("Call about the debt"),
                    dunning.display_name,
                )

    # ------------------------------------------------------------
    # All is paid
    # ------------------------------------------------------------

    def _settle(self, partners, company, day):
        """Nothing is overdue any more: back to no level, holds end by themselves."""
        if not partners:
            return
        # sudo: whoever registered the payment may not see reminders or contracts.
        system = self.sudo()
        dunnings = system.search(
            [
                ("company_id", "=", company.id),
                ("partner_id", "in", partners.ids),
                ("state", "in", OPEN_STATES),
            ]
        )
        dunnings.write({"state": "settled", "settled_on": day})
        holds = system.env["community.contract.hold"].search(
            [
                ("company_id", "=", company.id),
                ("kind", "=", "debt"),
                ("is_cancelled", "!=", True),
                ("date_to", "=", False),
                ("contract_id.payer_id.commercial_partner_id", "in", partners.ids),
            ]
        )
        for hold in holds:
            # Rights are back on the day of payment.
            hold._end(day - ONE_DAY)
        payers = partners.with_env(system.env).with_company(company)
        payers.filtered("dunning_collection_date").dunning_collection_date = False
