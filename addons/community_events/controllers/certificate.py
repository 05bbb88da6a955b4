from odoo import http
from odoo.http import content_disposition, request

from odoo.addons.community_members.controllers.verify import NO_TRACE

REPORT = "community_events.action_report_certificate"


class EventCertificate(http.Controller):
    """The paper for whom it is about, and one page for everybody who holds it."""

    @http.route(
        "/event/certificate/<string:code>",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
        readonly=True,
    )
    def check(self, code, **_params):
        """Forged, annulled and unknown look the same."""
        # sudo: event, day and initials of a genuine code leave this method.
        seat_sudo = request.env["event.registration"]._find_by_certificate(code)
        is_valid = bool(seat_sudo) and seat_sudo.has_certificate
        values = {"is_valid": is_valid, "no_index": True}
        if is_valid:
            values |= {
                "event_name": seat_sudo.event_id.name,
                "times": seat_sudo._get_certificate_times(),
                "letters": seat_sudo._get_certificate_letters(),
                "club": (seat_sudo.event_id.company_id or request.env.company).name,
            }
        response = request.render("community_events.certificate_check", values)
        response.headers.update(NO_TRACE)
        return response

    @http.route(
        "/my/events/<int:registration_id>/certificate",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def download(self, registration_id, **_params):
        """The own certificate; others', and those that do not exist, look the same."""
        person = request.env.user.partner_id
        # sudo: the seat of whoever is logged in, asked for by id and person.
        seat_sudo = (
            request.env["event.registration"]
            .sudo()
            .search([("id", "=", registration_id)])
        )
        is_own = seat_sudo._get_certificate_person() == person if seat_sudo else False
        if not is_own or not seat_sudo.has_certificate:
            raise request.not_found()
        # sudo: the paper of the own seat, checked just before.
        report_sudo = request.env["ir.actions.report"].sudo()
        pdf, _kind = report_sudo._render_qweb_pdf(REPORT, seat_sudo.ids)
        name = request.env._(
            "Certificate - %(event)s", event=seat_sudo.event_id.name
        ).replace("/", "-")
        return request.make_response(
            pdf,
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Length", str(len(pdf))),
                ("Content-Disposition", content_disposition(f"{name}.pdf")),
                ("Cache-Control", "no-store"),
            ],
        )
