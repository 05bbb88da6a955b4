from odoo import http
from odoo.http import request
from odoo.tools import file_open

SCOPE = "/my/card"


class MemberPortalCard(http.Controller):
    """The card on the phone: one page that needs nothing else, also offline."""

    @http.route(
        SCOPE,
        type="http",
        auth="user",
        website=True,
        multilang=False,
        sitemap=False,
        readonly=True,
    )
    def card(self, **_params):
        # sudo: cards that this person carries himself.
        viewer_sudo = request.env.user.partner_id.sudo()
        cards_sudo = viewer_sudo._get_carried_cards()
        if not cards_sudo:
            return request.redirect("/my/membership")
        response = request.render(
            "community_members.portal_card",
            {"faces": [card_sudo._get_face() for card_sudo in cards_sudo]},
        )
        # The service worker keeps the one copy; no other cache may.
        response.headers["Cache-Control"] = "no-store"
        return response

    @http.route(
        "/my/card/sw.js",
        type="http",
        auth="public",
        website=True,
        multilang=False,
        sitemap=False,
        readonly=True,
    )
    def service_worker(self, **_params):
        """The script itself says nothing about anybody."""
        with file_open("community_members/static/src/card_worker/worker.js") as source:
            script = source.read()
        headers = {
            "Content-Type": "text/javascript; charset=utf-8",
            "Service-Worker-Allowed": SCOPE,
            "Cache-Control": "no-cache",
        }
        return request.make_response(script, headers=list(headers.items()))
