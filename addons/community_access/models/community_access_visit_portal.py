from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models

from ..tools.visit_summary import first_day, sum_up

# Ends that no gate saw: how long somebody stayed is not known.
UNSEEN = ("reset", "again")


class CommunityAccessVisit(models.Model):
    """Visits as their member reads them."""

    _inherit = "community.access.visit"

    @api.model
    def _get_visit_domain(self, person, company):
        return [
            ("partner_id", "=", person.id),
            ("company_id", "=", company.id),
            ("is_reversed", "=", False),
        ]

    @api.model
    def _say_minutes(self, minutes):
        """“1 h 20 min”, as people say it."""
        hours, rest = divmod(max(0, int(minutes)), 60)
        if not hours:
            return self.env._("%(minutes)s min", minutes=rest)
        if not rest:
            return self.env._("%(hours)s h", hours=hours)
        return self.env._("%(hours)s h %(minutes)s min", hours=hours, minutes=rest)

    def _get_portal_rows(self):
        """One dict a visit, in words of the house's clock."""
        return [visit._get_portal_row() for visit in self]

    def _get_portal_row(self):
        self.ensure_one()
        site = self.site_id
        is_unseen = self.end_kind in UNSEEN
        is_inside = not self.date_out and self._is_remembered()
        return {
            "visit": self,
            "day": site._say_day(self.date_in),
            "came": site._say_time(self.date_in),
            "left": self._say_left() if self.date_out and not is_unseen else "",
            "is_inside": is_inside,
            "length": ""
            if is_unseen or not self.date_out
            else self._say_minutes(self.minutes),
            "by_staff": self.end_kind == "staff" or bool(self.correction_reason),
        }

    def _say_left(self):
        """The time, with the day where it is another one."""
        site = self.site_id
        left = site._say_time(self.date_out)
        if (
            site._get_local(self.date_in).date()
            == site._get_local(self.date_out).date()
        ):
            return left
        return self.env._(
            "%(day)s, %(time)s", day=site._say_day(self.date_out), time=left
        )

    def _is_remembered(self):
        """Whether the gates still think that this person is inside: a zone that
        forgets at night does not.
        """
        self.ensure_one()
        zone = self.zone_id
        if not zone.has_reset:
            return True
        clock = ZoneInfo(zone.site_id.tz or "UTC")
        now = fields.Datetime.now().replace(tzinfo=UTC).astimezone(clock)
        minutes = round(zone.reset_hour * 60)
        edge = datetime.combine(now.date(), time(minutes // 60, minutes % 60), clock)
        if edge > now:
            edge -= timedelta(days=1)
        return self.date_in.replace(tzinfo=UTC) >= edge

    # ---- inside now ---------------------------------------------------------------

    @api.model
    def _get_inside(self, person, company):
        """The stays that run now, the outermost first.

        :return: list of dicts for the page, which counts on by itself
        """
        found = self.search(
            [*self._get_visit_domain(person, company), ("date_out", "=", False)],
            order="date_in, id",
            limit=5,
        ).filtered(lambda visit: visit._is_remembered())
        return [visit._get_inside_row() for visit in found]

    def _get_inside_row(self):
        site, now = self.site_id, fields.Datetime.now()
        paid_until = self.paid_until
        is_over = bool(paid_until) and paid_until < now
        settles = bool(self.tariff_id) and self.zone_id.settle_at_exit
        return {
            "visit": self,
            "zone": self.zone_id.name,
            "site": site.name,
            "since": site._say_time(self.date_in),
            "since_day": site._say_day(self.date_in),
            "since_at": _seconds(self.date_in),
            "now": _seconds(now),
            "stayed": self._say_minutes((now - self.date_in).total_seconds() // 60),
            "paid_until": site._say_moment(_seconds(paid_until)) if paid_until else "",
            "paid_until_at": _seconds(paid_until) if paid_until else 0,
            "is_over": is_over,
            "settles": settles,
            "surplus": self._get_surplus() if is_over and settles else 0.0,
            "currency": self.company_id.currency_id,
        }

    # ---- sums ------------------------------------------------------------------------

    @api.model
    def _get_summary(self, person, company, tz, zone=None):
        """Visits and hours of this week, month and year, and of the last weeks.

        Stays in a zone inside another belong to the same visit; a stay whose end no
        gate saw counts as a visit, without hours.
        """
        today = datetime.now(UTC).astimezone(ZoneInfo(tz)).date()
        first = datetime.combine(first_day(today), time(), ZoneInfo(tz))
        since = first.astimezone(UTC).replace(tzinfo=None)
        where = ("zone_id", "=", zone.id) if zone else ("zone_id.parent_id", "=", False)
        groups = self.with_context(tz=tz)._read_group(
            [*self._get_visit_domain(person, company), ("date_in", ">=", since), where],
            ["date_in:day", "end_kind"],
            ["__count", "minutes:sum"],
        )
        days = [
            (fields.Date.to_date(day), count, 0 if kind in UNSEEN else minutes or 0)
            for day, kind, count, minutes in groups
        ]
        return sum_up(days, today)

    @api.model
    def _get_filter_choices(self, person, company, tz):
        """(zones, months) in which somebody was, for choosing."""
        domain = self._get_visit_domain(person, company)
        zones = self._read_group(domain, ["zone_id"])
        months = self.with_context(tz=tz)._read_group(
            domain, ["date_in:month"], order="date_in:month DESC", limit=36
        )
        return (
            self.env["community.access.zone"].union(*(zone for (zone,) in zones)),
            [fields.Date.to_date(month) for (month,) in months],
        )


def _seconds(moment):
    return int(moment.replace(tzinfo=UTC).timestamp())
