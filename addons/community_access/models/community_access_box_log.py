from odoo import api, fields, models
from odoo.tools import SQL

MOST_LINES = 2000


class CommunityAccessBoxLog(models.Model):
    """A line of the log of a box, as it says: whoever knows its name can write one."""

    _name = "community.access.box.log"
    _description = "Log of an IoT Box"
    _inherit = "community.pen.guard"
    _order = "id DESC"
    _rec_name = "line"
    _pen = "access_box_log"

    box_id = fields.Many2one(
        "community.access.box", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="box_id.company_id", store=True, index=True)
    at = fields.Datetime(required=True, default=fields.Datetime.now)
    level = fields.Selection(
        [
            ("debug", "Debug"),
            ("info", "Info"),
            ("warning", "Warning"),
            ("error", "Error"),
            ("critical", "Critical"),
        ],
        default="info",
        required=True,
    )
    line = fields.Char()

    @api.model
    def _keep(self, box, lines):
        """:param lines: (level, line), see `box_report.read_log`"""
        log = self._with_pen()
        return log.create(
            [
                {"box_id": box.id, "level": level, "line": log._hide_cards(line)}
                for level, line in lines
            ]
        )

    @api.model
    def _hide_cards(self, line):
        """A log is no place for the number of a payment card."""
        guard = self.env["community.member.card.number.guard"]
        return "…" if guard._has_card_number(line) else line

    @api.model
    def _cron_cap(self):
        """Each box keeps its last lines."""
        self.env.cr.execute(
            SQL(
                "DELETE FROM community_access_box_log WHERE id IN (SELECT id FROM ("
                "SELECT id, row_number() OVER (PARTITION BY box_id ORDER BY id DESC) "
                "AS place FROM community_access_box_log) AS lines WHERE place > %s)",
                MOST_LINES,
            )
        )
        self.invalidate_model()
        return True
