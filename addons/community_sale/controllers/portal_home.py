from odoo.http import request

from odoo.addons.community_members.controllers.portal_home import MemberPortalHome


class MemberPortalHomeOrder(MemberPortalHome):
    """The way to the order page, for those who may order."""

    def _prepare_member_home_values(self):
        # sudo: asked for the user alone.
        person_sudo = request.env.user.partner_id.sudo()
        company = request.website.company_id
        return super()._prepare_member_home_values() | {
            "may_order": bool(person_sudo._get_order_places(company))
        }
