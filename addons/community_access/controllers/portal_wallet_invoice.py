from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from .portal_wallet import PortalWallet


class PortalWalletInvoice(PortalWallet):
    """The user pays his own open invoices with what is in his own wallet."""

    @http.route(
        "/my/wallet/<int:wallet_id>/pay/<int:move_id>",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def pay_invoice(self, wallet_id, move_id, **_params):
        """All of it, or as much as is there; an invoice of others is not found."""
        wallet_sudo = self._get_wallet(wallet_id)
        mine = wallet_sudo.partner_id == self._get_wallet_viewer()
        invoice_sudo = wallet_sudo._get_open_invoices().filtered(
            lambda invoice: invoice.id == move_id
        )
        if not mine or not invoice_sudo:
            raise NotFound()
        try:
            with request.env.cr.savepoint():
                wallet_sudo._pay_what_is_there(invoice_sudo)
        except UserError as error:
            return self._render_wallet(wallet_sudo, error=error.args[0])
        return request.redirect(f"/my/wallet/{wallet_sudo.id}")
