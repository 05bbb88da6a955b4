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
        _ = self.env._
        return {
            "rhythm_joining": _("A new period begins %(rhythm)s, from the first day."),
            "rhythm_weekday": _("A new period begins %(rhythm)s, on %(weekday)s."),
            "rhythm_month": _("A new period begins %(rhythm)s, on day %(day)s."),
            "rhythm_month_last": _("A new period begins %(rhythm)s, on the last day."),
            "rhythm_year": _("A new period begins %(rhythm)s, on %(day)s %(month)s."),
            "rhythm_year_last": _(
                "A new period begins %(rhythm)s, on the last day of %(month)s."
            ),
            "advance": _("Billed in advance."),
            "advance_days": _("Billed in advance, %(days)s days before it begins."),
            "arrears": _("Billed when it is over."),
            "instalments": _("Paid in %(number)s instalments."),
        }

    @api.model
    def _get_sentences_of_term(self):
        _ = self.env._
        return {
            "open_end": _("Runs until somebody ends it."),
            "term_auto": _("Runs for %(length)s, then goes on by itself."),
            "term_ask": _("Runs for %(length)s, then renewal is offered."),
            "term_none": _("Runs for %(length)s, then ends."),
            "trial": _("Begins with %(length)s of free trial."),
            "joining": _("Joining fee of %(amount)s, once."),
            "notice": _("Notice period: %(length)s."),
            "grace": _("Rights go on for %(days)s days after the due date."),
        }

    @api.model
    def _say_length(self, number, unit):
        """ "12 months": also used by other screens."""
        _ = self.env._
        one = {
            "day": _("one day"),
            "week": _("one week"),
            "month": _("one month"),
            "year": _("one year"),
        }
        many = {
            "day": _("%(number)s days", number=number),
            "week": _("%(number)s weeks", number=number),
            "month": _("%(number)s months", number=number),
            "year": _("%(number)s years", number=number),
        }
        return (one if number == 1 else many)[unit]

    @api.model
    def _say_rhythm(self, number, unit):
        _ = self.env._
        one = {
            "day": _("every day"),
            "week": _("every week"),
            "month": _("every month"),
            "year": _("every year"),
        }
        many = {
            "day": _("every %(number)s days", number=number),
            "week": _("every %(number)s weeks", number=number),
            "month": _("every %(number)s months", number=number),
            "year": _("every %(number)s years", number=number),
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
