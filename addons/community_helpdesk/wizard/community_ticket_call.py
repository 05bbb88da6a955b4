from odoo import fields, models
from odoo.tools import plaintext2html


class CommunityTicketCall(models.TransientModel):
    """Somebody calls: who, about what, and whether it is done already."""

    _name = "community.ticket.call"
    _description = "Log a Call"
    _inherit = "community.member.card.number.guard"

    partner_id = fields.Many2one("res.partner", "Who Calls", required=True)
    phone = fields.Char(related="partner_id.phone")
    name = fields.Char("About What", required=True)
    text = fields.Text("What Was Said")
    type_id = fields.Many2one("community.ticket.type")
    is_solved = fields.Boolean("Solved on the Phone")

    def action_log(self):
        """A ticket of the call, opened; or solved at once."""
        self.ensure_one()
        self.check_access("write")
        tickets = self.env["community.ticket"]
        tickets.check_access("create")
        ticket = tickets.create(
            {
                "name": self.name,
                "description": plaintext2html(self.text or ""),
                "partner_id": self.partner_id.id,
                "type_id": self.type_id.id,
                "user_id": self.is_solved and self.env.uid,
            }
        )
        ticket._keep({"channel": "phone", "first_answer_at": fields.Datetime.now()})
        if self.is_solved:
            ticket._move_to("solved")
        return {
            "type": "ir.actions.act_window",
            "res_model": "community.ticket",
            "res_id": ticket.id,
            "views": [(False, "form")],
        }
