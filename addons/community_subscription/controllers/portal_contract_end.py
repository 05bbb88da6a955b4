from werkzeug.exceptions import NotFound

from odoo import fields, http
from odoo.exceptions import UserError
from odoo.http import request

from .portal_contracts import PortalContract


class PortalContractEnd(PortalContract):
    """Leave with the notice period, take it back, or renew."""

    # ------------------------------------------------------------
    # LEAVE
    # ------------------------------------------------------------

    @http.route(
        "/my/contracts/<int:contract_id>/close",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def close_page(self, contract_id, **_params):
        contract_sudo, rights = self._get_contract(contract_id, "close")
        if not (contract_sudo._can_close_on_portal() or contract_sudo._can_reopen()):
            raise NotFound()
        return self._render_close(contract_sudo, rights)

    def _render_close(self, contract_sudo, rights, error=""):
        today = fields.Date.context_today(contract_sudo)
        last = contract_sudo._get_close_date(today)
        is_closing = contract_sudo._can_reopen()
        blocks = ()
        if "money" in rights and not is_closing:
            preview = contract_sudo._preview_close(last)
            blocks = contract_sudo._tell_close(preview)
        return self._render_contract(
            "portal_contract_close",
            contract_sudo,
            rights,
            page_name="contract_close",
            last_day=last,
            blocks=blocks,
            reasons=contract_sudo._get_close_reasons(),
            is_closing=is_closing,
            may_hold=contract_sudo._can_hold_on_portal() and "hold" in rights,
            error=error,
        )

    @http.route(
        "/my/contracts/<int:contract_id>/close",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def close(self, contract_id, last_day="", reason_id="", **_params):
        contract_sudo, rights = self._get_contract(contract_id, "close")
        if not contract_sudo._can_close_on_portal():
            # Pressed twice: it is closing already.
            return self._redirect_to_contract(contract_sudo)
        reason_sudo = contract_sudo._get_close_reasons().filtered(
            lambda reason: str(reason.id) == reason_id
        )
        try:
            with request.env.cr.savepoint():
                contract_sudo._close_on_portal(last_day, reason_sudo)
        except UserError as refused:
            return self._render_close(contract_sudo, rights, str(refused))
        return self._redirect_to_contract(contract_sudo, "closed")

    @http.route(
        "/my/contracts/<int:contract_id>/reopen",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def reopen(self, contract_id, **_params):
        contract_sudo, rights = self._get_contract(contract_id, "close")
        if not contract_sudo._can_reopen():
            return self._redirect_to_contract(contract_sudo)
        try:
            with request.env.cr.savepoint():
                contract_sudo._reopen()
        except UserError as refused:
            return self._render_close(contract_sudo, rights, str(refused))
        return self._redirect_to_contract(contract_sudo, "reopened")

    # ------------------------------------------------------------
    # RENEW
    # ------------------------------------------------------------

    @http.route(
        "/my/contracts/<int:contract_id>/renew",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def renew_page(self, contract_id, **_params):
        contract_sudo, rights = self._get_contract(contract_id, "agree")
        offer = contract_sudo._get_renewal_offer()
        if not offer:
            return self._redirect_to_contract(contract_sudo)
        return self._render_renewal(contract_sudo, rights, offer)

    def _render_renewal(self, contract_sudo, rights, offer, error=""):
        return self._render_contract(
            "portal_contract_renew",
            contract_sudo,
            rights,
            page_name="contract_renew",
            offer=offer,
            told=contract_sudo._get_renewal_key(offer),
            error=error,
        )

    @http.route(
        "/my/contracts/<int:contract_id>/renew",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def renew(self, contract_id, told="", **_params):
        contract_sudo, rights = self._get_contract(contract_id, "agree")
        offer = contract_sudo._get_renewal_offer()
        if not offer:
            return self._redirect_to_contract(contract_sudo)
        try:
            with request.env.cr.savepoint():
                contract_sudo._renew_on_portal(offer, told)
        except UserError as refused:
            offer = contract_sudo._get_renewal_offer()
            return self._render_renewal(contract_sudo, rights, offer, str(refused))
        if contract_sudo._get_open_invoices():
            return request.redirect(contract_sudo._get_payment_path())
        return self._redirect_to_contract(contract_sudo, "renewed")
