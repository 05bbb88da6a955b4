from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from .checkin import PRIVATE


class EventWaiting(http.Controller):
    """The waiting list: a member joins on the event's page and answers an offer by the
    link of the message. Looking changes nothing."""

    @http.route(
        '/event/<model("event.event"):event>/waiting/join',
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def join(self, event, choice="", **_params):
        found = event._find_waiting_choice(choice)
        if found:
            try:
                event._join_waiting_list(request.env.user, *found)
            except UserError as refused:
                return request.render(
                    "community_events.waiting_refused",
                    {"event": event, "sentence": str(refused)},
                    headers=PRIVATE,
                )
        # A seat got free meanwhile: the page of the event has the button to book it.
        return request.redirect(f"/event/{event.id}/register")

    @http.route(
        '/event/<model("event.event"):event>/waiting/leave',
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def leave(self, event, row="", **_params):
        self._find_own(event, row)._leave()
        return request.redirect(f"/event/{event.id}/register")

    @http.route(
        '/event/<model("event.event"):event>/waiting/accept',
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def accept(self, event, row="", **_params):
        """The same as the link of the message, for whoever is logged in."""
        row_sudo = self._find_own(event, row)
        if not row_sudo:
            return request.redirect("/my/events")
        return self._accept(row_sudo, "/my/events")

    def _find_own(self, event, row):
        """The own place that the page names: an event with slots has several."""
        waiting = request.env["community.event.waiting"]
        rows_sudo = waiting._find_active(request.env.user.partner_id, event)
        return rows_sudo.filtered(lambda row_sudo: str(row_sudo.id) == row)

    # ------------------------------------------------------------
    # LINK OF THE MESSAGE
    # ------------------------------------------------------------

    @http.route(
        "/event/waiting/<string:token>",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def offer(self, token, **_params):
        row_sudo = request.env["community.event.waiting"]._find(token)
        if not row_sudo:
            return self._render_gone()
        return self._render_offer(row_sudo, token)

    @http.route(
        "/event/waiting/<string:token>/accept",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def offer_accept(self, token, **_params):
        row_sudo = request.env["community.event.waiting"]._find(token)
        if not row_sudo:
            return self._render_gone()
        return self._accept(row_sudo, f"/event/waiting/{token}", token)

    @http.route(
        "/event/waiting/<string:token>/decline",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def offer_decline(self, token, **_params):
        row_sudo = request.env["community.event.waiting"]._find(token)
        if not row_sudo:
            return self._render_gone()
        row_sudo._leave()
        return request.redirect(f"/event/waiting/{token}")

    def _accept(self, row_sudo, path, token=""):
        try:
            row_sudo._accept()
        except UserError as refused:
            return self._render_offer(row_sudo, token, str(refused))
        return request.redirect(row_sudo._get_next_path(path))

    def _render_offer(self, row_sudo, token, refusal=""):
        event_sudo = row_sudo.event_id
        return self._render(
            "community_events.waiting_offer",
            {
                "row": row_sudo,
                "event": event_sudo,
                "token": token,
                "refusal": refusal or row_sudo._get_accept_refusal(),
                "words": row_sudo._get_waiting_words(),
            },
        )

    def _render_gone(self):
        response = self._render("community_events.waiting_gone", {})
        response.status_code = 404
        return response

    def _render(self, template, values):
        response = request.render(template, {"no_index": True, **values})
        response.headers.update(PRIVATE)
        return response
