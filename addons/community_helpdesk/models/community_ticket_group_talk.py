from odoo import fields, models


class CommunityTicketGroup(models.Model):
    """How a group talks: its address, and what follows from an answer."""

    _name = "community.ticket.group"
    _inherit = ["community.ticket.group", "mail.alias.mixin"]

    acknowledges = fields.Boolean(
        "Confirm What Comes In",
        default=True,
        help="Whoever writes is told that it has come, and its number.",
    )
    waits_after_answer = fields.Boolean(
        "Wait for the Customer After an Answer",
        default=True,
        help="The ticket rests until the customer writes again.",
    )
    follow_up = fields.Selection(
        [
            ("always", "Open it again"),
            ("days", "Open it again within some days"),
            ("new", "Begin a new one"),
        ],
        "When a Customer Writes Into a Solved Ticket",
        required=True,
        default="days",
    )
    follow_up_days = fields.Integer("Days", default=14)
    clears_agent = fields.Boolean(
        "Without Its Agent", help="A ticket that is opened again goes to the queue."
    )
    close_after_days = fields.Integer(
        "Close Solved Tickets After Days",
        default=7,
        help="The customer is told so when it is solved. 0: never.",
    )

    _days_not_negative = models.Constraint(
        "CHECK (follow_up_days >= 0 AND close_after_days >= 0)",
        "Days cannot be negative.",
    )

    def _alias_get_creation_values(self):
        values = super()._alias_get_creation_values()
        values["alias_model_id"] = self.env["ir.model"]._get_id("community.ticket")
        if self.id:
            values["alias_defaults"] = {"group_id": self.id}
        return values
