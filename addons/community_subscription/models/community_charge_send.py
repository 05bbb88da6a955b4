import logging
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, str2bool

from ..tools.charge_outcome import ChargeOutcomeUnknownError
from ..tools.inside import INSIDE

_logger = logging.getLogger(__name__)

# Providers forget the names of calls after a day; later the same call charges again.
RESEND_HOURS = 20
BACKOFF_MINUTES = (2, 10, 60, 240)
WIRE = 0x636D6368  # any number of our own: the first half of an advisory lock
PAGE_MINUTES = 30


class CommunityCharge(models.Model):
    """How a charge goes out: claim and commit, call, note the answer and commit."""

    _inherit = "community.charge"

    def _charge(self):
        """Charge what is planned; any number of processes may do so at once."""
        if self._is_copy():
            return
        for charge in self:
            if charge._claim():
                charge._send()

    @api.model
    def _is_copy(self):
        """Nothing is ever charged from a copy of a database."""
        # sudo: only the system reads its parameters.
        parameters = self.sudo().env["ir.config_parameter"]
        return str2bool(parameters.get_param("database.is_neutralized"), False)

    def _commit(self):
        """What a provider will be told is on disk before, its answer right after."""
        self.env["ir.cron"]._commit_progress()

    # ------------------------------------------------------------
    # CLAIM
    # ------------------------------------------------------------

    def _claim(self):
        """Make the transaction that will be sent, and put it on disk.

        :return: whether this process is the one that sends it
        """
        self.ensure_one()
        try:
            charge = self.try_lock_for_update()
            move = charge.move_id.try_lock_for_update(allow_referencing=True)
            if not charge or not move:
                return False
            (charge | move.community_charge_ids).invalidate_recordset()
            move.invalidate_recordset()
            is_ours = charge.state == "planned" and not charge._meet_obstacle()
            if is_ours:
                charge._open_transaction()
            self._commit()
        except psycopg2.OperationalError:
            # Somebody changed the invoice or the charge at this very moment.
            self.env.cr.rollback()
            return False
        return is_ours

    def _meet_obstacle(self):
        """Set aside what cannot or need not be charged now.

        :return: whether there was something in the way
        """
        move, contract = self.move_id, self.contract_id
        token = contract.payment_token_id
        if move.state != "posted" or move.currency_id.is_zero(move.amount_residual):
            self._set_cancelled(self.env._("There is nothing left to pay."))
        elif not contract.auto_charge or not token:
            self._set_cancelled(self.env._("Automatic charge was switched off."))
        elif move._get_transactions_under_way():
            # The member is paying at this moment.
            again = fields.Datetime.add(fields.Datetime.now(), minutes=PAGE_MINUTES)
            self.next_try_at = again
        elif not token.active or token.provider_id.state == "disabled":
            self._settle_failed(self.env._("The saved card cannot be used any more."))
        else:
            return False
        return True

    def _open_transaction(self):
        now = fields.Datetime.now()
        transaction = self.env["payment.transaction"].create(
            self._prepare_transaction_values()
        )
        self.write(
            {
                "state": "sending",
                "transaction_id": transaction.id,
                "amount": transaction.amount,
                "sent_at": now,
                "next_try_at": now + timedelta(minutes=BACKOFF_MINUTES[0]),
                "error": False,
            }
        )

    def _prepare_transaction_values(self):
        token, move = self.contract_id.payment_token_id, self.move_id
        return {
            "provider_id": token.provider_id.id,
            "payment_method_id": token.payment_method_id.id,
            "token_id": token.id,
            "amount": move._get_pay_amount(),
            "currency_id": move.currency_id.id,
            "partner_id": move.partner_id.id,
            "operation": "offline",
            "invoice_ids": [(6, 0, move.ids)],
            "reference": self.env["payment.transaction"]._compute_reference(
                token.provider_id.code, prefix=f"{move.name}-A{self.attempt}"
            ),
        }

    # ------------------------------------------------------------
    # SEND
    # ------------------------------------------------------------

    def _send(self):
        """Call the provider with the transaction that is on disk already."""
        self.ensure_one()
        if not self._hold_wire():
            return
        self.invalidate_recordset()
        transaction = self.transaction_id.with_context(community_charge=INSIDE)
        transaction.invalidate_recordset()
        if self.state not in ("sending", "unknown"):
            self._commit()
            return
        problem, is_safe = "", False
        try:
            if transaction.state == "draft":
                transaction._charge_with_token()
            self._follow_transaction()
            if transaction.state == "draft":
                self._settle_pending()
            self._commit()
        except ChargeOutcomeUnknownError as error:
            problem, is_safe = str(error), error.is_safe
        except UserError as error:
            problem = str(error)
        except psycopg2.OperationalError:
            problem = self.env._("The provider's message came at the same time.")
        except Exception as error:
            _logger.exception("Charge %s: the answer was not understood", self.id)
            problem = str(error) or type(error).__name__
        if problem:
            self.env.cr.rollback()
            self._note_unknown(problem, is_safe)
        self._post_process_transaction()

    def _hold_wire(self):
        """Only one process talks to the provider about a charge.

        No lock of the row: a webhook that comes before the answer must not wait.
        """
        query = SQL("SELECT pg_try_advisory_xact_lock(%s, %s)", WIRE, self.id)
        return self.env.execute_query(query)[0][0]

    def _note_unknown(self, problem, is_safe=False):
        """Nobody knows whether it was charged: keep the transaction, look again."""
        self.invalidate_recordset()
        self.transaction_id.invalidate_recordset()
        if self.transaction_id.state != "draft":
            self._follow_transaction()
        elif self.state in ("sending", "unknown"):
            number = min(self.sendings, len(BACKOFF_MINUTES) - 1)
            wait = timedelta(minutes=BACKOFF_MINUTES[number])
            self.write(
                {
                    "state": "unknown",
                    "error": problem,
                    "is_safe": is_safe,
                    "sendings": self.sendings + 1,
                    "next_try_at": fields.Datetime.now() + wait,
                }
            )
        try:
            self._commit()
        except psycopg2.OperationalError:
            # A webhook was faster; the next run reads what it wrote.
            self.env.cr.rollback()

    def _post_process_transaction(self):
        """Turn the money into a payment at once; core's job would do it later."""
        self.invalidate_recordset()
        transaction = self.transaction_id
        if transaction.state != "done" or transaction.is_post_processed:
            return
        try:
            transaction._post_process()
            self._commit()
        except Exception:
            self.env.cr.rollback()
            _logger.exception("Charge %s: payment will be made later", self.id)

    # ------------------------------------------------------------
    # AFTER A TIMEOUT OR A CRASH
    # ------------------------------------------------------------

    def _settle_unknown(self):
        """Find out what became of a call: ask, or make the same call again.

        The transaction keeps its reference, by which the provider knows the call: it
        answers what it answered the first time and charges nothing more.
        """
        self.ensure_one()
        transaction = self.transaction_id
        if transaction.state == "draft" and self.state != "pending":
            self._ask_provider()
        self.invalidate_recordset()
        transaction.invalidate_recordset()
        if transaction.state != "draft":
            self._follow_transaction()
            self._commit()
            self._post_process_transaction()
        elif self.state == "pending" or not self._may_resend():
            self._give_to_treasurer()
            self._commit()
        else:
            self._send()

    def _ask_provider(self):
        try:
            data = self.transaction_id._query_charge_outcome()
            if data:
                self.transaction_id._process(self.transaction_id.provider_code, data)
            self._commit()
        except Exception as error:
            self.env.cr.rollback()
            _logger.info("Charge %s: provider does not say: %s", self.id, error)

    def _may_resend(self):
        age = fields.Datetime.now() - (self.sent_at or self.create_date)
        if self.is_safe:
            return True
        provider = self.transaction_id.provider_id
        return provider._is_resend_safe() and age < timedelta(hours=RESEND_HOURS)

    def _give_to_treasurer(self):
        again = fields.Datetime.add(fields.Datetime.now(), hours=6)
        self.next_try_at = again
        if fields.Datetime.now() - (self.sent_at or again) > timedelta(hours=4):
            self._alert(
                self.env._(
                    "Nobody knows whether this was charged. Please look at the "
                    "provider's records and say so on the charge; until then nothing "
                    "more is charged for this invoice."
                )
            )
