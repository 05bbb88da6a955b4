from odoo import api, fields, models

from .bill_desk import TRY_AGAIN

LOOK_CHUNK = 200
BILL_CHUNK = 100
TRIES = 5


class CommunityBillRun(models.Model):
    """The work of a billing run, in steps that may be stopped between any two."""

    _inherit = "community.bill.run"

    # ------------------------------------------------------------
    # JOBS
    # ------------------------------------------------------------

    @api.model
    def _cron_bill(self):
        """Once a night: a run for every company in which something is due."""
        today = fields.Date.context_today(self)
        companies = self.env["community.contract"]._read_group(
            [("next_bill_date", "<=", today)], ["company_id"]
        )
        open_runs = self.search(
            [("is_automatic", "=", True), ("state", "=", "running")]
        )
        for (company,) in companies:
            if company.community_bill_nightly and company not in open_runs.company_id:
                run = self.create(
                    {"company_id": company.id, "date": today, "is_automatic": True}
                )
                run._start()
        self.env.ref("community_subscription.ir_cron_bill_work")._trigger()

    @api.model
    def _cron_work(self):
        """Goes on with all runs; commits after each hundred contracts at most."""
        cron = self.env["ir.cron"]
        for run in self.search([("state", "in", ("preparing", "running"))], order="id"):
            tries = 0
            while run.state in ("preparing", "running"):
                try:
                    more = run._work()
                    self.env.flush_all()
                except TRY_AGAIN:
                    self.env.cr.rollback()
                    tries += 1
                    if tries > TRIES:
                        break
                    continue
                if not cron._commit_progress(1, remaining=int(more)):
                    return
                if not more:
                    break

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _work(self):
        """One step; the result is written in the same transaction.

        :return: whether there is more to do now
        """
        self.ensure_one()
        # sudo: rows and states of a run are written by the suite alone
        run = self.sudo().with_company(self.company_id).try_lock_for_update()
        if not run:
            return False
        step = run._look if run.state == "preparing" else run._bill_step
        return step()

    def _get_due_domain(self):
        domain = [
            ("company_id", "=", self.company_id.id),
            ("next_bill_date", "<=", self.date),
        ]
        if self.plan_ids:
            domain.append(("plan_id", "in", self.plan_ids.ids))
        return domain

    def _count_contracts(self):
        # sudo: how many there are decides only who does the work
        return (
            self.env["community.contract"].sudo().search_count(self._get_due_domain())
        )

    def _get_due_contracts(self, limit):
        return self.env["community.contract"].search(
            [*self._get_due_domain(), ("id", ">", self.position)],
            order="id",
            limit=limit,
        )

    def _look(self):
        contracts = self._get_due_contracts(LOOK_CHUNK)
        if not contracts:
            self.state = "preview"
            return False
        bills, reasons = contracts._try_or_split("_get_bills", self.date)
        found = {bill.contract.id for bill in bills}
        lines = [self._prepare_line(bill, reasons) for bill in bills] + [
            self._prepare_refusal(contract, reason)
            for contract, reason in reasons.items()
            if contract.id not in found
        ]
        lines.sort(key=lambda line: line["contract_id"])
        self.env["community.bill.run.line"].create(lines)
        self.position = contracts[-1].id
        return True

    def _prepare_line(self, bill, reasons):
        reason = reasons.get(bill.contract, False)
        return {
            "run_id": self.id,
            "contract_id": bill.contract.id,
            "currency_id": bill.contract.currency_id.id,
            "date": bill.date,
            "amount_total": bill.get_total(),
            "state": "refused" if reason else "planned",
            "reason": reason,
        }

    def _prepare_refusal(self, contract, reason):
        return {
            "run_id": self.id,
            "contract_id": contract.id,
            "currency_id": contract.currency_id.id,
            "state": "refused",
            "reason": reason,
        }

    def _bill_step(self):
        contracts = self._get_contracts_to_bill()
        if not contracts:
            self._finish()
            return False
        known = {contract.id: contract.bill_error for contract in contracts}
        moves = contracts._bill(self.date)
        self._note_results(contracts, moves, known)
        self.position = contracts[-1].id
        return True

    def _get_contracts_to_bill(self):
        if self.is_automatic:
            return self._get_due_contracts(BILL_CHUNK)
        # Those that could not be billed are tried again: somebody may have mended it.
        lines = self.env["community.bill.run.line"].search(
            [
                ("run_id", "=", self.id),
                ("state", "in", ("planned", "refused")),
                ("contract_id.id", ">", self.position),
            ],
            limit=BILL_CHUNK,
        )
        return lines.contract_id

    def _finish(self):
        if self.is_automatic and not self.line_ids:
            # Nothing made, and nothing new to say: not worth a row in the list.
            self.unlink()
            return
        self.write({"state": "done", "finished_at": fields.Datetime.now()})

    # ------------------------------------------------------------
    # RESULTS
    # ------------------------------------------------------------

    def _note_results(self, contracts, moves, known):
        """Write on the rows what became of them.

        :param known: {contract id: what was wrong with it before}
        """
        made = moves.grouped("community_contract_id")
        lines = self.env["community.bill.run.line"].search(
            [("run_id", "=", self.id), ("contract_id", "in", contracts.ids)]
        )
        by_contract = lines.grouped("contract_id")
        new = []
        for contract in contracts:
            mine = list(by_contract.get(contract, ()))
            for move in made.get(contract, ()):
                if mine:
                    mine.pop(0).write(self._prepare_result(move))
                else:
                    new.append(self._prepare_new_result(contract, move))
            if contract.bill_error:
                new += self._note_refusal(contract, mine, known[contract.id])
            elif not contract.next_bill_date or contract.next_bill_date > self.date:
                for line in mine:
                    line.write({"state": "elsewhere", "reason": False})
        lines.create(new)

    def _prepare_result(self, move):
        return {
            "state": "billed",
            "reason": False,
            "move_id": move.id,
            "date": move.invoice_date,
            "amount_billed": move.amount_total_in_currency_signed,
        }

    def _prepare_new_result(self, contract, move):
        return {
            "run_id": self.id,
            "contract_id": contract.id,
            "currency_id": contract.currency_id.id,
            "amount_total": move.amount_total_in_currency_signed,
            **self._prepare_result(move),
        }

    def _note_refusal(self, contract, lines, known):
        """Rows to add: one, if there is none yet and the reason is a new one."""
        for line in lines:
            line.write({"state": "refused", "reason": contract.bill_error})
        if lines or contract.bill_error == known:
            return []
        return [self._prepare_refusal(contract, contract.bill_error)]
