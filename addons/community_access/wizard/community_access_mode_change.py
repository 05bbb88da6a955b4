from odoo import api, fields, models

from ..models.community_access_gate import MODES


class CommunityAccessModeChange(models.TransientModel):
    """Sets gates to another mode, with the reason and what will happen."""

    _name = "community.access.mode.change"
    _description = "Change the Mode of a Gate"
    _inherit = "community.member.card.number.guard"

    gate_ids = fields.Many2many("community.access.gate", string="Gates", required=True)
    mode = fields.Selection(MODES, required=True)
    reason = fields.Char()
    outcome = fields.Char(compute="_compute_outcome")

    @api.depends("mode")
    def _compute_outcome(self):
        outcomes = {
            "normal": self.env._("The rules, and the hours set at the gate, decide."),
            "free": self.env._(
                "Everybody goes through without a band until you set it back."
            ),
            "closed": self.env._(
                "Nobody comes in here until you set it back; the way out stays open."
            ),
            "lockdown": self.env._(
                "Nobody comes in, whatever the hours say; the way out stays open, and "
                "fire opens always."
            ),
        }
        for window in self:
            window.outcome = outcomes.get(window.mode, "")

    def action_apply(self):
        """It works at once; the journal keeps who did it and why."""
        self.ensure_one()
        self.gate_ids._set_mode(self.mode, self.reason)
        return {"type": "ir.actions.act_window_close"}
