from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request

from .portal_contracts import PortalContract


class PortalContractCards(PortalContract):
    """Which saved card pays, and whether it is charged by itself.

    Only whoever pays decides that, and only with cards that he saved himself.
    """

    @http.route(
        "/my/contracts/<int:contract_id>/charge",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        readonly=True,
    )
    def charge_page(self, contract_id, **_params):
        contract_sudo, rights = self._get_contract(contract_id, "agree")
        cards_sudo = contract_sudo._get_saved_cards(self._get_viewer())
        return self._render_contract(
            "portal_contract_charge",
            contract_sudo,
            rights,
            page_name="contract_charge",
            cards=cards_sudo,
            chosen=contract_sudo.payment_token_id or cards_sudo[:1],
        )

    @http.route(
        "/my/contracts/<int:contract_id>/charge",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def charge(self, contract_id, token_id="", auto="", **_params):
        contract_sudo, _rights = self._get_contract(contract_id, "agree")
        if not auto:
            contract_sudo._set_payment_token(request.env["payment.token"])
            return self._redirect_to_contract(contract_sudo, "charge_off")
        token_sudo = contract_sudo._get_saved_cards(self._get_viewer()).filtered(
            lambda token: str(token.id) == token_id
        )
        if not token_sudo:
            raise NotFound()
        contract_sudo._set_payment_token(token_sudo, consent=True)
        return self._redirect_to_contract(contract_sudo, "charge_on")
