from odoo import api, fields, models


class CommunityTicketMacroRun(models.TransientModel):
    """Choose a macro, read what it will do, do it."""

    _name = "community.ticket.macro.run"
    _description = "Run a Macro"

    ticket_ids = fields.Many2many("community.ticket", string="Tickets", required=True)
    macro_id = fields.Many2one("community.ticket.macro", required=True)
    summary = fields.Char(related="macro_id.summary", string="It Will Do")

    @api.model
    def default_get(self, fields):
        self.check_access("create")
        chosen = self.env.context.get("active_ids") or []
        return super().default_get(fields) | {"ticket_ids": [(6, 0, chosen)]}

    def action_run(self):
        self.ensure_one()
        self.check_access("write")
        self.macro_id._run(self.ticket_ids)
        return {"type": "ir.actions.act_window_close"}
