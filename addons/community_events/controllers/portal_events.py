from werkzeug.exceptions import NotFound

from odoo import fields, http
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.community_members.controllers.portal_membership import PAGE, PRIVATE
from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..models.community_checkin_attempt_review import REFUSED


class PortalEvents(CustomerPortal):
    """My events: seats that are coming and gone, the ticket, giving it back.

    A seat of somebody else answers 404, as if it did not exist.
    """

    # ------------------------------------------------------------
    # WHOSE
    # ------------------------------------------------------------

    def _get_event_viewer(self):
        # sudo: of the user himself; `_get_own_domain` says what is his.
        return request.env.user.partner_id.sudo()

    def _search_seats(self, extra, **options):
        # sudo: only seats of the user himself.
        seats_sudo = request.env["event.registration"].sudo()
        own = Domain(seats_sudo._get_own_domain(self._get_event_viewer()))
        return seats_sudo.search(own & Domain(extra), **options)

    def _get_seat(self, seat_id):
        known = seat_id < 2**31
        seat_sudo = self._search_seats([("id", "=", seat_id)], limit=1) if known else ()
        if not seat_sudo:
            raise NotFound()
        return seat_sudo

    # ------------------------------------------------------------
    # LIST
    # ------------------------------------------------------------

    @http.route(
        ["/my/events", "/my/events/page/<int:page>"],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def events(self, page=1, show="", **_params):
        viewer_sudo = self._get_event_viewer()
        show = "past" if show == "past" else "coming"
        domain = self._get_time_domain(show)
        # sudo: as in `_search_seats`
        seats_sudo = request.env["event.registration"].sudo()
        own = Domain(seats_sudo._get_own_domain(viewer_sudo))
        pager = portal_pager(
            "/my/events",
            seats_sudo.search_count(own & domain),
            page=page,
            step=PAGE,
            url_args={"show": show},
        )
        found_sudo = seats_sudo.search(
            own & domain,
            order=f"event_id {'desc' if show == 'past' else 'asc'}, id",
            limit=PAGE,
            offset=pager["offset"],
        )
        values = self._prepare_portal_layout_values() | {
            "page_name": "events",
            "rows": found_sudo._get_portal_rows(viewer_sudo),
            "show": show,
            "pager": pager,
            "summary": viewer_sudo._get_attendance_summary(),
            "waiting": self._get_waiting(viewer_sudo),
            "given": self._get_given(viewer_sudo),
            "attempts": viewer_sudo._get_own_attempts(REFUSED),
        }
        return request.render("community_events.portal_events", values, headers=PRIVATE)

    def _get_time_domain(self, show):
        """By the end of the event; cancelled seats are shown with the past ones."""
        now = fields.Datetime.now()
        coming = Domain("event_id.date_end", ">=", now) & Domain(
            "state", "!=", "cancel"
        )
        return ~coming if show == "past" else coming

    def _get_waiting(self, viewer_sudo):
        # sudo: the own places on waiting lists.
        return (
            request.env["community.event.waiting"]
            .sudo()
            .search(
                [
                    ("partner_id", "=", viewer_sudo.id),
                    ("state", "in", ("waiting", "offered")),
                    ("event_id.date_end", ">=", fields.Datetime.now()),
                ],
                limit=PAGE,
            )
        )

    def _get_given(self, viewer_sudo):
        """Seats that were passed on, and to which nobody has said yes."""
        # sudo: of what the user gave away, the event and a name that he typed.
        seats_sudo = request.env["event.registration"].sudo()
        return seats_sudo.search(
            [
                ("giver_id", "=", viewer_sudo.id),
                ("is_accepted", "=", False),
                ("state", "=", "open"),
                ("event_id.date_end", ">=", fields.Datetime.now()),
            ],
            limit=PAGE,
        )

    # ------------------------------------------------------------
    # ONE
    # ------------------------------------------------------------

    @http.route(
        "/my/events/<int:seat_id>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def seat(self, seat_id, done="", **_params):
        seat_sudo = self._get_seat(seat_id)
        viewer_sudo = self._get_event_viewer()
        is_over = fields.Datetime.now() > seat_sudo._get_end()
        can_change = seat_sudo.state in ("open", "draft") and not is_over
        return self._render_seat(
            seat_sudo,
            "portal_event",
            done=done,
            is_over=is_over,
            can_change=can_change,
            can_accept=can_change and seat_sudo._can_be_bound(),
            change_refusal=can_change and seat_sudo._get_change_refusal(),
            may_transfer=can_change and not seat_sudo._get_transfer_refusal(),
            qr="" if is_over else seat_sudo._get_ticket_qr(),
            urls=seat_sudo.event_id._get_event_resource_urls(seat_sudo.event_slot_id),
            certificate_url=seat_sudo._get_certificate_url(),
            attempts=viewer_sudo._get_own_attempts(
                [("event_id", "=", seat_sudo.event_id.id)]
            ),
        )

    def _render_seat(self, seat_sudo, template, **values):
        [row] = seat_sudo._get_portal_rows(self._get_event_viewer())
        values = self._prepare_portal_layout_values() | {
            "page_name": "event",
            "row": row,
            "seat": seat_sudo,
            "event": seat_sudo.event_id,
            **values,
        }
        response = request.render(
            f"community_events.{template}", values, headers=PRIVATE
        )
        # A seat is not to be drawn out of somebody in a hidden frame.
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        response.headers["Content-Security-Policy"] = "frame-ancestors 'self'"
        return response

    @http.route(
        "/my/events/<int:seat_id>/accept",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def accept_seat(self, seat_id, **_params):
        """Yes to a seat that somebody else passed on."""
        seat_sudo = self._get_seat(seat_id)
        seat_sudo._accept_by_member()
        return request.redirect(f"/my/events/{seat_sudo.id}?done=accepted")

    # ------------------------------------------------------------
    # CANCEL
    # ------------------------------------------------------------

    @http.route(
        "/my/events/<int:seat_id>/cancel",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def cancel_page(self, seat_id, **_params):
        return self._render_cancel(self._get_seat(seat_id))

    def _render_cancel(self, seat_sudo):
        return self._render_seat(
            seat_sudo,
            "portal_event_cancel",
            page_name="event_cancel",
            refusal=seat_sudo._get_change_refusal(),
        )

    @http.route(
        "/my/events/<int:seat_id>/cancel",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def cancel(self, seat_id, **_params):
        seat_sudo = self._get_seat(seat_id)
        try:
            seat_sudo._cancel_by_member()
        except UserError:
            return self._render_cancel(seat_sudo)
        if seat_sudo.state != "cancel":
            return request.redirect("/my/events?done=returned")
        return request.redirect(f"/my/events/{seat_sudo.id}?done=cancelled")

    # ------------------------------------------------------------
    # TRANSFER
    # ------------------------------------------------------------

    @http.route(
        "/my/events/<int:seat_id>/transfer",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def transfer_page(self, seat_id, **_params):
        return self._render_transfer(self._get_seat(seat_id), {})

    def _render_transfer(self, seat_sudo, form, error=""):
        return self._render_seat(
            seat_sudo,
            "portal_event_transfer",
            page_name="event_transfer",
            refusal=seat_sudo._get_transfer_refusal(),
            form=form,
            error=error,
        )

    @http.route(
        "/my/events/<int:seat_id>/transfer",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def transfer(self, seat_id, name="", email="", **_params):
        seat_sudo = self._get_seat(seat_id)
        form = {"name": str(name)[:120], "email": str(email)[:250]}
        try:
            with request.env.cr.savepoint():
                seat_sudo._transfer(form["name"], form["email"])
        except UserError as refused:
            return self._render_transfer(seat_sudo, form, str(refused))
        return request.redirect("/my/events?done=transferred")
