import logging

from odoo import Command, fields, models
from odoo.exceptions import UserError, ValidationError

from .bill_desk import TRY_AGAIN, Bill, BillDesk

_logger = logging.getLogger(__name__)

ACTIVITY = "community_subscription.mail_activity_type_bill_error"


class CommunityContract(models.Model):
    """From the schedule to posted invoices, each row exactly once."""

    _inherit = "community.contract"

    _bill_error_index = models.Index("(id) WHERE bill_error IS NOT NULL")

    last_billing = fields.Datetime(
        readonly=True,
        copy=False,
        help="Written before each billing: whoever bills at the same time has to begin "
        "anew, and sees what was billed.",
    )

    def _bill(self, day=None):
        """Bill every planned row up to `day`: posted invoices and credit notes.

        Contracts that another process bills at this moment are left to it. One that
        cannot be billed gets the reason in `bill_error`, and stops nobody else.

        :return: the moves made
        """
        day = day or fields.Date.context_today(self)
        # sudo: billing follows from the contract, whoever starts it.
        contracts = self.sudo()._lock_to_bill()
        moves, reasons = self.env["account.move"], {}
        for company, of_company in contracts.grouped("company_id").items():
            of_company = of_company.with_company(company)
            made, why = of_company._try_or_split("_bill_batch", day)
            moves = moves.concat(*made)
            reasons |= why
        contracts._set_bill_errors(reasons)
        return moves

    def _lock_to_bill(self):
        """Those that nobody else is billing, locked and written to.

        The write makes a process whose view of the database is older fail, instead of
        billing what is billed already.
        """
        locked = self.try_lock_for_update()
        locked.last_billing = fields.Datetime.now()
        locked.flush_recordset(["last_billing"])
        return locked

    def _try_or_split(self, method, day):
        """Do it for these; if that fails, for halves, down to the one at fault.

        :return: a list of what `method` returned, and {contract: why it failed}
        """
        if not self:
            return [], {}
        try:
            with self.env.cr.savepoint():
                return getattr(self, method)(day)
        except TRY_AGAIN:
            raise
        except Exception as error:
            if len(self) == 1:
                return [], {self: self._get_fault(error)}
        middle = len(self) // 2
        first, why = self[:middle]._try_or_split(method, day)
        second, why_too = self[middle:]._try_or_split(method, day)
        return first + second, why | why_too

    def _get_fault(self, error):
        self.ensure_one()
        if isinstance(error, UserError | ValidationError):
            return str(error)
        _logger.exception("Contract %s cannot be billed", self.name)
        return self.env._(
            "Something unexpected happened: %(error)s. Details are in the log.",
            error=str(error).split("\n", 1)[0],
        )

    def _bill_batch(self, day):
        bills, reasons = self._get_bills(day)
        ready = [bill for bill in bills if bill.contract not in reasons]
        return [self._make_invoices(ready)], reasons

    # ------------------------------------------------------------
    # WHAT IS DUE
    # ------------------------------------------------------------

    def _get_bills(self, day):
        """What is due, one for each invoice; and who cannot be billed: {contract: why}.

        Only looks: nothing is invoiced.
        """
        self._lay_out_stale()
        bills = self._group_bills(day)
        desk = BillDesk(self.env, self.company_id, bills)
        reasons = {}
        for bill in bills:
            for reason in desk.get_obstacles(bill):
                reasons.setdefault(bill.contract, {})[reason] = True
        return bills, {contract: "\n".join(why) for contract, why in reasons.items()}

    def _group_bills(self, day):
        company, today = self.company_id, fields.Date.context_today(self)
        rows = self.env["community.contract.period"].search(
            [
                ("contract_id", "in", self.ids),
                ("state", "=", "planned"),
                ("bill_date", "<=", day),
            ],
            order="contract_id, bill_date, date_from, id",
        )
        if company.community_bill_catch_up == "together":
            rows._with_pen()._compute_together()
        groups = rows.grouped(lambda row: row._get_bill_key())
        return [
            Bill(
                contract.with_env(self.env),
                found,
                company._get_bill_date(max(found.mapped("bill_date")), today),
            )
            for (contract, _day), found in groups.items()
        ]

    # ------------------------------------------------------------
    # INVOICES
    # ------------------------------------------------------------

    def _make_invoices(self, bills):
        """One posted move for each bill, and their rows set to billed, or nothing."""
        billing = self.env["community.billing"]
        journal = self.company_id._get_bill_journal()
        moves = billing._create_moves(
            [self._prepare_invoice(bill, journal) for bill in bills]
        )
        billing._post_moves(moves)
        move_by_row = {
            row: move
            for bill, move in zip(bills, moves, strict=True)
            for row in bill.rows
        }
        self.env["community.contract.period"]._set_billed(move_by_row)
        return moves

    def _prepare_invoice(self, bill, journal):
        contract = bill.contract
        sign = -1 if bill.get_total() < 0 else 1
        values = {
            "move_type": "out_refund" if sign < 0 else "out_invoice",
            "company_id": contract.company_id.id,
            "journal_id": journal.id,
            "partner_id": contract.payer_id.id,
            "currency_id": contract.currency_id.id,
            "fiscal_position_id": contract.fiscal_position_id.id,
            "invoice_payment_term_id": sign > 0 and contract.payment_term_id.id,
            "invoice_date": bill.date,
            "invoice_origin": contract.name,
            "community_contract_id": contract.id,
            "invoice_line_ids": [
                Command.create(line) for line in bill.rows._prepare_invoice_lines(sign)
            ],
        }
        if not values["invoice_payment_term_id"]:
            # What is made late is not overdue before anybody could see it.
            today = fields.Date.context_today(self)
            values["invoice_date_due"] = max(bill.date, today)
        if contract.user_id:
            values["invoice_user_id"] = contract.user_id.id
        return values

    # ------------------------------------------------------------
    # WHO CANNOT BE BILLED
    # ------------------------------------------------------------

    def _set_bill_errors(self, reasons):
        """Say it once, to one person; and take it back where it is mended."""
        mended = self.filtered(
            lambda contract: contract.bill_error and contract not in reasons
        )
        if mended:
            mended.write({"bill_error": False, "bill_error_date": False})
            mended.activity_feedback(
                [ACTIVITY], feedback=self.env._("Mended: the contract was billed.")
            )
        now = fields.Datetime.now()
        for contract, reason in reasons.items():
            if contract.bill_error != reason:
                contract.write({"bill_error": reason, "bill_error_date": now})
        self._schedule_bill_activities(reasons)

    def _schedule_bill_activities(self, reasons):
        if not reasons:
            return
        told = self.env["mail.activity"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", [contract.id for contract in reasons]),
                ("activity_type_id", "=", self.env.ref(ACTIVITY).id),
            ]
        )
        told_ids = set(told.mapped("res_id"))
        for contract, reason in reasons.items():
            if contract.id not in told_ids:
                contract.activity_schedule(
                    ACTIVITY,
                    summary=self.env._("Cannot be billed"),
                    note=reason,
                    user_id=contract._get_bill_responsible().id,
                )

    def _get_bill_responsible(self):
        """Who mends it: the responsible, or else a treasurer of the company."""
        self.ensure_one()
        user = self.user_id
        if (
            user.active
            and user.share is False
            and user.id != self.env.ref("base.user_root").id
        ):
            return user
        treasurers = self.env.ref(
            "community_subscription.group_subscription_manager"
        ).all_user_ids
        return treasurers.filtered(
            lambda user: user.active and self.company_id in user.company_ids
        )[:1] or self.env.ref("base.user_admin")
