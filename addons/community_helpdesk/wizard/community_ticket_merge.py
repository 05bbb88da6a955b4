from odoo import api, fields, models


class CommunityTicketMerge(models.TransientModel):
    """Choose the ticket in which others go on."""

    _name = "community.ticket.merge"
    _description = "Merge Tickets"

    ticket_ids = fields.Many2many("community.ticket", string="These", required=True)
    target_id = fields.Many2one("community.ticket", "Go On In", required=True)

    @api.model
    def default_get(self, fields):
        self.check_access("create")
        values = super().default_get(fields)
        chosen = self.env.context.get("active_ids") or []
        tickets = self.env["community.ticket"].browse(chosen).sorted("id")
        if len(tickets) > 1:
            values["target_id"] = tickets[0].id
            tickets = tickets[1:]
        values["ticket_ids"] = [(6, 0, tickets.ids)]
        return values

    def action_merge(self):
        self.ensure_one()
        self.check_access("write")
        (self.ticket_ids - self.target_id)._merge_into(self.target_id)
        return {
            "type": "ir.actions.act_window",
            "res_model": "community.ticket",
            "res_id": self.target_id.id,
            "views": [(False, "form")],
        }
