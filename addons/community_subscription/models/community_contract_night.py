from odoo import api, fields, models


class CommunityContract(models.Model):
    """What happens to contracts by the calendar alone, once a night."""

    _inherit = "community.contract"

    @api.model
    def _cron_night(self):
        """Changes, holds, renewals, closings and states of the day; safe to repeat.

        Every step finds its work by dates that are over, so that nights which were
        missed are caught up with.
        """
        day = fields.Date.context_today(self)
        is_done = self.env["community.contract.change"]._cron_apply_changes()
        self._cron_move_open_holds()
        is_done &= self._renew_by_itself(day)
        is_done &= self._cron_refresh_contracts()
        self._close_unpaid(day)
        self._reconcile_night(day)
        # What there was no time for goes on at once, and not the next night.
        self.env["ir.cron"]._commit_progress(remaining=int(not is_done))

    @api.model
    def _reconcile_night(self, day):
        """Write down what ended or changed by itself; the ledger meets the revenue."""
        # sudo: the ledger of all contracts, by the system
        rows = (
            self.env["community.contract.change"]
            .sudo()
            ._read_group([("state", "=", "done")], ["contract_id"], ["mrr_delta:sum"])
        )
        drifted = [
            contract.id
            for contract, total in rows
            if not contract.currency_id.is_zero(contract.mrr - total)
        ]
        for contract in self.browse(drifted):
            kind = "close" if contract.state == "ended" else "line"
            contract._log_change(kind, day)
