from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.fields import Domain

from .community_ticket_stage import OPEN_KINDS

DAYS, KEPT_DAYS, SOON_HOURS = 14, 30, 4


class CommunityTicketOverview(models.AbstractModel):
    """One screen for the help desk: what is there, who has it, how it goes.

    Everything is counted with the rights of whoever looks: tickets of confidential
    groups are in nobody else's numbers.
    """

    _name = "community.ticket.overview"
    _description = "Overview of the Help Desk"

    @api.model
    def get_overview(self):
        """
        :return: ``{tiles, groups, agents, trend, promises, domains}``; a tile is
            ``{name, value}``, its rows are in ``domains[name]``
        """
        tickets = self.env["community.ticket"]
        tickets.check_access("read")
        domains = self._get_domains()
        return {
            "tiles": [
                {"name": name, "value": tickets.search_count(domain)}
                for name, domain in domains.items()
            ],
            "domains": {name: list(domain) for name, domain in domains.items()},
            "groups": self._get_groups(domains["open"]),
            "agents": self._get_agents(domains["open"]),
            "trend": self._get_trend(),
            "promises": self._get_promises(),
            "score": self._get_score(),
        }

    @api.model
    def _get_domains(self):
        """What a tile counts, by its name."""
        company = Domain("company_id", "in", self.env.companies.ids)
        is_open = company & Domain("stage_kind", "in", list(OPEN_KINDS))
        now = fields.Datetime.now()
        soon = Domain("promise_at", ">=", now)
        soon &= Domain("promise_at", "<", now + timedelta(hours=SOON_HOURS))
        return {
            "open": is_open,
            "unassigned": is_open & Domain("user_id", "=", False),
            "waiting": is_open & Domain("stage_kind", "in", ["waiting", "hold"]),
            "missed": is_open & Domain("promise_state", "=", "missed"),
            "soon": is_open & soon,
        }

    @api.model
    def _get_groups(self, is_open):
        """Backlog by group, the fullest first.

        :return: list of ``{id, name, count, unassigned, waiting, missed, oldest}``,
            the oldest in days
        """
        tickets = self.env["community.ticket"]
        rows = tickets._read_group(
            is_open, ["group_id"], ["__count", "create_date:min"], order="__count DESC"
        )
        extra = {
            name: dict(
                tickets._read_group(
                    self._get_domains()[name], ["group_id"], ["__count"]
                )
            )
            for name in ("unassigned", "waiting", "missed")
        }
        now = fields.Datetime.now()
        return [
            {
                "id": group.id,
                # sudo: the name of a group whose tickets one sees.
                "name": group.sudo().name or self.env._("No group"),
                "count": count,
                "oldest": (now - oldest).days,
                **{name: found.get(group, 0) for name, found in extra.items()},
            }
            for group, count, oldest in rows
        ]

    @api.model
    def _get_agents(self, is_open):
        """Load by agent, the fullest first; those who are away are marked.

        :return: list of ``{id, name, count, capacity, is_away}``; capacity 0: no limit
        """
        members = self.env["community.ticket.group.member"].search(
            [("group_id.company_id", "in", self.env.companies.ids)]
        )
        groups = members.grouped("user_id")
        load = dict(
            self.env["community.ticket"]._read_group(
                is_open & Domain("user_id", "!=", False), ["user_id"], ["__count"]
            )
        )
        now = fields.Datetime.now()
        away = self.env["community.ticket.absence"].search(
            Domain("date_from", "<=", now)
            & (Domain("date_to", "=", False) | Domain("date_to", ">", now))
        )
        users = self.env["res.users"].union(*groups, *load)
        rows = [
            {
                "id": user.id,
                # sudo: names of colleagues.
                "name": user.sudo().name,
                "count": load.get(user, 0),
                "capacity": self._get_capacity(groups.get(user, members.browse())),
                "is_away": user in away.user_id,
            }
            for user in users
        ]
        return sorted(rows, key=lambda row: (-row["count"], row["name"]))

    @api.model
    def _get_capacity(self, members):
        """What an agent takes in all groups; 0 when one of them has no limit."""
        limits = members.mapped("capacity")
        return sum(limits) if all(limits) else 0

    @api.model
    def _get_trend(self):
        """Created against solved, day by day, the last two weeks.

        :return: list of ``{day, created, solved}``
        """
        today = fields.Date.context_today(self)
        days = [today - timedelta(days=count) for count in reversed(range(DAYS))]
        counts = {
            name: self._count_by_day(name, days[0])
            for name in ("create_date", "solved_at")
        }
        return [
            {
                "day": fields.Date.to_string(day),
                "created": counts["create_date"].get(day, 0),
                "solved": counts["solved_at"].get(day, 0),
            }
            for day in days
        ]

    @api.model
    def _count_by_day(self, name, since):
        domain = Domain("company_id", "in", self.env.companies.ids)
        zone = ZoneInfo(self.env.context.get("tz") or self.env.user.tz or "UTC")
        midnight = datetime.combine(since, time(), zone).astimezone(UTC)
        domain &= Domain(name, ">=", midnight.replace(tzinfo=None))
        rows = self.env["community.ticket"]._read_group(
            domain, [f"{name}:day"], ["__count"]
        )
        return {day.date(): count for day, count in rows if day}

    @api.model
    def _get_promises(self):
        """What became of the promises of the last month.

        :return: ``{met, missed, percent}``; percent is None without any
        """
        since = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        domain = Domain("company_id", "in", self.env.companies.ids)
        domain &= Domain("create_date", ">=", since)
        domain &= Domain("state", "in", ["met", "missed"])
        rows = self.env["community.ticket.promise"]._read_group(
            domain, ["state"], ["__count"]
        )
        found = {"met": 0, "missed": 0} | dict(rows)
        total = sum(found.values())
        percent = round(100 * found["met"] / total) if total else None
        return found | {"percent": percent}

    @api.model
    def _get_score(self):
        """How content customers were in the last month.

        :return: ``{average, count}``; average of 1 to 5, None without any
        """
        since = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        domain = Domain("company_id", "in", self.env.companies.ids)
        domain &= Domain("scored_at", ">=", since) & Domain("score", ">", 0)
        [(average, count)] = self.env["community.ticket"]._read_group(
            domain, [], ["score:avg", "__count"]
        )
        return {"average": round(average, 1) if count else None, "count": count}
