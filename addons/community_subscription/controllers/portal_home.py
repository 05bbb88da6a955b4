from odoo.http import request

from odoo.addons.community_members.controllers.portal_home import MemberPortalHome


class MemberPortalHomeContracts(MemberPortalHome):
    """The way to contracts and plans; to support once a subscription includes it."""

    def _prepare_member_home_values(self):
        # sudo: asked for the user alone.
        viewer_sudo = request.env.user.partner_id.sudo()
        return super()._prepare_member_home_values() | {
            "contract_offers": viewer_sudo._get_portal_contracts(
                "agree", [("state", "=", "draft")], limit=3
            ),
            "has_plans": bool(request.env["community.plan"]._get_published()),
            "has_support": viewer_sudo._sees_support(),
            "support_url": viewer_sudo._get_support_url(),
        }

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        # sudo: of the user himself.
        viewer_sudo = request.env.user.partner_id.sudo()
        if "community_contract_count" in counters:
            # sudo: counted are only contracts that this person may see.
            contracts_sudo = request.env["community.contract"].sudo()
            values["community_contract_count"] = contracts_sudo.search_count(
                viewer_sudo._get_portal_contract_domain()
            )
        return values
