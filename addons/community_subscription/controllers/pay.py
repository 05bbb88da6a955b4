from odoo import http
from odoo.exceptions import UserError, ValidationError
from odoo.http import request

from odoo.addons.account_payment.controllers.payment import PaymentPortal
from odoo.addons.community_members.tools.network import network_of

NO_TRACE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
FLOWS = ("redirect", "direct", "token")


class PayLink(PaymentPortal):
    """Paying by a link, without a log-in: the page, the renewal, the transaction.

    Looking changes nothing. What is paid, by whom and how much comes from the invoices
    of the link; the browser only says with which of the offered ways.
    """

    # ------------------------------------------------------------
    # PAGE
    # ------------------------------------------------------------

    @http.route(
        "/pay/<string:token>",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def pay_page(self, token, **_params):
        link_sudo = self._find_pay_link(token)
        if not link_sudo:
            return self._render_pay("pay_gone", {}, status=404)
        moves_sudo = link_sudo._get_moves()
        if link_sudo.kind == "renewal" and not moves_sudo:
            offer = link_sudo._get_offer()
            if not offer:
                return self._render_pay("pay_gone", {}, status=404)
            values = {"link": link_sudo, "offer": offer, "token": token}
            return self._render_pay("pay_renewal", values)
        return self._render_moves(link_sudo, moves_sudo, token)

    @http.route(
        "/pay/<string:token>/renew",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def pay_renew(self, token, **_params):
        """The invoice of the next term, once; then on to the payment of it."""
        link_sudo = self._find_pay_link(token)
        if not link_sudo:
            return self._render_pay("pay_gone", {}, status=404)
        if link_sudo.kind == "renewal":
            link_sudo._renew()
        return request.redirect(f"/pay/{token}")

    def _find_pay_link(self, token):
        """The link of a token, unless this network has guessed too often."""
        links = request.env["community.pay.link"]
        # sudo: the table of tries is closed to everybody.
        tries = request.env["community.pay.attempt"].sudo()
        network = network_of(request.httprequest.remote_addr or "")
        if tries._is_blocked(network):
            return links.sudo().browse()  # sudo: an empty answer
        link_sudo = links._find(token)
        if not link_sudo:
            tries._note(network)
        return link_sudo

    def _render_pay(self, template, values, status=200):
        response = request.render(
            f"community_subscription.{template}", {"no_index": True, **values}
        )
        response.status_code = status
        response.headers.update(NO_TRACE)
        return response

    def _render_moves(self, link_sudo, moves_sudo, token):
        payable_sudo = moves_sudo.filtered(lambda move: move._is_payable())
        values = {
            "link": link_sudo,
            "moves": payable_sudo or moves_sudo,
            "contract": link_sudo.contract_id or moves_sudo.community_contract_id[:1],
            "token": token,
        }
        if not payable_sudo:
            # Nothing of the link was cancelled: it is paid, or there is no debt.
            if link_sudo.kind != "open" and not self._are_paid(moves_sudo):
                return self._render_pay("pay_gone", {}, status=404)
            return self._render_pay("pay_thanks", values)
        if self._is_under_way(payable_sudo):
            return self._render_pay("pay_under_way", values)
        values |= self._prepare_pay_form(link_sudo, payable_sudo, token)
        return self._render_pay("pay_page", values)

    @staticmethod
    def _are_paid(moves_sudo):
        return bool(moves_sudo) and all(
            move.payment_state in ("paid", "in_payment") for move in moves_sudo
        )

    @staticmethod
    def _is_under_way(moves_sudo):
        return any(
            move._get_charges_under_way()
            or move._get_transactions_under_way().filtered(
                lambda tx: tx.state != "draft"
            )
            for move in moves_sudo
        )

    # ------------------------------------------------------------
    # PAYMENT
    # ------------------------------------------------------------

    def _prepare_pay_form(self, link_sudo, moves_sudo, token):
        """What core's payment form needs; nothing of it is believed later."""
        partner_sudo = link_sudo.partner_id
        amount = sum(move._get_pay_amount() for move in moves_sudo)
        currency = moves_sudo[:1].currency_id
        providers_sudo, methods_sudo = self._get_ways_of_paying(
            link_sudo, amount, currency
        )
        # sudo: saved cards of the payer, and only when he is signed in himself.
        tokens_sudo = request.env["payment.token"].sudo()
        is_payer = request.env.user.partner_id == partner_sudo
        if is_payer:
            tokens_sudo = tokens_sudo._get_available_tokens(
                providers_sudo.ids, partner_sudo.id
            )
        return {
            "amount": amount,
            "currency": currency,
            "partner_id": partner_sudo.id,
            "providers_sudo": providers_sudo,
            "payment_methods_sudo": methods_sudo,
            "tokens_sudo": tokens_sudo,
            "availability_report": {},
            "transaction_route": f"/pay/{token}/transaction",
            "landing_route": f"/pay/{token}",
            "access_token": "",
            "show_tokenize_input_mapping": {
                provider.id: is_payer and provider.allow_tokenization
                for provider in providers_sudo
            },
        }

    @staticmethod
    def _get_ways_of_paying(link_sudo, amount, currency):
        # sudo: providers and their methods, as core's own pages read them.
        providers_sudo = request.env["payment.provider"].sudo()
        providers_sudo = providers_sudo._get_compatible_providers(
            link_sudo.company_id.id,
            link_sudo.partner_id.id,
            amount,
            currency_id=currency.id,
        )
        # sudo: as above
        methods_sudo = request.env["payment.method"].sudo()
        return providers_sudo, methods_sudo._get_compatible_payment_methods(
            providers_sudo.ids, link_sudo.partner_id.id, currency_id=currency.id
        )

    @http.route(
        "/pay/<string:token>/transaction", type="jsonrpc", auth="public", website=True
    )
    def pay_transaction(self, token, flow=None, **told):
        """A transaction over what the link is for; the way of paying is checked."""
        link_sudo = self._find_pay_link(token)
        moves_sudo = link_sudo and link_sudo._get_moves().filtered(
            lambda move: move._is_payable()
        )
        if moves_sudo:
            moves_sudo._keep_charges_waiting()
            # The second of two tabs begins anew, and sees what the first one did.
            moves_sudo._touch()
        if not moves_sudo or self._is_under_way(moves_sudo):
            raise ValidationError(
                request.env._("There is nothing to pay here now. Load the page again.")
            )
        if moves_sudo._is_payment_just_begun():
            raise ValidationError(
                request.env._(
                    "A payment was begun a moment ago, perhaps in another window. "
                    "Finish it there, or try again in a minute."
                )
            )
        form = self._prepare_pay_form(link_sudo, moves_sudo, token)
        return self._process_transaction(
            link_sudo.partner_id.id,
            form["currency"].id,
            moves_sudo.ids,
            None,
            amount=form["amount"],
            flow=flow,
            landing_route=form["landing_route"],
            **self._choose_way(form, flow, told),
        )

    @staticmethod
    def _choose_way(form, flow, told):
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
