from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import format_date

from ..tools.rank_decision import decide, next_rank
from .res_partner_member import PERSONAL_GROUP

SOON_DAYS = 60
SHOWN = 20


class ResPartner(models.Model):
    """Points and rank in words: what a member has, and what the next rank takes."""

    _inherit = "res.partner"

    rank_advice = fields.Char(
        "For the Next Rank", compute="_compute_rank_advice", groups=PERSONAL_GROUP
    )

    @api.depends("rank_id", "points_balance_ids.balance")
    @api.depends_context("lang")
    def _compute_rank_advice(self):
        words = self._get_rank_words()
        for partner in self:
            found = words.get(partner._origin.id)
            partner.rank_advice = found["sentence"] if found else False

    def _get_rank_words(self):
        """What stands between each member and the next rank.

        :return: {partner id: dict for the portal}
        """
        ranks = self.env["community.rank"]._get_rules()
        if not ranks or not self._origin.ids:
            return {}
        return {
            partner_id: self._get_next_rank_words(ranks, facts)
            for partner_id, facts in self._origin._get_rank_facts(ranks).items()
        }

    @api.model
    def _get_next_rank_words(self, ranks, facts):
        # sudo: names of ranks are as public as the badges that show them.
        Rank = self.env["community.rank"].sudo()
        rule, missing = next_rank(ranks, facts)
        decision = decide(ranks, facts)
        words = {
            "rank": Rank.browse(rule.rank_id if rule else False),
            "missing": [self._get_missing_word(one, rule) for one in missing],
            "percent": self._get_rank_percent(rule, facts),
            "sentence": "",
            "warning": "",
        }
        if rule:
            words["sentence"] = self.env._(
                "%(rank)s: %(missing)s",
                rank=words["rank"].name,
                missing=", ".join(words["missing"])
                or self.env._("reached, given tonight"),
            )
        if decision.falls_on:
            words["warning"] = self.env._(
                "What your rank takes is not reached any more. You keep it until "
                "%(date)s; earn points until then.",
                date=format_date(self.env, decision.falls_on),
            )
        return words

    @api.model
    def _get_rank_percent(self, rule, facts):
        if not rule or not rule.threshold:
            return 100
        points = facts.points.get(rule.window_days, 0)
        return max(0, min(100, 100 * points // rule.threshold))

    @api.model
    def _get_missing_word(self, missing, rule):
        if missing.code == "points" and rule.window_days:
            return self.env._(
                "%(points)s more points within %(days)s days",
                points=missing.amount,
                days=rule.window_days,
            )
        if missing.code == "points":
            return self.env._("%(points)s more points", points=missing.amount)
        if missing.code == "months":
            return self.env._(
                "%(months)s more months as a member", months=missing.amount
            )
        # sudo: what the club tells members to do about a criterion.
        criteria = self.env["community.rank.criterion"].sudo()
        criterion = criteria.search([("code", "=", missing.code)], limit=1)
        return criterion.advice or criterion.name or missing.code

    def _get_portal_points(self, company):
        """Balance, rank, next rank and what runs out, for the member's own page."""
        self.ensure_one()
        member = self.with_company(company)
        today = fields.Date.context_today(self)
        Entry = self.env["community.points.entry"]
        soon = Entry._get_expiring(
            member, company, today + relativedelta(days=SOON_DAYS)
        )
        return {
            "member": member,
            "balance": member.points_balance,
            "rank": member.rank_id,
            "next": member._get_rank_words().get(member.id),
            "expiring": [
                {"amount": rest.amount, "date": rest.expires_on} for rest in soon
            ],
        }

    @api.model
    def _get_leaderboard(self, company, limit=SHOWN):
        """Members who agreed to be seen, by points; names as they gave them."""
        # sudo: only those who agreed, and of them only name, rank and points.
        balances = self.env["community.points.balance"].sudo()
        found = balances.search(
            [
                ("company_id", "=", company.id),
                ("balance", ">", 0),
                ("partner_id.leaderboard_agreed_on", "!=", False),
                ("partner_id.is_member", "=", True),
            ],
            limit=limit,
        )
        return [
            {
                "place": place,
                "partner_id": row.partner_id.id,
                "name": row.partner_id.name,
                "rank": row.partner_id.rank_id.name or "",
                "color": row.partner_id.rank_id.color,
                "points": row.balance,
            }
            for place, row in enumerate(found, 1)
        ]
