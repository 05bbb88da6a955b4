from hashlib import sha256

from odoo import http
from odoo.http import request

from odoo.addons.community_members.controllers.verify import NO_TRACE
from odoo.addons.portal.controllers.portal import CustomerPortal

SECONDS = 900


class EventCalendarFeed(CustomerPortal):
    """The events of the club in the member's own calendar program."""

    @http.route(
        "/my/events.ics",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        multilang=False,
        sitemap=False,
        readonly=True,
        save_session=False,
    )
    def feed(self, token=None, **_params):
        """Calendar programs cannot log in: who holds the address reads this much."""
        feed_sudo = request.env["community.event.feed"]._find(token)
        if not feed_sudo:
            raise request.not_found()
        body = feed_sudo._get_calendar()
        response = request.make_response(
            body,
            headers=[
                ("Content-Type", "text/calendar; charset=utf-8"),
                ("Content-Disposition", "inline; filename=events.ics"),
            ],
        )
        response.headers.update(NO_TRACE)
        response.headers["Cache-Control"] = f"private, max-age={SECONDS}"
        response.set_etag(sha256(body).hexdigest()[:32])
        return response.make_conditional(request.httprequest)

    @http.route(
        "/my/events/calendar",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        sitemap=False,
        readonly=True,
    )
    def calendar(self, **_params):
        # sudo: the own address of whoever is logged in.
        feed_sudo = request.env["community.event.feed"]._get_for(request.env.user)
        url = feed_sudo._get_url() if feed_sudo else ""
        values = self._prepare_portal_layout_values() | {
            "page_name": "event_calendar",
            "feed_url": url,
            "subscribe_url": f"webcal://{url.partition('://')[2]}" if url else "",
        }
        response = request.render("community_events.portal_calendar", values)
        response.headers.update(NO_TRACE)
        return response

    @http.route(
        "/my/events/calendar/renew",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def renew_calendar(self, **_params):
        request.env["community.event.feed"]._renew(request.env.user)
        return request.redirect("/my/events/calendar")

    @http.route(
        "/my/events/calendar/stop",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def stop_calendar(self, **_params):
        # sudo: the own row of whoever is logged in.
        request.env["community.event.feed"]._get_for(request.env.user).unlink()
        return request.redirect("/my/events/calendar")
