from odoo import fields, models


class CommunityChangeDecide(models.TransientModel):
    """A verdict with its reason, for one request or many."""

    _name = "community.change.decide"
    _description = "Decide on Requests"

    verdict = fields.Selection(
        [("approve", "Approve"), ("reject", "Reject"), ("return", "Ask for more")],
        required=True,
        default="approve",
    )
    reason = fields.Text()
    request_ids = fields.Many2many("community.change.request", required=True)
    count = fields.Integer(compute="_compute_count")

    def _compute_count(self):
        for wizard in self:
            wizard.count = len(wizard.request_ids)

    def action_decide(self):
        """Decide on all; those that cannot be done stay open and say why."""
        self.ensure_one()
        if len(self.request_ids) > 1:
            return self.request_ids._decide_each(self.verdict, self.reason)
        self.request_ids._decide(self.verdict, self.reason)
        return {"type": "ir.actions.act_window_close"}
