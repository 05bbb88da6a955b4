from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..tools.portal_files import check_files
from .portal_tickets import PortalTicketPages


class PortalTicketSteps(PortalTicketPages):
    """What a customer does with a request: answer, close, open again."""

    @http.route(
        "/my/tickets/<int:ticket_id>/answer",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def helpdesk_ticket_answer(self, ticket_id, text="", **_form):
        ticket = self._get_ticket(ticket_id)
        person = request.env.user.partner_id
        files = self._read_files()
        try:
            with request.env.cr.savepoint():
                check_files(request.env, files)
                if ticket.stage_kind in ("solved", "closed"):
                    ticket._reopen_by_customer(person, text)
                elif text.strip() or files:
                    ticket._post_of_customer(person, text.strip(), files)
        except UserError as error:
            return self._show_ticket(ticket, status=422, error=str(error), typed=text)
        return request.redirect(f"/my/tickets/{ticket.id}?done=answered#said")

    @http.route(
        "/my/tickets/<int:ticket_id>/close",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def helpdesk_ticket_close(self, ticket_id, **_form):
        """Only who asked ends a request; colleagues who see it do not."""
        ticket = self._get_ticket(ticket_id)
        person = request.env.user.partner_id
        # sudo: whether the user asked, nothing else.
        if ticket.sudo().partner_id != person:
            raise NotFound()
        ticket._close_by_customer(person)
        return request.redirect(f"/my/tickets/{ticket.id}?done=closed")

    @http.route(
        "/my/tickets/<int:ticket_id>/viewers",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def helpdesk_ticket_viewers(self, ticket_id, add="", remove="", **_form):
        """A colleague more or less who sees the request."""
        ticket = self._get_ticket(ticket_id)
        person = request.env.user.partner_id
        try:
            if remove:
                ticket._remove_viewer(person, self._to_id(remove))
            else:
                ticket._add_viewer(person, self._to_id(add))
        except UserError as error:
            return self._show_ticket(ticket, status=422, error=str(error))
        return request.redirect(f"/my/tickets/{ticket.id}?done=viewers#viewers")
