from odoo import fields, models

LINK_KINDS = [
    ("related", "Related To"),
    ("duplicate", "Duplicate Of"),
    ("blocked", "Waits For"),
]


class CommunityTicketLink(models.Model):
    """Two tickets that have to do with each other; each side shows it."""

    _name = "community.ticket.link"
    _description = "Link of Two Tickets"
    _inherit = "community.ticket.abstract.line"
    _order = "id"
    _rec_name = "other_id"

    ticket_id = fields.Many2one(
        "community.ticket", "Of Ticket", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(LINK_KINDS, required=True, default="related")
    other_id = fields.Many2one(
        "community.ticket", "Ticket", required=True, index=True, ondelete="cascade"
    )
    other_stage_id = fields.Many2one(related="other_id.stage_id")
    ticket_stage_id = fields.Many2one(
        related="ticket_id.stage_id", string="Stage of the Ticket"
    )

    _once = models.UniqueIndex(
        "(LEAST(ticket_id, other_id), GREATEST(ticket_id, other_id), kind)",
        "These two are linked so already.",
    )
    _two = models.Constraint(
        "CHECK (ticket_id <> other_id)", "A ticket is not linked to itself."
    )

    def _check_ticket(self):
        """Both are seen, and the one where it stands may be changed."""
        result = super()._check_ticket()
        if not self.env.su:
            self.other_id.check_access("read")
        return result
