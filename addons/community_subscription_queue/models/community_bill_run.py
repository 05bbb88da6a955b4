from odoo import models
from odoo.tools import config

from odoo.addons.queue_job.exception import RetryableJobError

CHANNEL = "root.community_billing"
OPEN_STATES = ("wait_dependencies", "pending", "enqueued", "started")


class CommunityBillRun(models.Model):
    """Batches of a billing run as jobs, as many at once as the channel allows."""

    _inherit = "community.bill.run"

    def _uses_jobs(self):
        """Only where this server runs jobs; elsewhere they would wait for ever."""
        return "queue_job" in config["server_wide_modules"]

    def _bill_step(self):
        if not self._uses_jobs():
            return super()._bill_step()
        contracts = self._get_contracts_to_bill()
        if contracts:
            self._delay_part(contracts.ids)
            self.position = contracts[-1].id
            return True
        if not self._has_open_jobs():
            self._finish()
        return False

    def _get_job_prefix(self):
        return f"community-bill-{self.id}-"

    def _delay_part(self, contract_ids):
        """A batch as a job; the same batch once more is the same job."""
        self.ensure_one()
        key = f"{self._get_job_prefix()}{contract_ids[0]}-{contract_ids[-1]}"
        return self.with_delay(
            channel=CHANNEL,
            identity_key=key,
            description=self.env._(
                "Bill %(number)s contracts", number=len(contract_ids)
            ),
        )._bill_part(contract_ids)

    def _has_open_jobs(self):
        # sudo: jobs are the administrator's; only whether there are any is asked
        return bool(
            self.env["queue.job"]
            .sudo()
            .search_count(
                [
                    ("identity_key", "=like", f"{self._get_job_prefix()}%"),
                    ("state", "in", OPEN_STATES),
                ],
                limit=1,
            )
        )

    def _bill_part(self, contract_ids):
        """The body of a job: run twice, or again after a stop, it adds nothing."""
        self.ensure_one()
        contracts = self.env["community.contract"].browse(contract_ids).exists()
        due = contracts.filtered(
            lambda contract: (
                contract.next_bill_date and contract.next_bill_date <= self.date
            )
        )
        if not due:
            return
        known = {contract.id: contract.bill_error for contract in due}
        moves = due._bill(self.date)
        # sudo: rows of a run are written by the suite alone
        self.sudo()._note_results(due, moves, known)
        busy = due.filtered(
            lambda contract: (
                not contract.bill_error
                and contract.next_bill_date
                and contract.next_bill_date <= self.date
            )
        )
        if busy:
            raise RetryableJobError("Somebody else bills these contracts", seconds=30)
