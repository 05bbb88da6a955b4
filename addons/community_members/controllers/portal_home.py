from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal


class MemberPortalHome(CustomerPortal):
    """The card on top of /my: how it stands, and the one thing to do next."""

    @route()
    def home(self, **kw):
        response = super().home(**kw)
        response.qcontext.update(self._prepare_member_home_values())
        return response

    def _prepare_member_home_values(self):
        # sudo: own membership and that of employers, reduced by their rights.
        viewer_sudo = request.env.user.partner_id.sudo()
        standings = [
            member_sudo._get_portal_standing(viewer_sudo)
            for member_sudo in viewer_sudo._get_memberships()[:5]
        ]
        applications = request.env["community.application"]._get_applications_of(
            viewer_sudo
        )
        return {
            "member_standings": standings,
            "member_applications": [
                application_sudo._get_applicant_view()
                | {"link": application_sudo._get_status_url()}
                for application_sudo in applications
            ],
            "manages_employees": bool(viewer_sudo._get_managing_assignments())
            or bool(viewer_sudo.is_company and viewer_sudo.in_member_register),
        }
