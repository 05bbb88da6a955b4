import uuid

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.community_members.controllers.portal_membership import PAGE, PRIVATE
from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

SHOWN = {
    "open": [("stage_kind", "in", ["new", "open", "waiting", "hold"])],
    "mine": [("stage_kind", "=", "waiting")],
    "done": [("stage_kind", "in", ["solved", "closed"])],
    "all": [],
}


class PortalTicket(CustomerPortal):
    """What every page of a request needs: who asks, and whether he may see it."""

    def _get_ticket(self, ticket_id):
        """The request by the record rules of the user, or 404."""
        tickets = request.env["community.ticket"]._with_portal_rights()
        # A number that the database cannot hold belongs to nobody.
        known = ticket_id < 2**31 and tickets.search(
            tickets._get_portal_domain() & Domain("id", "=", ticket_id)
        )
        if not known:
            raise NotFound()
        return known

    def _render_ticket(self, template, status=200, **values):
        values = self._prepare_portal_layout_values() | {"error": "", **values}
        response = request.render(
            f"community_helpdesk.{template}", values, headers=PRIVATE
        )
        response.status_code = status
        return response

    @staticmethod
    def _to_id(text):
        """A number of the form, 0 for what is none."""
        text = text or ""
        return int(text) if text.isdecimal() and len(text) < 10 else 0

    @staticmethod
    def _read_files():
        """The files of the form as (name, content)."""
        return [
            (each.filename, each.read())
            for each in request.httprequest.files.getlist("files")
            if each.filename
        ]


class PortalTicketPages(PortalTicket):
    @http.route(
        ["/my/tickets", "/my/tickets/page/<int:page>"],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def helpdesk_tickets(self, page=1, show="open", search="", **_params):
        tickets = request.env["community.ticket"]._with_portal_rights()
        show = show if show in SHOWN else "open"
        domain = tickets._get_portal_domain() & Domain(SHOWN[show])
        if search.strip():
            words = search.strip()[:100]
            domain &= Domain("name", "ilike", words) | Domain("number", "ilike", words)
        pager = portal_pager(
            "/my/tickets",
            tickets.search_count(domain),
            page=page,
            step=PAGE,
            url_args={"show": show, "search": search},
        )
        found = tickets.search(
            domain, order="id DESC", limit=PAGE, offset=pager["offset"]
        )
        return self._render_ticket(
            "portal_tickets",
            page_name="tickets",
            tickets=found,
            viewer=request.env.user.partner_id,
            pager=pager,
            show=show,
            search=search,
        )

    @http.route(
        "/my/tickets/<int:ticket_id>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def helpdesk_ticket(self, ticket_id, done="", **_params):
        ticket = self._get_ticket(ticket_id)
        return self._show_ticket(ticket, done=done)

    def _show_ticket(self, ticket, status=200, **values):
        person = request.env.user.partner_id
        return self._render_ticket(
            "portal_ticket",
            status,
            page_name="ticket",
            # sudo: of a ticket that the user sees; names of agents are shown to him.
            ticket=ticket.sudo(),
            steps=ticket._get_steps(),
            said=ticket._get_said(),
            is_mine=person in (ticket.sudo().partner_id | ticket.sudo().viewer_ids),
            can_reopen=ticket._can_reopen(),
            # sudo: whether the user asked himself, nothing else.
            is_requester=person == ticket.sudo().partner_id,
            viewer_choices=ticket._get_viewer_choices(person),
            **{"done": "", "typed": "", **values},
        )

    @http.route(
        "/my/tickets/<int:ticket_id>/files/<int:attachment_id>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def helpdesk_ticket_file(self, ticket_id, attachment_id, **_params):
        """A file of the conversation, always as a download."""
        ticket = self._get_ticket(ticket_id)
        file_sudo = ticket._get_said_file(attachment_id)
        if not file_sudo:
            raise NotFound()
        stream = request.env["ir.binary"]._get_stream_from(file_sudo)
        return stream.get_response(as_attachment=True)

    # ------------------------------------------------------------
    # NEW
    # ------------------------------------------------------------

    @http.route(
        "/my/tickets/new", type="http", auth="user", methods=["GET"], website=True
    )
    def helpdesk_ticket_new(self, article="", **_params):
        """G3: from an article that did not help, the question begins with it."""
        domain = request.env["community.help.article"]._get_public_domain()
        domain &= Domain("id", "=", self._to_id(article))
        # sudo: only what is for everybody is looked for.
        found = request.env["community.help.article"].sudo().search(domain)
        return self._show_new({"subject": found.name} if found else {})

    @http.route(
        "/my/tickets/new", type="http", auth="user", methods=["POST"], website=True
    )
    def helpdesk_ticket_make(self, **form):
        values = {
            "subject": form.get("subject", ""),
            "text": form.get("text", ""),
            "type_id": self._to_id(form.get("type_id")),
            "about_id": self._to_id(form.get("about_id")),
            "is_private": form.get("is_private") == "1",
            "form_key": form.get("form_key", "")[:64] or uuid.uuid4().hex,
        }
        person = request.env.user.partner_id
        tickets = request.env["community.ticket"]
        try:
            with request.env.cr.savepoint():
                ticket = tickets._ask(person, values, self._read_files())
        except UserError as error:
            return self._show_new(values, status=422, error=str(error))
        return request.redirect(f"/my/tickets/{ticket.id}?done=sent")

    def _show_new(self, typed, **values):
        # sudo: the types that customers may choose.
        types_sudo = request.env["community.ticket.type"].sudo()
        tickets = request.env["community.ticket"]
        return self._render_ticket(
            "portal_ticket_new",
            page_name="ticket_new",
            typed=typed,
            types=types_sudo.search([("is_public", "=", True)]),
            people=tickets._get_about_choices(request.env.user.partner_id),
            form_key=typed.get("form_key") or uuid.uuid4().hex,
            **values,
        )

    @http.route(
        "/my/tickets/similar",
        type="jsonrpc",
        auth="user",
        methods=["POST"],
        website=True,
        readonly=True,
    )
    def helpdesk_ticket_similar(self, subject=""):
        """Open requests that the user sees and that look like what he types."""
        person = request.env.user.partner_id
        tickets = request.env["community.ticket"]._with_portal_rights()
        # sudo: which organisation the user belongs to.
        people = person | person.sudo().commercial_partner_id
        found = tickets._find_similar(str(subject)[:200], people, limit=20)
        found = found.filtered_domain(tickets._get_portal_domain())[:3]
        known = [
            {
                "url": f"/my/tickets/{ticket.id}",
                "name": f"{ticket.number} {ticket.name}",
            }
            for ticket in found
        ]
        articles = request.env["community.help.article"]._find_alike(str(subject)[:200])
        return known + [
            {"url": article._get_path(), "name": article.name} for article in articles
        ]
