from odoo import http
from odoo.exceptions import UserError
from odoo.http import request


class VenueScreen(http.Controller):
    """The screen at the venue: a page that shows codes, for those who may."""

    @http.route(
        "/checkin/screen/<int:event_id>",
        type="http",
        auth="user",
        methods=["GET"],
        sitemap=False,
    )
    def show(self, event_id, **_params):
        event = self._get_event(event_id)
        try:
            screen = event._open_screen(request.httprequest.remote_addr)
        except UserError as error:
            return request.render(
                "community_events.venue_closed", {"message": str(error)}
            )
        # sudo: name, logo and colour of the event's company.
        event_sudo = event.sudo()
        values = {
            "event": event,
            "screen": screen,
            "company": event_sudo.company_id or request.env.company,
            "options": event._get_screen_options(screen),
        }
        response = request.render("community_events.venue_screen", values)
        response.headers["Cache-Control"] = "no-store"
        return response

    @http.route("/checkin/screen/codes", type="jsonrpc", auth="user", methods=["POST"])
    def codes(self, event_id, screen_id):
        """Codes of the next minutes, for a screen that was opened before."""
        event = self._get_event(event_id)
        # sudo: members of the staff read screens by the event that they manage.
        screen_sudo = request.env["community.checkin.screen"].sudo()
        return event._get_codes(screen_sudo.browse(int(screen_id)).exists())

    @http.route(
        "/checkin/screen/arrivals",
        type="jsonrpc",
        auth="user",
        methods=["POST"],
        readonly=True,
    )
    def arrivals(self, event_id):
        return self._get_event(event_id)._get_arrivals()

    def _get_event(self, event_id):
        """:raises MissingError: no such event

        :raises AccessError: not for this user
        """
        event = request.env["event.event"].browse(int(event_id))
        event.check_access("read")
        event.check_access("write")
        return event
