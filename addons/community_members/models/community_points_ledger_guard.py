from odoo import models


class CommunityPointsLedgerGuard(models.AbstractModel):
    """Rows that say what happened: written once, by the suite alone, never edited.

    A mistake is put right by a new row.
    """

    _name = "community.points.ledger.guard"
    _description = "Append-Only Rows"
    _inherit = "community.pen.guard"

    _pen = "ledger"

    def _get_pen_refusal(self):
        return self.env._(
            "What happened is not edited or deleted. Reverse it, or grant "
            "points, instead."
        )
