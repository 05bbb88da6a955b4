from odoo import api, models
from odoo.exceptions import UserError

# Only code of this process can hand this object over; no caller from outside can.
_PEN = object()


class CommunityPointsLedgerGuard(models.AbstractModel):
    """Rows that say what happened: written once, by the suite alone, never edited.

    A mistake is put right by a new row. Nobody adds rows through a form, an import or
    a call from outside, whatever rights the user has.
    """

    _name = "community.points.ledger.guard"
    _description = "Append-Only Rows"

    @api.model
    def _with_pen(self):
        """These records, by code that may add rows."""
        # sudo: roles may read the ledger, and nobody may write it.
        return self.sudo().with_context(community_ledger_pen=_PEN)

    def _check_pen(self):
        if self.env.context.get("community_ledger_pen") is not _PEN:
            raise UserError(
                self.env._(
                    "What happened is not edited or deleted. Reverse it, or grant "
                    "points, instead."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_pen()
        return super().create(vals_list)

    def write(self, vals):
        self._check_pen()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_by_suite(self):
        self._check_pen()
