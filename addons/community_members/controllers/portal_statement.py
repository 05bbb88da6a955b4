from odoo import http
from odoo.http import content_disposition, request

from odoo.addons.portal.controllers.portal import CustomerPortal

from .portal_membership import PRIVATE

REPORT = "partner_statement.activity_statement"


class MemberPortalStatement(CustomerPortal):
    """The statement of account: own, or the company's for those with the right."""

    @http.route("/my/statement", type="http", auth="user", website=True, readonly=True)
    def statement(self, **_params):
        member_sudo = self._get_statement_member()
        if not member_sudo:
            return request.redirect("/my/membership")
        values = self._prepare_portal_layout_values() | {
            "page_name": "statement",
            "member": member_sudo,
            "statement": member_sudo._get_portal_statement(),
        }
        return request.render(
            "community_members.portal_statement", values, headers=PRIVATE
        )

    @http.route("/my/statement/pdf", type="http", auth="user", website=True)
    def statement_pdf(self, **_params):
        member_sudo = self._get_statement_member()
        if not member_sudo:
            return request.redirect("/my/membership")
        # sudo: the right was checked; the report reads journal items by SQL.
        content, _type = (
            request.env["ir.actions.report"]
            .sudo()
            ._render_qweb_pdf(
                REPORT, member_sudo.ids, data=member_sudo._get_statement_pdf_data()
            )
        )
        name = request.env._("Statement of account.pdf")
        headers = {
            "Content-Type": "application/pdf",
            "Content-Length": len(content),
            "Content-Disposition": content_disposition(name),
        }
        return request.make_response(content, headers=list((headers | PRIVATE).items()))

    def _get_statement_member(self):
        # sudo: answers for the user alone, by the rights he holds today.
        return request.env.user.partner_id.sudo()._get_statement_member()
