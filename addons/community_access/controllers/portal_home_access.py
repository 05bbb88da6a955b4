from odoo.http import request

from odoo.addons.community_members.controllers.portal_home import MemberPortalHome


class MemberPortalHomeAccess(MemberPortalHome):
    """Inside now, refused lately and what helps; the way to visits and bands."""

    def _prepare_member_home_values(self):
        # sudo: asked for the user alone.
        viewer_sudo = request.env.user.partner_id.sudo()
        company = request.env.company
        visits_sudo = request.env["community.access.visit"].sudo()  # sudo: as above
        return super()._prepare_member_home_values() | {
            "access_inside": visits_sudo._get_inside(viewer_sudo, company)[:1],
            "access_refusal": viewer_sudo._get_access_refusal(company),
        }

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        # sudo: of the user himself.
        viewer_sudo = request.env.user.partner_id.sudo()
        if "community_visit_count" in counters:
            visits_sudo = request.env["community.access.visit"].sudo()  # sudo: as above
            values["community_visit_count"] = visits_sudo.search_count(
                visits_sudo._get_visit_domain(viewer_sudo, request.env.company)
            )
        if "community_band_count" in counters:
            values["community_band_count"] = len(
                viewer_sudo._get_access_credentials(request.env.company)
            )
        return values
