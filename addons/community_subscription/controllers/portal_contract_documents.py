from werkzeug.exceptions import NotFound

from odoo import fields, http
from odoo.http import content_disposition, request

from odoo.addons.community_members.controllers.portal_membership import PRIVATE

from ..tools.payment_calendar import write_calendar
from .portal_contracts import PortalContract

REPORTS = {
    "contract": "community_subscription.action_report_contract",
    "schedule": "community_subscription.action_report_schedule",
}


class PortalContractDocuments(PortalContract):
    """Papers of a contract, for those who see its money. Only after logging in."""

    @http.route(
        "/my/contracts/<int:contract_id>/pdf/<string:kind>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def contract_pdf(self, contract_id, kind, **_params):
        contract_sudo, _rights = self._get_contract(contract_id, "money")
        if kind not in REPORTS:
            raise NotFound()
        # sudo: the right was checked; the report reads what members may not.
        reports_sudo = request.env["ir.actions.report"].sudo()
        content, _type = reports_sudo._render_qweb_pdf(REPORTS[kind], contract_sudo.ids)
        name = f"{contract_sudo.name.replace('/', '-')}-{kind}.pdf"
        return self._make_file(content, name, "application/pdf")

    @http.route(
        "/my/contracts/<int:contract_id>/calendar.ics",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def contract_calendar(self, contract_id, **_params):
        contract_sudo, _rights = self._get_contract(contract_id, "money")
        content = write_calendar(
            contract_sudo.display_name,
            contract_sudo._get_payment_days(request.httprequest.host),
            fields.Datetime.now(),
        )
        name = f"{contract_sudo.name.replace('/', '-')}.ics"
        return self._make_file(content.encode(), name, "text/calendar; charset=utf-8")

    @http.route(
        "/my/contracts/<int:contract_id>/document/<int:document_id>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def contract_document(self, contract_id, document_id, **_params):
        contract_sudo, _rights = self._get_contract(contract_id, "money")
        document_sudo = contract_sudo._get_member_documents().filtered(
            lambda document: document.id == document_id
        )
        if not document_sudo:
            raise NotFound()
        stream = request.env["ir.binary"]._get_stream_from(document_sudo)
        response = stream.get_response(as_attachment=True)
        response.headers.update(PRIVATE)
        return response

    def _make_file(self, content, name, mimetype):
        headers = {
            "Content-Type": mimetype,
            "Content-Length": str(len(content)),
            "Content-Disposition": content_disposition(name),
        }
        return request.make_response(content, headers=list((headers | PRIVATE).items()))
