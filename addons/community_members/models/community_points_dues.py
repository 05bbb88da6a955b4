from odoo import models

PAID = ("paid", "in_payment")


class AccountMove(models.Model):
    """Paid on time earns points, in the transaction that pays."""

    _inherit = "account.move"

    def _invoice_paid_hook(self):
        result = super()._invoice_paid_hook()
        self._post_dues_points()
        return result

    def _post_dues_points(self):
        """For invoices of members that were paid in full by their due date."""
        facts = []
        # sudo: whoever registers the payment may not see members or their ledger.
        for move in self.sudo().filtered(lambda move: move._is_dues_on_time()):
            facts.append((move.company_id, move._prepare_dues_fact()))
        for company in {company for company, _fact in facts}:
            self.env["community.points.entry"]._post_for_trigger(
                "dues_paid", [fact for of, fact in facts if of == company], company
            )

    def _is_dues_on_time(self):
        self.ensure_one()
        if self.move_type != "out_invoice" or self.payment_state not in PAID:
            return False
        paid_on, due = self._get_paid_on(), self.invoice_date_due
        return bool(self._get_dues_member() and paid_on and due and paid_on <= due)

    def _get_dues_member(self):
        """The member an invoice is for: its partner, or the company he belongs to."""
        partner = self.partner_id
        if partner.in_member_register:
            return partner
        commercial = self.commercial_partner_id
        return commercial if commercial.in_member_register else partner.browse()

    def _get_paid_on(self):
        """Day of the last payment that made the invoice complete."""
        lines = self.line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )
        return max(lines.matched_credit_ids.mapped("max_date"), default=None)

    def _prepare_dues_fact(self):
        return {
            "partner": self._get_dues_member(),
            "key": str(self.id),
            "date": self._get_paid_on(),
            "record": self,
            "reason": self.env._("%(invoice)s paid on time", invoice=self.name),
            "again": True,
        }

    def _reverse_dues_points(self):
        """Points of invoices that are not paid any more."""
        # sudo: whoever undoes the payment may not see the ledger.
        open_again = self.sudo().filtered(
            lambda move: (
                move.move_type == "out_invoice" and move.payment_state not in PAID
            )
        )
        if open_again:
            self.env["community.points.entry"]._reverse_for_trigger(
                "dues_paid", open_again, self.env._("Payment was undone")
            )
