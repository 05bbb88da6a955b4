from odoo import fields
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.community_members.controllers.portal_home import MemberPortalHome


class MemberPortalHomeEvents(MemberPortalHome):
    """The next event on top of the home, and the way to all of them."""

    def _get_coming_domain(self):
        # sudo: of the user himself.
        viewer_sudo = request.env.user.partner_id.sudo()
        own = Domain(request.env["event.registration"]._get_own_domain(viewer_sudo))
        return own & Domain(
            [
                ("state", "in", ("open", "done", "draft")),
                ("event_id.date_end", ">=", fields.Datetime.now()),
            ]
        )

    def _prepare_member_home_values(self):
        # sudo: seats and places of the user alone.
        viewer_sudo = request.env.user.partner_id.sudo()
        seats_sudo = request.env["event.registration"].sudo()  # sudo: as above
        seat_sudo = seats_sudo.search(
            self._get_coming_domain() & Domain("member_id", "=", viewer_sudo.id),
            order="event_id asc",
            limit=1,
        )
        # sudo: as above
        offers_sudo = request.env["community.event.waiting"].sudo()
        return super()._prepare_member_home_values() | {
            "next_event": (seat_sudo._get_portal_rows(viewer_sudo) or [None])[0],
            "event_offers": offers_sudo.search(
                [("partner_id", "=", viewer_sudo.id), ("state", "=", "offered")],
                limit=3,
            ),
        }

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "community_event_count" in counters:
            # sudo: counted are only seats of this person.
            seats_sudo = request.env["event.registration"].sudo()
            values["community_event_count"] = seats_sudo.search_count(
                self._get_coming_domain()
            )
        return values
