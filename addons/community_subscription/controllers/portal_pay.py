from odoo import fields, http
from odoo.http import request

from odoo.addons.community_members.controllers.portal_membership import PRIVATE

from .portal_contracts import PortalContract

MOST = 100


class PortalPay(PortalContract):
    """All that somebody has to pay, on one page."""

    @http.route("/my/pay", type="http", auth="user", methods=["GET"], website=True)
    def to_pay(self, **_params):
        rows = self._get_contract_debts() + self._get_other_debts()
        values = self._prepare_portal_layout_values() | {
            "page_name": "to_pay",
            "rows": rows,
            "totals": self._sum_debts(rows),
            "credits": self._get_viewer()._get_contract_credits(),
            "today": fields.Date.context_today(request.env.user),
        }
        return request.render(
            "community_subscription.portal_to_pay", values, headers=PRIVATE
        )

    def _get_contract_debts(self):
        """One row for each contract with open invoices."""
        contracts_sudo = self._get_viewer()._get_portal_contracts("money")
        moves_sudo = contracts_sudo._get_open_invoices()
        return [
            self._prepare_debt(
                found_sudo,
                title=contract_sudo.plan_id.name,
                contract=contract_sudo,
            )
            for contract_sudo, found_sudo in moves_sudo.grouped(
                "community_contract_id"
            ).items()
        ]

    def _get_other_debts(self):
        """Invoices of something else, that core's portal shows to the user."""
        moves = request.env["account.move"]
        if not moves.has_access("read"):
            return []
        # Accountants see more than what they owe themselves.
        payer = request.env.user.partner_id.commercial_partner_id
        found = moves.search(
            [
                ("move_type", "=", "out_invoice"),
                ("state", "=", "posted"),
                ("payment_state", "in", ("not_paid", "partial")),
                ("amount_residual", ">", 0),
                ("community_contract_id", "=", False),
                ("partner_id", "child_of", payer.id),
            ],
            order="invoice_date_due, id",
            limit=MOST,
        )
        # sudo: of invoices that the user was just found to see.
        return [
            self._prepare_debt(
                move_sudo,
                title=move_sudo.name,
                contract=None,
                path=move_sudo.get_portal_url(),
            )
            for move_sudo in found.sudo()
        ]

    def _prepare_debt(self, moves_sudo, **values):
        return {
            "moves": moves_sudo,
            "amount": sum(move._get_pay_amount() for move in moves_sudo),
            "currency": moves_sudo[:1].currency_id,
            "due": min(filter(None, moves_sudo.mapped("invoice_date_due")), default=""),
            **values,
        }

    def _sum_debts(self, rows):
        """(currency, sum) for each currency."""
        sums = {}
        for row in rows:
            sums[row["currency"]] = sums.get(row["currency"], 0.0) + row["amount"]
        return list(sums.items())
