from odoo import api, fields, models


class CommunityTicketStep(models.Model):
    """A line of the checklist of a ticket."""

    _name = "community.ticket.step"
    _description = "Checklist Line"
    _inherit = [
        "community.member.card.number.guard",
        "community.derived.guard",
        "community.ticket.abstract.line",
    ]
    _derived = frozenset({"done_at", "done_by_id"})
    _order = "ticket_id, sequence, id"

    ticket_id = fields.Many2one(
        "community.ticket", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    is_done = fields.Boolean("Done")
    done_at = fields.Datetime("Done On", compute="_compute_done", store=True)
    done_by_id = fields.Many2one("res.users", compute="_compute_done", store=True)

    @api.depends("is_done")
    def _compute_done(self):
        for step in self:
            step.done_at = fields.Datetime.now() if step.is_done else False
            step.done_by_id = self.env.user if step.is_done else False
