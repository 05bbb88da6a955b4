from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.sms_words import plain
from .community_charge import UNDER_WAY

READER = "community_subscription.group_subscription_reader"
OFFICER = "community_subscription.group_subscription_officer"


class AccountMove(models.Model):
    """How an invoice is paid: by a link without log-in, or from a saved card."""

    _inherit = "account.move"

    community_charge_ids = fields.One2many(
        "community.charge", "move_id", "Automatic Charges", groups=READER
    )
    community_told_on = fields.Datetime(
        "Payer Told", readonly=True, copy=False, groups=READER
    )

    _community_untold_index = models.Index(
        "(id) WHERE community_contract_id IS NOT NULL AND community_told_on IS NULL"
    )

    # ------------------------------------------------------------
    # WHAT IS OPEN
    # ------------------------------------------------------------

    def _get_pay_amount(self):
        """What settles the invoice today, with the discount for paying early."""
        self.ensure_one()
        values = self._get_invoice_next_payment_values()
        if values.get("installment_state") == "epd":
            return values["amount_due"]
        return self.amount_residual

    def _is_payable(self):
        self.ensure_one()
        return (
            self.state == "posted"
            and self.move_type == "out_invoice"
            and self.payment_state in ("not_paid", "partial")
            and not self.currency_id.is_zero(self.amount_residual)
        )

    def _get_transactions_under_way(self):
        """Payments of which nobody knows yet how they end."""
        recently = fields.Datetime.subtract(fields.Datetime.now(), minutes=30)
        by_token = ("online_token", "offline")
        # sudo: whether somebody is paying, not who or how.
        return self.sudo().transaction_ids.filtered(
            lambda tx: (
                (
                    tx.state in ("pending", "authorized")
                    and tx.provider_code not in ("none", "custom")
                )
                or (tx.state == "done" and not tx.is_post_processed)
                or (
                    tx.state == "draft"
                    and (tx.operation in by_token or tx.create_date > recently)
                )
            )
        )

    def _get_charges_under_way(self):
        # sudo: whether a saved card is being charged, not which one.
        return self.sudo().community_charge_ids.filtered(
            lambda charge: charge.state in UNDER_WAY
        )

    def _keep_charges_waiting(self):
        """The payer begins to pay by hand: his saved card waits meanwhile.

        The write meets a charge that goes out at this very moment: one of the two
        fails, begins anew, and sees what the other did.
        """
        # sudo: payers have no rights on charges.
        charges = self.sudo().community_charge_ids
        planned = charges.filtered(lambda charge: charge.state == "planned")
        planned.next_try_at = fields.Datetime.add(fields.Datetime.now(), minutes=30)
        planned.flush_recordset(["next_try_at"])

    def _touch(self):
        """Written to, and nothing else: who read them before has to begin anew."""
        self.env.cr.execute(
            SQL(
                "UPDATE account_move SET write_date = write_date WHERE id = ANY(%s)",
                self.ids,
            )
        )

    def _is_payment_just_begun(self):
        """Whether somebody else begins to pay at this moment.

        Later on, one who gave up half-way may begin anew.
        """
        since = fields.Datetime.subtract(fields.Datetime.now(), minutes=1)
        # sudo: whether somebody is paying, not who or how.
        return any(
            tx.state == "draft" and tx.last_state_change > since
            for tx in self.sudo().transaction_ids
        )

    def _has_to_be_paid(self):
        """Nobody pays by hand while the saved card is being charged."""
        return super()._has_to_be_paid() and not (
            self.community_contract_id and self._get_charges_under_way()
        )

    # ------------------------------------------------------------
    # LINKS
    # ------------------------------------------------------------

    def _get_pay_url(self):
        """A fresh link that pays this invoice; for texts that reach the payer."""
        self.ensure_one()
        return self.env["community.pay.link"]._issue(moves=self)[self.id]

    def _get_sms_amount(self):
        """Amount in letters that every SMS can carry."""
        self.ensure_one()
        return f"{self._get_pay_amount():.{self.currency_id.decimal_places}f} " + (
            self.currency_id.name
        )

    def _get_sms_club(self):
        return plain(self.company_id.name)

    def action_send_pay_link(self):
        """The payer gets a link by mail and SMS; consent and hours are respected."""
        self.check_access("read")
        if not self.env.user.has_group(OFFICER):
            self.check_access("write")
        # sudo: officers who send links need not see invoices; checked above.
        payable = self.sudo().filtered(lambda move: move._is_payable())
        now = fields.Datetime.to_string(fields.Datetime.now())
        self.env["community.notice"]._send("pay_link", payable, occurrence=now)
        return self._tell_links_sent(len(payable))

    def _tell_links_sent(self, count):
        message = (
            self.env._("The payment link is on its way.")
            if count
            else self.env._("There is nothing to pay.")
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success" if count else "warning", "message": message},
        }

    # ------------------------------------------------------------
    # AUTOMATIC CHARGE
    # ------------------------------------------------------------

    def _charge(self):
        """Charge what is open to the saved card, now.

        Any number of processes may call this at once: there is one transaction.
        """
        charges = self.env["community.charge"].sudo()  # sudo: the system charges
        if charges._is_copy():
            return
        # sudo: the system charges; who may start it was asked before
        for move in self.sudo():
            found = charges._open(move)
            found.filtered(lambda charge: charge.state == "planned")._charge()

    def action_charge_now(self):
        """The next run charges these invoices; nobody waits in front of the screen."""
        self.env["community.charge"]._check_treasurer()
        charges = self.env["community.charge"].sudo()  # sudo: checked above
        for move in self.sudo().filtered(lambda move: move._is_payable()):
            found = charges._open(move)
            today = fields.Date.context_today(self)
            found.filtered(lambda charge: charge.state == "planned").write(
                {"date": today, "next_try_at": False}
            )
        # sudo: only the system may wake its own jobs.
        self.env.ref("community_subscription.ir_cron_charge").sudo()._trigger()
        return True

    # ------------------------------------------------------------
    # NOTICE OF A NEW INVOICE
    # ------------------------------------------------------------

    def _cron_tell_invoices(self):
        """Tell payers of new invoices, each once; saved cards are announced apart."""
        since = fields.Date.subtract(fields.Date.context_today(self), days=7)
        untold = Domain(
            [
                ("community_contract_id", "!=", False),
                ("community_told_on", "=", False),
                ("state", "=", "posted"),
                ("move_type", "=", "out_invoice"),
                ("invoice_date", ">=", since),
            ]
        )
        while moves := self.search(untold, order="id", limit=500):
            payable = moves.filtered(
                lambda move: (
                    move._is_payable() and not move.community_contract_id.auto_charge
                )
            )
            self.env["community.notice"]._send("invoice_issued", payable)
            moves.write({"community_told_on": fields.Datetime.now()})
            remaining = self.search_count(untold)
            if not self.env["ir.cron"]._commit_progress(
                len(moves), remaining=remaining
            ):
                break
