from odoo import fields, models


class CommunityChangeExplain(models.TransientModel):
    """The maker says why he asks, adds papers, and asks again when he was asked."""

    _name = "community.change.explain"
    _description = "Say Why"

    request_id = fields.Many2one("community.change.request", required=True)
    reason = fields.Text()
    attachment_ids = fields.Many2many("ir.attachment", string="Attachments")
    ask_again = fields.Boolean()

    def action_keep(self):
        self.ensure_one()
        change = self.request_id
        change._explain(self.reason, self.attachment_ids)
        if self.ask_again and change.state == "returned":
            change.action_resubmit()
        return {"type": "ir.actions.act_window_close"}
