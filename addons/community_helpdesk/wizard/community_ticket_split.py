from odoo import api, fields, models
from odoo.exceptions import UserError


class CommunityTicketSplit(models.TransientModel):
    """Two matters in one ticket become two tickets."""

    _name = "community.ticket.split"
    _description = "Split a Ticket"
    _inherit = "community.member.card.number.guard"

    ticket_id = fields.Many2one("community.ticket", required=True, ondelete="cascade")
    name = fields.Char("Subject of the New One", required=True)
    message_ids = fields.Many2many(
        "mail.message",
        string="Take Along",
        domain="[('model', '=', 'community.ticket'), ('res_id', '=', ticket_id), "
        "('message_type', 'in', ['comment', 'email'])]",
    )

    @api.model
    def default_get(self, fields):
        self.check_access("create")
        values = super().default_get(fields)
        if not values.get("ticket_id"):
            values["ticket_id"] = self.env.context.get("active_id")
        return values

    def action_split(self):
        """The new one belongs to the same customer and group, and follows the old."""
        self.ensure_one()
        self.check_access("write")
        ticket = self.ticket_id
        ticket.check_access("write")
        # sudo: which messages these are; that they are the ticket's is checked next.
        moved = self.message_ids.sudo()
        if any(
            (each.model, each.res_id) != (ticket._name, ticket.id) for each in moved
        ):
            raise UserError(self.env._("Take along what was said in this ticket only."))
        made = ticket.copy(
            {"name": self.name, "user_id": ticket.user_id.id, "description": False}
        )
        made._keep({"follows_id": ticket.id})
        moved.write({"res_id": made.id})
        moved.attachment_ids.write({"res_id": made.id})
        made._message_log(
            body=self.env._("Split from %(number)s.", number=ticket.number)
        )
        ticket._message_log(
            body=self.env._(
                "%(number)s “%(name)s” was split off.",
                number=made.number,
                name=made.name,
            )
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "community.ticket",
            "res_id": made.id,
            "views": [(False, "form")],
        }
