from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.community_members.tools.network import network_of
from odoo.addons.portal.controllers.portal import CustomerPortal

from .score import NO_TRACE

PATH = "/service/approve"


class ServiceFormApproval(CustomerPortal):
    """M36-M40: a customer looks at a form and approves it, without a log-in.

    The link is the right, for one version of one form; looking changes nothing.
    """

    @http.route(
        f"{PATH}/<string:token>",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def helpdesk_form_approval(self, token, **_params):
        return self._show_version(self._find_version(token), token)

    @http.route(
        f"{PATH}/<string:token>",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def helpdesk_form_answer(self, token, decision="", score="", words="", **_params):
        version_sudo = self._find_version(token)
        if not version_sudo:
            return self._show_version(version_sudo, token)
        try:
            if decision == "object":
                version_sudo._object(words)
            else:
                version_sudo._approve(
                    int(score) if score.isdecimal() and len(score) < 3 else 0
                )
        except UserError as error:
            typed = {"error": str(error), "typed": words, "decision": decision}
            return self._show_version(version_sudo, token, **typed)
        return request.redirect(f"{PATH}/{token}", code=303)

    @http.route(
        f"{PATH}/<string:token>/pdf",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def helpdesk_form_pdf(self, token, **_params):
        version_sudo = self._find_version(token)
        if not version_sudo or not version_sudo.file:
            return self._show_version(version_sudo.browse(), token)
        stream = request.env["ir.binary"]._get_stream_from(version_sudo, "file")
        stream.download_name = f"{version_sudo._get_file_name()}.pdf"
        response = stream.get_response(as_attachment=True)
        response.headers.update(NO_TRACE)
        return response

    @http.route(
        f"{PATH}/<string:token>/photo/<int:photo_id>",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def helpdesk_form_photo(self, token, photo_id, **_params):
        """A photo of this form; number 0 is the signature."""
        version_sudo = self._find_version(token)
        form_sudo = version_sudo.form_id
        found_sudo = form_sudo.photo_ids.filtered(lambda each: each.id == photo_id)
        if photo_id == 0 and form_sudo.signature:
            stream = request.env["ir.binary"]._get_image_stream_from(
                form_sudo, "signature"
            )
        elif found_sudo:
            stream = request.env["ir.binary"]._get_image_stream_from(
                found_sudo, "image"
            )
        else:
            return self._show_version(version_sudo.browse(), token)
        response = stream.get_response()
        response.headers.update(NO_TRACE)
        return response

    def _find_version(self, token):
        """The version of a link, unless this network has guessed too often."""
        # sudo: the table of tries is closed to everybody.
        tries = request.env["community.pay.attempt"].sudo()
        network = network_of(request.httprequest.remote_addr or "")
        versions = request.env["community.service.version"]
        if tries._is_blocked(network):
            return versions
        found_sudo = versions._find_by_token(token)
        if not found_sudo and not versions._knows_token(token):
            tries._note(network)
        return found_sudo

    def _show_version(self, version_sudo, token, **values):
        name = "approval_page" if version_sudo else "score_gone"
        response = request.render(
            f"community_helpdesk.{name}",
            {
                "version": version_sudo,
                "form": version_sudo.form_id,
                "token": token,
                "path": f"{PATH}/{token}",
                "error": "",
                "typed": "",
                "decision": "",
                **values,
            },
        )
        response.status_code = 200 if version_sudo else 404
        response.headers.update(NO_TRACE)
        return response
