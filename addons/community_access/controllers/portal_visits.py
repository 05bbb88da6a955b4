import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.community_members.controllers.portal_membership import PAGE
from odoo.addons.portal.controllers.portal import pager as portal_pager

from .portal_access import PortalAccess

MONTH = re.compile(r"(2\d{3})-(0[1-9]|1[0-2])", re.ASCII)


class PortalVisits(PortalAccess):
    @http.route(
        ["/my/visits", "/my/visits/page/<int:page>"],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def visits(self, page=1, person="", zone="", month="", done="", **_params):
        person_sudo, people_sudo = self._get_person(person)
        # sudo: only visits of this person are counted and read.
        visits_sudo = request.env["community.access.visit"].sudo()
        company, tz = request.env.company, self._get_tz()
        zones_sudo, months = visits_sudo._get_filter_choices(person_sudo, company, tz)
        zone_sudo = zones_sudo.filtered(lambda one: str(one.id) == zone)
        day = self._read_month(month)
        domain = [
            *visits_sudo._get_visit_domain(person_sudo, company),
            *([("zone_id", "=", zone_sudo.id)] if zone_sudo else []),
            *self._get_month_domain(day, tz),
        ]
        chosen = {
            "person": person_sudo.id if len(people_sudo) > 1 else None,
            "zone": zone_sudo.id or None,
            "month": month if day else None,
        }
        chosen = {name: value for name, value in chosen.items() if value}
        pager = portal_pager(
            "/my/visits",
            visits_sudo.search_count(domain),
            page=page,
            step=PAGE,
            url_args=chosen,
        )
        found_sudo = visits_sudo.search(domain, limit=PAGE, offset=pager["offset"])
        return self._render_access(
            "portal_visits",
            person_sudo,
            people_sudo,
            page_name="visits",
            rows=found_sudo._get_portal_rows(),
            inside=visits_sudo._get_inside(person_sudo, company),
            summary=visits_sudo._get_summary(person_sudo, company, tz, zone_sudo),
            say_minutes=visits_sudo._say_minutes,
            zones=zones_sudo,
            zone=zone_sudo,
            months=months,
            month=day,
            is_filtered=bool(zone_sudo or day),
            is_told=person_sudo._get_told_guardian() == self._get_access_viewer(),
            pager=pager,
            done=done,
        )

    def _read_month(self, text):
        found = MONTH.fullmatch(text)
        return date(int(found[1]), int(found[2]), 1) if found else None

    def _get_month_domain(self, day, tz):
        """Visits that began in a month, by the clock of the house."""
        if not day:
            return []
        edges = [
            datetime.combine(first, time(), ZoneInfo(tz)).astimezone(UTC)
            for first in (day, day + relativedelta(months=1))
        ]
        first, after = (edge.replace(tzinfo=None) for edge in edges)
        return [("date_in", ">=", first), ("date_in", "<", after)]

    @http.route(
        "/my/visits/<int:visit_id>/settle",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def settle(self, visit_id, **_params):
        """To the page where a longer stay is paid, so that the gate opens outwards."""
        visit_sudo = self._get_running_visit(visit_id)
        try:
            with request.env.cr.savepoint():
                move_sudo = visit_sudo._ask_surplus().move_id
        except UserError:  # paid meanwhile, or nothing is owed
            return request.redirect("/my/visits")
        url = move_sudo._get_pay_url()
        return request.redirect(url[url.index("/pay/") :])

    def _get_running_visit(self, visit_id):
        people_sudo = self._get_access_viewer()._get_access_people()
        # A number that the database cannot hold belongs to nobody.
        if not 0 < visit_id < 2**31:
            raise NotFound()
        # sudo: found only among those of these people.
        found_sudo = (
            request.env["community.access.visit"]
            .sudo()
            .search(
                [
                    ("id", "=", visit_id),
                    ("partner_id", "in", people_sudo.ids),
                    ("company_id", "=", request.env.company.id),
                    ("is_reversed", "=", False),
                    ("date_out", "=", False),
                ]
            )
        )
        if not found_sudo:
            raise NotFound()
        return found_sudo

    @http.route(
        "/my/visits/tell", type="http", auth="user", methods=["POST"], website=True
    )
    def tell(self, person="", tell="", **_params):
        """A guardian asks to hear when his ward comes and leaves, or no more."""
        person_sudo, _people = self._get_person(person)
        viewer_sudo = self._get_access_viewer()
        if person_sudo == viewer_sudo:
            raise NotFound()
        viewer_sudo._toggle_access_notice(person_sudo, tell == "1")
        return request.redirect(f"/my/visits?person={person_sudo.id}#tell")
