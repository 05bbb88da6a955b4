from odoo import api, models
from odoo.tools import SQL


class CommunityContractProfit(models.Model):
    _inherit = "community.contract.profit"

    @api.model
    def _sql_source(self):
        """Hours written on a task are told apart, as soon as hours are kept at all."""
        source = super()._sql_source()
        if "project_id" not in self.env["account.analytic.line"]._fields:
            return source
        return SQL(
            "CASE WHEN line.project_id IS NOT NULL AND line.move_line_id IS NULL"
            " THEN 'timesheet' ELSE (%s) END",
            source,
        )
