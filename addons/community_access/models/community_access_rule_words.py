from babel.dates import get_day_names

from odoo import api, fields, models
from odoo.tools import format_list
from odoo.tools.misc import babel_locale_parse, get_lang

from ..tools.hours_words import gather_days

HOUR = 60


class CommunityAccessRule(models.Model):
    """A rule as one sentence, so that it is checked by reading it."""

    _inherit = "community.access.rule"

    sentence = fields.Char("In Words", compute="_compute_sentence")

    @api.depends(
        "basis",
        "plan_ids.name",
        "category_ids.name",
        "rank_ids.name",
        "age_min",
        "age_max",
        "gender",
        "is_passback_exempt",
        "needs_booking",
        "zone_ids.name",
        "scope",
        "hours_id.attendance_ids",
        "use_allowance",
        "quota",
        "quota_period",
        "minutes",
        "tariff_id.name",
        "entry_price",
    )
    @api.depends_context("lang")
    def _compute_sentence(self):
        # sudo: whoever may read a rule may read for whom it is.
        for rule in self.sudo():
            details = filter(
                None,
                (
                    *rule._say_persons(),
                    rule._say_hours(),
                    rule._say_how_often(),
                    *rule._say_how_long(),
                ),
            )
            rule.sentence = self.env._(
                "%(who)s may enter %(where)s%(details)s.",
                who=rule._say_who(),
                where=rule._say_where(),
                details="".join(f", {detail}" for detail in details),
            )

    def _say_names(self, records):
        names = [f"“{name}”" for name in records.mapped("display_name")]
        return format_list(self.env, names, style="or")

    def _say_who(self):
        plans = self._say_names(self.plan_ids._origin)
        if self.basis == "membership":
            return self.env._("Members")
        if self.basis == "anybody":
            return self.env._("Whoever has a band")
        if plans:
            return self.env._("Whoever has %(plans)s", plans=plans)
        return self.env._("Whoever has a contract")

    def _say_where(self):
        zones = self.zone_ids._origin.mapped("display_name")
        if zones and self.scope == "home":
            return self.env._(
                "%(zones)s in the home house", zones=format_list(self.env, zones)
            )
        if self.scope == "home":
            return self.env._("every zone of the home house")
        return format_list(self.env, zones) if zones else self.env._("every zone")

    def _say_persons(self):
        """What is asked of the person, besides the contract."""
        categories = self._say_names(self.category_ids._origin)
        ranks = self._say_names(self.rank_ids._origin)
        yield categories and self.env._("as %(names)s", names=categories)
        yield ranks and self.env._("of rank %(names)s", names=ranks)
        if self.age_min and self.age_max:
            yield self.env._(
                "aged %(first)s to %(last)s", first=self.age_min, last=self.age_max
            )
        elif self.age_min or self.age_max:
            yield (
                self.env._("from age %(age)s", age=self.age_min)
                if self.age_min
                else self.env._("up to age %(age)s", age=self.age_max)
            )
        genders = {
            "women": self.env._("for women only"),
            "men": self.env._("for men only"),
        }
        yield genders.get(self.gender)
        yield self.needs_booking and self.env._("in the time of a booking")

    def _say_hours(self):
        """“Mon–Fri 07:00–22:00”; the name where the week is not told in a line."""
        hours = self.hours_id
        if not hours:
            return ""
        groups = gather_days(hours._get_open_minutes())
        if not groups or len(groups) > 3 or hours.two_weeks_calendar:
            return self.env._("in the hours “%(name)s”", name=hours.name)
        locale = babel_locale_parse(get_lang(self.env).code)
        names = get_day_names("abbreviated", locale=locale)
        return format_list(self.env, [_say_group(*group, names) for group in groups])

    def _say_how_often(self):
        if self.basis == "contract" and self.use_allowance:
            return self.env._("as often as the plan includes")
        if not self.quota:
            return ""
        words = {
            "day": self.env._("at most %(visits)s visits a day", visits=self.quota),
            "week": self.env._("at most %(visits)s visits a week", visits=self.quota),
            "month": self.env._("at most %(visits)s visits a month", visits=self.quota),
            "contract": self.env._(
                "at most %(visits)s visits in a period of the contract",
                visits=self.quota,
            ),
        }
        return words.get(self.quota_period, "")

    def _say_how_long(self):
        yield self.minutes and self.env._(
            "%(minutes)s minutes a visit", minutes=self.minutes
        )
        tariff = self.tariff_id
        yield tariff and self.env._("longer by “%(tariff)s”", tariff=tariff.name)
        yield self.is_passback_exempt and self.env._("also when inside already")
        price = self.currency_id.format(self.entry_price) if self.entry_price else ""
        yield price and self.env._("for %(price)s from the wallet", price=price)


def _say_group(days, spans, names):
    first, last = names[days[0]], names[days[-1]]
    day = f"{first}–{last}" if len(days) > 1 else first
    hours = ", ".join(f"{_say_clock(start)}–{_say_clock(end)}" for start, end in spans)
    return f"{day} {hours}"


def _say_clock(minute):
    return f"{minute // HOUR:02d}:{minute % HOUR:02d}"
