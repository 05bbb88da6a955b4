from odoo import fields, models

from .community_access_gate import MODES


class CommunityAccessGateMode(models.Model):
    """While a schedule is on, the gate works in this mode."""

    _name = "community.access.gate.mode"
    _description = "Mode of a Gate by the Clock"
    _inherit = "community.access.world.part"
    _order = "gate_id, sequence, id"
    _check_company_auto = True

    gate_id = fields.Many2one(
        "community.access.gate", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="gate_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    hours_id = fields.Many2one(
        "resource.calendar",
        "While Open",
        required=True,
        check_company=True,
        ondelete="restrict",
    )
    mode = fields.Selection(
        [mode for mode in MODES if mode[0] != "normal"], default="free", required=True
    )
    only_inside = fields.Boolean(
        "Only With Somebody Inside",
        help="Begins when the first one has come in, ends when the last one leaves.",
    )

    def _to_mode(self):
        """As `Door.modes` has it."""
        mode = (self.hours_id.id, self.mode)
        return (*mode, True) if self.only_inside else mode
