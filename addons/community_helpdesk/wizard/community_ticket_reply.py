from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty


class CommunityTicketReply(models.TransientModel):
    """Answer with a canned text, and say what follows, in one window."""

    _name = "community.ticket.reply"
    _description = "Answer a Ticket"
    _inherit = "community.member.card.number.guard"

    ticket_id = fields.Many2one("community.ticket", required=True, ondelete="cascade")
    answer_id = fields.Many2one("community.ticket.answer", "Canned Answer")
    body = fields.Html("Text", compute="_compute_body", store=True, readonly=False)
    after = fields.Selection(
        [
            ("nothing", "As the group does"),
            ("waiting", "Wait for the customer"),
            ("solved", "It is solved"),
        ],
        "Then",
        required=True,
        default="nothing",
    )

    @api.depends("answer_id")
    def _compute_body(self):
        for reply in self:
            if reply.answer_id and reply.ticket_id:
                reply.body = reply.answer_id._fill(reply.ticket_id)
            elif is_html_empty(reply.body):
                reply.body = False

    def action_send(self):
        """Say it to the customer in one's own name."""
        self.ensure_one()
        self.check_access("write")
        ticket = self.ticket_id
        ticket.check_access("write")
        if is_html_empty(self.body):
            raise UserError(self.env._("There is nothing to send yet."))
        ticket.message_post(
            body=self.body, message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        if not ticket.user_id:
            ticket.user_id = self.env.user
        if self.after != "nothing":
            ticket._move_to(self.after)
        return {"type": "ir.actions.act_window_close"}
