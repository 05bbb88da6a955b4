from odoo import Command, fields, models
from odoo.exceptions import UserError

from ..tools.wallet_decision import decide_taking_back


class CommunityWallet(models.Model):
    """What an operation does in the books: payments, invoices, taking back."""

    _inherit = "community.wallet"

    def _book_payment(self, direction, amount, journal, note=None):
        """Money that came in or went out, as a payment against the wallet account.

        :return: its posted journal entry
        """
        if not journal or journal.type not in ("cash", "bank"):
            raise UserError(self.env._("Choose where the money comes from or goes to."))
        if journal.company_id != self.company_id:
            raise UserError(self.env._("The journal belongs to another company."))
        company_sudo = self.company_id._ensure_wallet_accounts()
        # sudo: the desk takes money without being an accountant.
        payments = self.env["account.payment"].sudo().with_company(self.company_id)
        values = {
            "payment_type": direction,
            "partner_type": "customer",
            "partner_id": self.partner_id.id,
            "amount": amount,
            "currency_id": self.currency_id.id,
            "journal_id": journal.id,
            "company_id": self.company_id.id,
            "date": self.company_id._get_wallet_day(),
            "memo": note or self._get_payment_memo(direction),
            "destination_account_id": company_sudo.wallet_account_id.id,
        }
        payment = payments.create(values)
        if journal.type == "cash":  # there is no bank statement to wait for
            payment.outstanding_account_id = payment.journal_id.default_account_id
        payment.action_post()
        return payment.move_id

    def _get_payment_memo(self, direction):
        if direction == "inbound":
            return self.env._("Top-up of the wallet")
        return self.env._("Rest of the wallet paid out")

    # ------------------------------------------------------------
    # INVOICES
    # ------------------------------------------------------------

    def _pay_invoice(self, invoice, amount=None, kind="spend"):
        """Pay what is open of an invoice of the holder or his payer, and reconcile it.

        The limits of a guardian count for what is sold on it, as at a till.

        :param kind: ``surplus`` and ``fee`` are owed to the club: no limits
        :return: the entry
        """
        self.ensure_one()
        invoice_sudo = invoice.sudo()  # sudo: of the holder or his payer, checked here
        self._check_payable(invoice_sudo)
        self._lock()
        amount = self.currency_id.round(amount or invoice_sudo.amount_residual)
        amount = min(amount, invoice_sudo.amount_residual)
        categories = invoice_sudo.invoice_line_ids.product_id.categ_id
        self._check(self._judge(amount, categories, bound=kind == "spend"))
        line_sudo = invoice_sudo.line_ids.filtered(
            lambda line: (
                line.account_id.account_type == "asset_receivable"
                and not line.reconciled
            )
        )
        move_sudo = self._book_invoice_payment(invoice_sudo, line_sudo[:1], amount)
        paid_sudo = move_sudo.line_ids.filtered(
            lambda line: line.account_id == line_sudo[:1].account_id
        )
        (line_sudo | paid_sudo).reconcile()
        return self._append(
            kind,
            -amount,
            f"invoice:{invoice_sudo.id}:{move_sudo.id}",
            note=invoice_sudo.name,
            category_id=categories[:1].id,
            move_id=move_sudo.id,
            has_own_move=True,
        )

    def _check_payable(self, invoice_sudo):
        holder_sudo = self.partner_id.sudo()  # sudo: who pays for the holder
        people = holder_sudo | holder_sudo.commercial_partner_id
        people |= holder_sudo.guardian_id | holder_sudo._get_payer()
        if (
            invoice_sudo.company_id != self.company_id
            or invoice_sudo.state != "posted"
            or invoice_sudo.move_type not in ("out_invoice", "out_receipt")
            or invoice_sudo.partner_id not in people
        ):
            raise UserError(self.env._("This is not an invoice of the holder."))
        if invoice_sudo.currency_id != self.currency_id:
            raise UserError(self.env._("The invoice is in another currency."))
        if not invoice_sudo.amount_residual:
            raise UserError(self.env._("The invoice is paid already."))

    def _book_invoice_payment(self, invoice_sudo, line_sudo, amount, account=None):
        """:param account: debited instead of the account of wallets"""
        company_sudo = self.company_id._ensure_wallet_accounts()
        # sudo: as for payments, the desk or the member himself asks for it.
        moves = self.env["account.move"].sudo().with_company(self.company_id)
        label = self.env._("%(invoice)s from the wallet", invoice=invoice_sudo.name)
        move_sudo = moves.create(
            {
                "move_type": "entry",
                "journal_id": company_sudo.wallet_journal_id.id,
                "date": self.company_id._get_wallet_day(),
                "ref": label,
                "line_ids": [
                    Command.create(
                        {
                            "name": label,
                            "account_id": account.id,
                            "partner_id": partner.id,
                            "debit": debit,
                            "credit": amount - debit,
                        }
                    )
                    for account, partner, debit in (
                        (
                            account or company_sudo.wallet_account_id,
                            self.partner_id,
                            amount,
                        ),
                        (line_sudo.account_id, line_sudo.partner_id, 0.0),
                    )
                ],
            }
        )
        move_sudo.action_post()
        return move_sudo

    # ------------------------------------------------------------
    # TAKING BACK
    # ------------------------------------------------------------

    def _reverse(self, entry, reason):
        """Take an entry back by another one; twice changes nothing.

        Of a transfer both sides are taken back. What was received and is spent already
        cannot be: the database would refuse the balance.

        :return: the reversal of `entry`
        """
        entry_sudo = entry.sudo()  # sudo: the ledger is written by the suite alone
        entry_sudo.ensure_one()
        sides = entry_sudo | self._get_other_side(entry_sudo)
        sides.wallet_id._lock()
        sides.invalidate_recordset(["reversed_by_ids", "move_id"])
        if entry_sudo.reversed_by_ids:
            return entry.browse(entry_sudo.reversed_by_ids.id)
        if entry_sudo.kind == "reversal":
            raise UserError(self.env._("A reversal is not reversed. Book it anew."))
        for side in sides:
            side.wallet_id._reverse_one(side, reason)
        return entry.browse(entry_sudo.reversed_by_ids.id)

    def _get_other_side(self, entry_sudo):
        origin = entry_sudo.origin
        if entry_sudo.kind == "transfer_out":
            other = f"{origin}:in"
        elif entry_sudo.kind == "transfer_in":
            other = origin.removesuffix(":in")
        else:
            return entry_sudo.browse()
        return entry_sudo._find(entry_sudo.company_id, other).sudo()  # sudo: as above

    def _reverse_one(self, entry_sudo, reason):
        if entry_sudo.amount > 0:
            self._check(decide_taking_back(self._get_facts(entry_sudo.amount)))
        own = entry_sudo.has_own_move
        move = self._undo_move(entry_sudo.move_id, reason) if own else None
        return self._append(
            "reversal",
            -entry_sudo.amount,
            f"reversal:{entry_sudo.id}",
            note=reason,
            reversal_of_id=entry_sudo.id,
            category_id=entry_sudo.category_id.id,
            peer_id=entry_sudo.peer_id.id,
            account_id=False if own else self._get_reversal_account(entry_sudo).id,
            move_id=move.id if move else False,
            has_own_move=own,
        )

    def _get_reversal_account(self, entry_sudo):
        """Nothing for a transfer: both sides stand on the wallet account."""
        if entry_sudo.peer_id:
            return entry_sudo.account_id
        company_sudo = self.company_id._ensure_wallet_accounts()
        return entry_sudo.account_id or company_sudo.wallet_income_account_id

    def _undo_move(self, move_sudo, reason):
        values = {"date": self.company_id._get_wallet_day(), "ref": reason}
        undone = move_sudo.with_company(self.company_id)._reverse_moves(
            [values], cancel=True
        )
        if undone.state == "draft":
            undone.action_post()
        return undone

    # ------------------------------------------------------------
    # MERGED PEOPLE
    # ------------------------------------------------------------

    def _close_into(self, kept):
        """Move all that is here to another wallet and close this one."""
        for wallet in self:
            if wallet.balance < 0:
                raise UserError(
                    self.env._("A wallet below zero must be topped up first.")
                )
            if wallet.balance > 0:
                wallet._unblock()
                origin = f"merge:{wallet.id}:{kept.id}:{fields.Datetime.now()}"
                wallet._with_pen().write({"daily_limit": 0, "category_ids": False})
                wallet._transfer(kept, wallet.balance, origin)
            wallet._with_pen().state = "closed"
