from odoo import http
from odoo.exceptions import UserError, ValidationError
from odoo.http import request

from odoo.addons.account_payment.controllers.payment import PaymentPortal
from odoo.addons.community_members.controllers.portal_membership import PRIVATE

from .portal_wallet import PortalWallet

FLOWS = ("redirect", "direct", "token")


class PortalWalletPay(PortalWallet, PaymentPortal):
    """Topping up online: core's payment form and a transaction for one wallet.

    Whose wallet it is and who pays come from the session; the browser chooses an
    amount within the limit, and one of the ways of paying that are offered.
    """

    @http.route(
        "/my/wallet/<int:wallet_id>/top-up",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def top_up(self, wallet_id, amount=None, **_params):
        wallet_sudo = self._get_wallet(wallet_id)
        values = self._prepare_portal_layout_values() | {
            "page_name": "wallet_top_up",
            "wallet": wallet_sudo,
            "amounts": wallet_sudo.company_id._get_wallet_amounts(),
            "error": None,
            "amount": None,
        }
        if amount:
            try:
                chosen = self._read_amount(wallet_sudo, amount)
                values |= self._prepare_top_up_form(wallet_sudo, chosen)
            except ValidationError as error:
                values["error"] = error.args[0]
        return request.render(
            "community_access.portal_wallet_top_up", values, headers=PRIVATE
        )

    def _prepare_top_up_form(self, wallet_sudo, amount):
        """What core's payment form needs; nothing of it is believed later."""
        payer_sudo = self._get_wallet_viewer()
        currency = wallet_sudo.currency_id
        # sudo: providers, their methods and the payer's cards, as core's pages do.
        env_sudo = request.env["payment.provider"].sudo().env
        providers_sudo = env_sudo["payment.provider"]._get_compatible_providers(
            wallet_sudo.company_id.id, payer_sudo.id, amount, currency_id=currency.id
        )
        methods_sudo = env_sudo["payment.method"]._get_compatible_payment_methods(
            providers_sudo.ids, payer_sudo.id, currency_id=currency.id
        )
        tokens_sudo = env_sudo["payment.token"]._get_available_tokens(
            providers_sudo.ids, payer_sudo.id
        )
        return {
            "amount": amount,
            "currency": currency,
            "partner_id": payer_sudo.id,
            "providers_sudo": providers_sudo,
            "payment_methods_sudo": methods_sudo,
            "tokens_sudo": tokens_sudo,
            "availability_report": {},
            "transaction_route": f"/my/wallet/{wallet_sudo.id}/transaction",
            "landing_route": f"/my/wallet/{wallet_sudo.id}",
            "access_token": "",
            "show_tokenize_input_mapping": {
                provider.id: provider.allow_tokenization for provider in providers_sudo
            },
        }

    @http.route(
        "/my/wallet/<int:wallet_id>/transaction",
        type="jsonrpc",
        auth="user",
        website=True,
    )
    def wallet_transaction(self, wallet_id, amount=None, flow=None, **told):
        """A transaction for this wallet; the way of paying is checked."""
        wallet_sudo = self._get_wallet(wallet_id)
        amount = self._read_amount(wallet_sudo, amount)
        form = self._prepare_top_up_form(wallet_sudo, amount)
        transaction_sudo = self._create_transaction(
            amount=amount,
            currency_id=wallet_sudo.currency_id.id,
            partner_id=form["partner_id"],
            flow=flow,
            landing_route=form["landing_route"],
            reference_prefix=None,
            custom_create_values={"community_wallet_id": wallet_sudo.id},
            **self._choose_wallet_way(form, flow, told),
        )
        return transaction_sudo._get_processing_values()

    @staticmethod
    def _choose_wallet_way(form, flow, told):
        """Of what the browser tells, only which of the offered ways; all else is ours.

        :return: provider, method or saved card, and whether to save a new one
        """
        offered = {
            "provider_id": form["providers_sudo"],
            "payment_method_id": form["payment_methods_sudo"],
            "token_id": form["tokens_sudo"],
        }
        wanted = ("token_id",) if flow == "token" else tuple(offered)[:2]
        if flow not in FLOWS or any(
            told.get(name) not in offered[name].ids for name in wanted
        ):
            raise UserError(request.env._("This way of paying is not offered."))
        chosen = {name: told[name] if name in wanted else None for name in offered}
        if flow == "token":
            card_sudo = form["tokens_sudo"].browse(chosen["token_id"])
            chosen["provider_id"] = card_sudo.provider_id.id
        may_save = form["show_tokenize_input_mapping"].get(chosen["provider_id"])
        saves = bool(told.get("tokenization_requested") and may_save)
        return chosen | {"tokenization_requested": saves}
