from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..tools.mrr import monthly_value
from ..tools.plan_eligibility import (
    Holder,
    PlanRules,
    Seat,
    holder_refusals,
    seat_refusals,
)
from .price_desk import PriceDesk


class CommunityPlan(models.Model):
    """Who may hold a plan: category, kind, age, household, seats."""

    _inherit = "community.plan"

    def _get_refusals(self, partner, day):
        """Return, in words, why somebody may not hold the plan from `day` on."""
        self.ensure_one()
        refusals = holder_refusals(self._get_rules(), partner._get_holder(), day)
        return [self._say_refusal(refusal, partner) for refusal in refusals]

    def _get_seat_refusals(self, contract):
        """Return, in words, why the people of a contract may not share it."""
        self.ensure_one()
        # On a form there may be rows that are not complete yet.
        complete = contract.seat_ids.filtered(lambda s: s.partner_id and s.date_from)
        seats = [seat._get_seat() for seat in complete]
        refusals = seat_refusals(self._get_rules(), seats)
        return [self._say_refusal(refusal, contract.partner_id) for refusal in refusals]

    def _get_rules(self):
        return PlanRules(
            category_ids=frozenset(self.category_ids.ids),
            holder_kind=self.holder_kind,
            age_min=self.age_min,
            age_max=self.age_max,
            seat_kind=self.seat_kind,
            seat_limit=self.seat_limit,
        )

    def _say_refusal(self, refusal, partner):
        words = {
            "name": partner.name,
            "plan": self.name,
            "categories": ", ".join(self.category_ids.mapped("name")),
            **refusal.values,
        }
        if "day" in words:
            words["day"] = format_date(self.env, words["day"])
        return self._get_refusal_sentences()[refusal.code] % words

    def _get_refusal_sentences(self):
        return {
            "deceased": self.env._("%(name)s died on %(day)s."),
            "category": self.env._("“%(plan)s” is only for: %(categories)s."),
            "person": self.env._("“%(plan)s” is for persons, not organisations."),
            "company": self.env._("“%(plan)s” is for organisations, not persons."),
            "corporate": self.env._(
                "“%(plan)s” has seats for employees: its holder is an organisation."
            ),
            "household": self.env._(
                "“%(plan)s” is for households, and %(name)s belongs to none."
            ),
            "birthdate": self.env._(
                "“%(plan)s” has a limit of age, and the birth date of %(name)s is "
                "not known."
            ),
            "too_young": self.env._(
                "%(name)s is %(age)s then; “%(plan)s” begins at %(limit)s."
            ),
            "too_old": self.env._(
                "%(name)s is %(age)s then; “%(plan)s” ends at %(limit)s."
            ),
            "no_seats": self.env._("“%(plan)s” is for one person, without seats."),
            "seats_full": self.env._(
                "“%(plan)s” has %(limit)s seats; %(used)s would be in use."
            ),
            "other_household": self.env._(
                "Only people of the household of %(name)s have a seat."
            ),
            "not_employee": self.env._("Only employees of %(name)s have a seat."),
        }

    def _get_monthly_price(self, contract, day):
        """What the plan would cost a contract in a month, to tell dear from cheap."""
        self.ensure_one()
        seats = contract._get_seat_count(day)
        total = 0.0
        desk = PriceDesk(self.env, contract.company_id)
        for line in self.line_ids:
            quantity = line.quantity * (seats if line.by_seat else 1)
            if line.price_mode == "fixed":
                price = contract._get_plan_price(line)
            else:
                price = desk.get_product_price(
                    contract, line.product_id.id, line.quantity, day
                )
            total += quantity * price
        return monthly_value(total, self.interval_number, self.interval_unit)


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _get_holder(self):
        """The facts of a person or organisation that may hold a plan."""
        self.ensure_one()
        # sudo: officers of subscriptions ask for an age, not for a birth date
        partner = self.sudo()
        return Holder(
            category_ids=frozenset(partner.member_category_ids.ids),
            is_company=partner.is_company,
            born=partner.birthdate_date or None,
            has_household=bool(partner.household_id),
            deceased_on=partner.deceased_on or None,
        )


class CommunityContractSeat(models.Model):
    _inherit = "community.contract.seat"

    def _get_seat(self):
        self.ensure_one()
        # sudo: where people live and work, only to say whether they may share
        person, holder = self.partner_id.sudo(), self.contract_id.partner_id.sudo()
        return Seat(
            begins=self.date_from,
            ends=self.date_to or None,
            same_household=person.household_id == holder.household_id,
            is_employee=person.commercial_partner_id == holder.commercial_partner_id,
        )


class CommunityContract(models.Model):
    _inherit = "community.contract"

    def _confirm(self):
        """Only who may hold a plan gets a contract of it."""
        for contract in self.filtered(lambda contract: contract.state == "draft"):
            contract._check_eligible()
        return super()._confirm()

    def _check_eligible(self):
        self.ensure_one()
        if refusals := self._get_rule_refusals():
            raise UserError("\n".join(refusals))
