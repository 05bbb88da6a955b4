from odoo import api, fields, models


class CommunityTicketTask(models.Model):
    """A line of the checklist of a ticket."""

    _name = "community.ticket.task"
    _description = "Checklist Line"
    _inherit = [
        "community.member.card.number.guard",
        "community.ticket.abstract.line",
    ]
    _order = "ticket_id, sequence, id"

    ticket_id = fields.Many2one(
        "community.ticket", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    is_done = fields.Boolean("Done")
    done_at = fields.Datetime("Done On", compute="_compute_done", store=True)
    done_by_id = fields.Many2one(
        "res.users", "Done By", compute="_compute_done", store=True
    )

    @api.depends("is_done")
    def _compute_done(self):
        for task in self:
            task.done_at = fields.Datetime.now() if task.is_done else False
            task.done_by_id = self.env.user if task.is_done else False
