from urllib.parse import urlencode

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..tools.signed_text import fingerprint
from .portal_contracts import PortalContract

REFUSED = "community_contract_refused"


class PortalContractAccept(PortalContract):
    """A draft is read, signed where the plan demands it, and then paid."""

    @http.route(
        "/my/contracts/<int:contract_id>/accept",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def accept_page(self, contract_id, **_params):
        contract_sudo, rights = self._get_contract(contract_id, "agree")
        if contract_sudo.state != "draft":
            return self._redirect_to_contract(contract_sudo, "accepted")
        error = request.session.pop(REFUSED, "")
        return self._render_accept(contract_sudo, rights, error)

    def _render_accept(self, contract_sudo, rights, error=""):
        text_hash, schedule = "", []
        reasons = contract_sudo._get_accept_refusals()
        try:
            schedule = contract_sudo._get_schedule_to_sign()
            text_hash = fingerprint(contract_sudo._get_text_to_sign(schedule))
        except UserError as refused:
            # Nobody is let sign what could not be billed, or not to this member.
            error = error or str(refused)
        query = urlencode({"text": text_hash, "lang": request.env.lang})
        return self._render_contract(
            "portal_contract_accept",
            contract_sudo,
            rights,
            reasons=reasons,
            page_name="contract_accept",
            schedule=schedule,
            text_hash=text_hash,
            sign_url=f"/my/contracts/{contract_sudo.id}/sign?{query}",
            error=error,
        )

    @http.route(
        "/my/contracts/<int:contract_id>/accept",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def accept(self, contract_id, text="", name="", agree="", **_params):
        """Plans that need no signature: a name and a tick are enough."""
        contract_sudo, rights = self._get_contract(contract_id, "agree")
        if contract_sudo.state != "draft":
            return self._redirect_to_contract(contract_sudo, "accepted")
        try:
            if not agree:
                raise UserError(request.env._("Please read it and say that you agree."))
            self._accept(contract_sudo, name, text)
        except UserError as refused:
            return self._render_accept(contract_sudo, rights, str(refused))
        return request.redirect(self._get_next_url(contract_sudo, rights))

    @http.route(
        "/my/contracts/<int:contract_id>/sign",
        type="jsonrpc",
        auth="user",
        website=True,
    )
    def sign(self, contract_id, name=None, signature=None):
        """Called by the signing form of core; refusals are told where one signs."""
        contract_sudo, rights = self._get_contract(contract_id, "agree")
        sent = request.httprequest.args
        languages = dict(request.env["res.lang"].get_installed())
        if sent.get("lang") in languages:
            contract_sudo = contract_sudo.with_context(lang=sent["lang"])
        try:
            self._accept(contract_sudo, name, sent.get("text", ""), signature)
        except UserError as refused:
            # Core's form stays busy after an error: the page is read anew with it.
            request.session[REFUSED] = str(refused)
            return {
                "error": str(refused),
                "force_refresh": True,
                "redirect_url": f"/my/contracts/{contract_sudo.id}/accept",
            }
        return {
            "force_refresh": True,
            "redirect_url": self._get_next_url(contract_sudo, rights),
        }

    def _accept(self, contract_sudo, name, text_hash, signature=None):
        with request.env.cr.savepoint():
            contract_sudo._accept(
                name, text_hash, request.httprequest.remote_addr, signature
            )

    def _get_next_url(self, contract_sudo, rights):
        """To the till when something is due at once, else to the contract."""
        if contract_sudo._bill_now() and "money" in rights:
            return contract_sudo._get_payment_path()
        return f"/my/contracts/{contract_sudo.id}?done=accepted"

    @http.route(
        "/my/contracts/<int:contract_id>/decline",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def decline(self, contract_id, reason="", **_params):
        contract_sudo, _rights = self._get_contract(contract_id, "agree")
        if contract_sudo.state != "draft":
            return self._redirect_to_contract(contract_sudo, "accepted")
        contract_sudo._decline_offer(reason)
        return request.redirect("/my/contracts?done=declined")
