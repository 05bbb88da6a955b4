from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.community_members.tools.network import network_of
from odoo.addons.portal.controllers.portal import CustomerPortal

NO_TRACE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


class TicketScore(CustomerPortal):
    """Rating the help by a link, without a log-in. Looking changes nothing."""

    @http.route(
        "/helpdesk/score/<string:token>",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def helpdesk_score_page(self, token, saved=None, **_params):
        ticket_sudo = self._find_scored(token)
        return self._render_score(ticket_sudo, token, {"saved": saved == "1"})

    @http.route(
        "/helpdesk/score/<string:token>",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def helpdesk_score_save(self, token, score="", text="", **_params):
        ticket_sudo = self._find_scored(token)
        if not ticket_sudo:
            return self._render_score(ticket_sudo, token, {})
        try:
            ticket_sudo._rate(
                int(score) if len(score) == 1 and score.isdecimal() else 0, text
            )
        except UserError as error:
            return self._render_score(ticket_sudo, token, {"error": str(error)})
        return request.redirect(f"/helpdesk/score/{token}?saved=1")

    def _find_scored(self, token):
        """The ticket of a link, unless this network has guessed too often."""
        # sudo: the table of tries is closed to everybody.
        tries = request.env["community.pay.attempt"].sudo()
        network = network_of(request.httprequest.remote_addr or "")
        tickets = request.env["community.ticket"]
        if tries._is_blocked(network):
            return tickets
        found_sudo = tickets._find_by_score_token(token)
        if not found_sudo:
            tries._note(network)
        return found_sudo

    def _render_score(self, ticket_sudo, token, values):
        name = "score_page" if ticket_sudo else "score_gone"
        words = {
            5: request.env._("Very content"),
            4: request.env._("Content"),
            3: request.env._("So-so"),
            2: request.env._("Not content"),
            1: request.env._("Not content at all"),
        }
        response = request.render(
            f"community_helpdesk.{name}",
            {
                "ticket": ticket_sudo,
                "token": token,
                "score_words": words,
                "saved": False,
                "error": False,
                **values,
            },
        )
        response.status_code = 200 if ticket_sudo else 404
        response.headers.update(NO_TRACE)
        return response
