import uuid

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools import email_normalize

from .portal_tickets import PortalTicket

TRAP = "homepage"  # a field that nobody sees, and machines fill in


class SupportForm(PortalTicket):
    """The form of the website for whoever has no account."""

    @http.route(
        "/support",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=True,
    )
    def helpdesk_support(self, sent="", **_params):
        if not request.env.user._is_public():
            return request.redirect("/my/tickets/new")
        return self._show_support({}, sent=sent == "1")

    @http.route("/support", type="http", auth="public", methods=["POST"], website=True)
    def helpdesk_support_send(self, **form):
        """The answer is the same for known and unknown addresses."""
        if form.get(TRAP):
            return request.redirect("/support?sent=1")
        typed = {
            name: form.get(name, "").strip()
            for name in ("name", "email", "subject", "text", "type_id")
        }
        try:
            with request.env.cr.savepoint():
                self._check_flood(typed["email"])
                self._make_ticket(typed, form.get("form_key", "")[:64])
        except UserError as error:
            return self._show_support(typed, status=422, error=str(error))
        return request.redirect("/support?sent=1")

    def _check_flood(self, email):
        """:raises UserError: without an address, or when too much is sent"""
        if not email_normalize(email):
            raise UserError(request.env._("Please give us your e-mail address."))
        attempts = request.env["community.application.attempt"]
        network = request.httprequest.remote_addr or ""
        if not (
            attempts._is_allowed("ip", network) and attempts._is_allowed("email", email)
        ):
            raise UserError(
                request.env._("That was a lot at once. Please try again later.")
            )

    def _make_ticket(self, typed, form_key):
        """A ticket of an address that nobody has proved: it is no contact's yet."""
        tickets = request.env["community.ticket"]
        tickets._ask_from_website(
            typed | {"type_id": self._to_id(typed["type_id"])},
            form_key or uuid.uuid4().hex,
        )

    def _show_support(self, typed, status=200, **values):
        # sudo: the types that customers may choose.
        types_sudo = request.env["community.ticket.type"].sudo()
        return self._render_ticket(
            "support_form",
            status,
            typed=typed,
            trap=TRAP,
            types=types_sudo.search([("is_public", "=", True)]),
            form_key=uuid.uuid4().hex,
            **{"sent": False, **values},
        )
