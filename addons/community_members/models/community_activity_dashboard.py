from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..tools.activity_score import SILENT_DAYS

READER = "community_members.group_member_reader"
SHOWN = 8
MONTHS = 12


class CommunityActivityDashboard(models.AbstractModel):
    """Who is active, who is silent, who may leave: one screen, one call."""

    _name = "community.activity.dashboard"
    _description = "Dashboard of Activity"

    @api.model
    @api.readonly
    def get_dashboard(self):
        """Figures, the first few of each list, and the domains behind them.

        :raises AccessError: for whoever may not read the member register
        """
        if not self.env.user.has_group(READER):
            raise AccessError(self.env._("This is for those who see the register."))
        domains = self._get_domains()
        return {
            "tiles": self._get_tiles(domains),
            "active": self._get_people(domains["active"], "activity_score DESC, id"),
            "silent": self._get_people(domains["silent"], "last_active_on, id"),
            "risk": self._get_people(domains["risk"], "activity_score DESC, id"),
            "ranks": self._get_ranks(),
            "months": self._get_months(),
            "domains": {name: list(domain) for name, domain in domains.items()},
        }

    @api.model
    def _get_domains(self):
        today = fields.Date.context_today(self)
        members = Domain("is_member", "=", True)
        silent = fields.Date.to_string(today - relativedelta(days=SILENT_DAYS))
        recent = fields.Date.to_string(today - relativedelta(days=30))
        return {
            "members": members,
            "active": members & Domain("activity_score", ">", 0),
            "recent": members & Domain("last_active_on", ">", recent),
            "silent": members & Domain("last_active_on", "<=", silent),
            "risk": members & Domain("leaving_risk", "=", "high"),
            "danger": members & Domain("rank_below_since", "!=", False),
        }

    @api.model
    def _get_tiles(self, domains):
        count = self.env["res.partner"].search_count
        return [
            {"name": name, "value": count(domains[name])}
            for name in ("recent", "silent", "risk", "danger")
        ]

    @api.model
    def _get_people(self, domain, order):
        partners = self.env["res.partner"].search(domain, order=order, limit=SHOWN)
        return [
            {
                "id": partner.id,
                "name": partner.display_name,
                "rank": partner.rank_id.name or "",
                "color": partner.rank_id.color,
                "score": partner.activity_score,
                "last": fields.Date.to_string(partner.last_active_on) or "",
                "why": partner.leaving_risk_reasons or "",
            }
            for partner in partners
        ]

    @api.model
    def _get_ranks(self):
        """Every rank with its number of members, the highest first."""
        groups = self.env["res.partner"]._read_group(
            [("is_member", "=", True)], ["rank_id"], ["__count"]
        )
        counts = {rank.id: count for rank, count in groups}
        ranks = self.env["community.rank"].search([("active", "=", True)])
        rows = [
            {
                "id": rank.id,
                "name": rank.name,
                "color": rank.color,
                "count": counts.get(rank.id, 0),
            }
            for rank in reversed(ranks)
        ]
        without = {"id": False, "name": self.env._("Without rank"), "color": 0}
        return [*rows, without | {"count": counts.get(False, 0)}]

    @api.model
    def _get_months(self):
        """Points earned and taken back in each of the last months."""
        first = fields.Date.context_today(self).replace(day=1)
        first -= relativedelta(months=MONTHS - 1)
        groups = self.env["community.points.entry"]._read_group(
            [
                ("counted_on", ">=", first),
                ("counts_for_rank", "=", True),
                ("company_id", "=", self.env.company.id),
            ],
            ["counted_on:month"],
            ["amount:sum"],
        )
        sums = dict(groups)
        months = [first + relativedelta(months=number) for number in range(MONTHS)]
        return [
            {"month": fields.Date.to_string(month), "points": sums.get(month, 0)}
            for month in months
        ]
