from odoo import http
from odoo.fields import Date
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from .portal_home import MemberPortalHome
from .portal_membership import PAGE, PRIVATE


class MemberPortalPoints(CustomerPortal):
    """Own points, own rank and what the next one takes; others only if they agreed."""

    @http.route(
        ["/my/points", "/my/points/page/<int:page>"],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def points(self, page=1, **_params):
        # sudo: the own record of whoever is logged in.
        member_sudo = request.env.user.partner_id.sudo()
        if not member_sudo.in_member_register:
            return request.redirect("/my/membership")
        company = request.env.company
        # sudo: entries of this member alone.
        entries_sudo = request.env["community.points.entry"].sudo()
        domain = [
            ("partner_id", "=", member_sudo.id),
            ("company_id", "=", company.id),
        ]
        pager = portal_pager(
            "/my/points", entries_sudo.search_count(domain), page=page, step=PAGE
        )
        values = self._prepare_portal_layout_values() | {
            "page_name": "points",
            "points": member_sudo._get_portal_points(company),
            "entries": entries_sudo.search(domain, limit=PAGE, offset=pager["offset"]),
            "leaders": member_sudo._get_leaderboard(company) if page == 1 else [],
            "pager": pager,
        }
        return request.render(
            "community_members.portal_points", values, headers=PRIVATE
        )

    @http.route(
        "/my/points/leaderboard",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def leaderboard(self, agree="", **_params):
        # sudo: portal users may not write contacts; this one field of the own record.
        member_sudo = request.env.user.partner_id.sudo()
        if member_sudo.in_member_register:
            agreed = Date.context_today(member_sudo) if agree == "1" else False
            member_sudo.leaderboard_agreed_on = agreed
        return request.redirect("/my/points#leaderboard")


class MemberPortalHomePoints(MemberPortalHome):
    def _prepare_member_home_values(self):
        # sudo: whether the own record is in the register.
        viewer_sudo = request.env.user.partner_id.sudo()
        values = super()._prepare_member_home_values()
        return values | {"has_points": viewer_sudo.in_member_register}
