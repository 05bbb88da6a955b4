from odoo import api, fields, models
from odoo.tools import SQL


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
        for contract in self._get_drifted():
            kind = "close" if contract.state == "ended" else "line"
            contract._log_change(kind, day)

    @api.model
    def _get_drifted(self):
        """Contracts whose ledger does not add up to what they bring in a month."""
        self.flush_model(["mrr"])
        self.env["community.contract.change"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT contract.id, sum(change.mrr_delta)
                  FROM community_contract_change change
                  JOIN community_contract contract ON contract.id = change.contract_id
                 WHERE change.state = 'done'
                 GROUP BY contract.id
                HAVING coalesce(contract.mrr, 0) != coalesce(sum(change.mrr_delta), 0)
                """
            )
        )
        sums = {contract_id: float(total or 0) for contract_id, total in rows}
        return self.browse(sums).filtered(
            lambda contract: (
                not contract.currency_id.is_zero(contract.mrr - sums[contract.id])
            )
        )
