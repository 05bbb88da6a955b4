from odoo import models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """Money over the counter for what the desk itself billed."""

    _inherit = "account.move"

    def _get_open_receivables(self):
        """What is still to be paid, or paid back, of these."""
        moves = self.filtered(
            lambda move: (
                move.state == "posted" and move.payment_state in ("not_paid", "partial")
            )
        )
        return moves.line_ids.filtered(
            lambda line: (
                line.account_id.account_type == "asset_receivable"
                and not line.reconciled
            )
        )

    def _pay_at_desk(self, journal):
        """Take, or pay out, all that is open of these documents of one payer.

        Nothing open moves nothing, so that a button pressed twice takes money once.

        :return: the payment, if there was anything to pay
        """
        # sudo: the desk takes money for what it billed, without being an accountant.
        open_sudo = self.sudo()._get_open_receivables()
        payments_sudo = self.env["account.payment"].sudo()  # sudo: as above
        if open_sudo and journal.type not in ("cash", "bank"):
            raise UserError(self.env._("Choose where the money comes from or goes to."))
        if open_sudo and journal.company_id != open_sudo.company_id:
            raise UserError(self.env._("The journal belongs to another company."))
        for lines_sudo in open_sudo.grouped("account_id").values():
            payments_sudo |= lines_sudo._pay_at_desk(journal)
        return payments_sudo

    def _is_dues_on_time(self):
        """A deposit, or what a lost band costs, earns no points."""
        if self.sudo().access_band_money_ids:  # sudo: whoever registers the payment
            return False
        return super()._is_dues_on_time()

    def button_draft(self):
        self._check_no_band_money()
        return super().button_draft()

    def button_cancel(self):
        self._check_no_band_money()
        return super().button_cancel()

    def _check_no_band_money(self):
        # sudo: only whether there is any.
        rows_sudo = self.env["community.access.band.money"].sudo()
        if rows_sudo.search_count([("move_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "This belongs to a band. Take the band back instead, or make a "
                    "credit note."
                )
            )


class AccountMoveLine(models.Model):
    """What is paid over the counter is reconciled at once."""

    _inherit = "account.move.line"

    def _pay_at_desk(self, journal):
        """One payment for these lines of one account, reconciled with them."""
        amount = sum(self.mapped("amount_residual"))
        payments = self.env["account.payment"]
        if self.company_id.currency_id.is_zero(amount):
            self.reconcile()
            return payments
        payment = payments.with_company(self.company_id).create(
            self._prepare_desk_payment(journal, amount)
        )
        if journal.type == "cash":  # there is no bank statement to wait for
            payment.outstanding_account_id = payment.journal_id.default_account_id
        payment.action_post()
        paid = payment.move_id.line_ids.filtered(
            lambda line: line.account_id == self.account_id
        )
        (self | paid).reconcile()
        return payment

    def _prepare_desk_payment(self, journal, amount):
        """:param amount: open of these lines; below zero it is paid out"""
        return {
            "payment_type": "inbound" if amount > 0 else "outbound",
            "partner_type": "customer",
            "partner_id": self.partner_id.id,
            "amount": abs(amount),
            "currency_id": self.company_id.currency_id.id,
            "journal_id": journal.id,
            "company_id": self.company_id.id,
            "date": self.company_id._get_wallet_day(),
            "memo": ", ".join(self.move_id.mapped("name")),
            "destination_account_id": self.account_id.id,
            "invoice_ids": [(6, 0, self.move_id.ids)],
        }
