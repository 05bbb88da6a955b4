from odoo import fields, models
from odoo.tools import SQL


class CommunityContract(models.Model):
    """What a contract costs by its seats."""

    _inherit = "community.contract"

    def _get_seat_count(self, day):
        """How many seats are in use on a day."""
        self.ensure_one()
        return len(
            self.seat_ids.filtered(
                lambda seat: (
                    seat.date_from <= day and (not seat.date_to or seat.date_to >= day)
                )
            )
        )

    def _after_seats(self):
        """Lines by seat follow; the ledger says what it did to the revenue."""
        # Written under the lock: a transaction that began before fails and is repeated.
        self._touch()
        agreed = self.filtered(
            lambda contract: contract.state not in ("draft", "ended")
        )
        by_seat = agreed.filtered(
            lambda contract: any(contract.line_ids.mapped("by_seat"))
        )
        by_seat._lay_out()
        by_seat._log_seats()

    def _touch(self):
        """Written to, and nothing else: who read them before has to begin anew."""
        self.env.cr.execute(
            SQL(
                "UPDATE community_contract SET write_date = now() AT TIME ZONE 'UTC' "
                "WHERE id = ANY(%s)",
                self.ids,
            )
        )
        self.invalidate_recordset(["write_date"])

    def _log_seats(self):
        balances = self._get_ledger_balances()
        moved = self.filtered(
            lambda contract: (
                not contract.currency_id.is_zero(
                    contract.mrr - balances[contract.id][0]
                )
            )
        )
        return moved._log_change("seats", fields.Date.context_today(self))
