from odoo.http import request

from odoo.addons.community_subscription.controllers.portal_home import (
    MemberPortalHomeContracts,
)


class MemberPortalHomeTickets(MemberPortalHomeContracts):
    """The way to one's requests."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "community_ticket_count" in counters:
            tickets = request.env["community.ticket"]._with_portal_rights()
            values["community_ticket_count"] = tickets.search_count(
                tickets._get_portal_domain()
            )
        return values
