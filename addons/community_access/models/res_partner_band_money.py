from odoo import models
from odoo.tools import SQL

from .community_access_band_money import DEPOSIT_KINDS


class ResPartner(models.Model):
    """What somebody leaves for a band is no turnover."""

    _inherit = "res.partner"

    def _sql_is_turnover(self):
        self.env["community.access.band.money"].flush_model(["kind", "move_id"])
        return SQL(
            "%s AND NOT EXISTS (SELECT FROM community_access_band_money AS money "
            "WHERE money.move_id = move.id AND money.kind = ANY(%s))",
            super()._sql_is_turnover(),
            list(DEPOSIT_KINDS),
        )
