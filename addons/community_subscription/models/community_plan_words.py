from datetime import date, timedelta

from odoo import api, fields, models
from odoo.tools import format_amount, format_date

from ..tools.plan_words import PlanFacts, get_phrases


class CommunityPlan(models.Model):
    """A plan says in words what it does, for who sells it and who sets it up."""

    _inherit = "community.plan"

    words = fields.Text("In Words", compute="_compute_words")
    joining_currency_id = fields.Many2one(
        "res.currency", compute="_compute_joining_currency_id"
    )

    @api.depends("company_id")
    @api.depends_context("company")
    def _compute_joining_currency_id(self):
        for plan in self:
            company = plan.company_id or self.env.company
            plan.joining_currency_id = company.currency_id

    @api.depends(
        "interval_number",
        "interval_unit",
        "anchor",
        "anchor_day",
        "anchor_month",
        "billing_mode",
        "bill_days_before",
        "instalments",
        "term_number",
        "term_unit",
        "renewal",
        "trial_number",
        "trial_unit",
        "notice_number",
        "notice_unit",
        "grace_days",
        "joining_product_id",
        "joining_price",
    )
    @api.depends_context("lang")
    def _compute_words(self):
        for plan in self:
            phrases = get_phrases(plan._get_facts_in_words())
            plan.words = " ".join(plan._say(phrase) for phrase in phrases)

    def _get_facts_in_words(self):
        return PlanFacts(
            interval=(self.interval_number, self.interval_unit or "month"),
            anchor=self.anchor,
            anchor_day=self.anchor_day,
            anchor_month=self.anchor_month,
            billing_mode=self.billing_mode,
            bill_days_before=self.bill_days_before,
            instalments=self.instalments,
            term=(self.term_number, self.term_unit or "month"),
            renewal=self.renewal,
            trial=(self.trial_number, self.trial_unit or "day"),
            notice=(self.notice_number, self.notice_unit or "month"),
            grace_days=self.grace_days,
            has_joining_fee=bool(self.joining_product_id),
        )

    def _say(self, phrase):
        """The sentence of a phrase, in the language of the reader."""
        values = dict(phrase.values)
        if "length" in values:
            number, unit = values.pop("length")
            values["length"] = self._say_length(number, unit)
            values["rhythm"] = self._say_rhythm(number, unit)
        if "weekday" in values:
            values["weekday"] = self._say_weekday(values["weekday"])
        if "month" in values:
            values["month"] = self._say_month(values["month"])
        if phrase.code == "joining":
            price = self.joining_price or self.joining_product_id.lst_price
            values["amount"] = format_amount(self.env, price, self.joining_currency_id)
        return self._get_sentence(phrase.code, values)

    def _get_sentence(self, code, values):
        return (self._get_sentences_of_periods() | self._get_sentences_of_term())[
            code
        ] % values

    @api.model
    def _get_sentences_of_periods(self):
        return {
            "rhythm_joining": self.env._(
                "A new period begins %(rhythm)s, from the first day."
            ),
            "rhythm_weekday": self.env._(
                "A new period begins %(rhythm)s, on %(weekday)s."
            ),
            "rhythm_month": self.env._(
                "A new period begins %(rhythm)s, on day %(day)s."
            ),
            "rhythm_month_last": self.env._(
                "A new period begins %(rhythm)s, on the last day."
            ),
            "rhythm_year": self.env._(
                "A new period begins %(rhythm)s, on %(day)s %(month)s."
            ),
            "rhythm_year_last": self.env._(
                "A new period begins %(rhythm)s, on the last day of %(month)s."
            ),
            "advance": self.env._("Billed in advance."),
            "advance_days": self.env._(
                "Billed in advance, %(days)s days before it begins."
            ),
            "arrears": self.env._("Billed when it is over."),
            "instalments": self.env._("Paid in %(number)s instalments."),
        }

    @api.model
    def _get_sentences_of_term(self):
        return {
            "open_end": self.env._("Runs until somebody ends it."),
            "term_auto": self.env._("Runs for %(length)s, then goes on by itself."),
            "term_ask": self.env._("Runs for %(length)s, then renewal is offered."),
            "term_none": self.env._("Runs for %(length)s, then ends."),
            "trial": self.env._("Begins with %(length)s of free trial."),
            "joining": self.env._("Joining fee of %(amount)s, once."),
            "notice": self.env._("Notice period: %(length)s."),
            "grace": self.env._("Rights go on for %(days)s days after the due date."),
        }

    @api.model
    def _say_length(self, number, unit):
        """ "12 months": also used by other screens."""
        one = {
            "day": self.env._("one day"),
            "week": self.env._("one week"),
            "month": self.env._("one month"),
            "year": self.env._("one year"),
        }
        many = {
            "day": self.env._("%(number)s days", number=number),
            "week": self.env._("%(number)s weeks", number=number),
            "month": self.env._("%(number)s months", number=number),
            "year": self.env._("%(number)s years", number=number),
        }
        return (one if number == 1 else many)[unit]

    @api.model
    def _say_rhythm(self, number, unit):
        one = {
            "day": self.env._("every day"),
            "week": self.env._("every week"),
            "month": self.env._("every month"),
            "year": self.env._("every year"),
        }
        many = {
            "day": self.env._("every %(number)s days", number=number),
            "week": self.env._("every %(number)s weeks", number=number),
            "month": self.env._("every %(number)s months", number=number),
            "year": self.env._("every %(number)s years", number=number),
        }
        return (one if number == 1 else many)[unit]

    @api.model
    def _say_weekday(self, number):
        """:param number: 0 is Monday"""
        monday = date(2024, 1, 1)
        return format_date(self.env, monday + timedelta(number), date_format="EEEE")

    @api.model
    def _say_month(self, number):
        return format_date(self.env, date(2024, number, 1), date_format="MMMM")
