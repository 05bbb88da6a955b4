from odoo import api, models
from odoo.exceptions import AccessError, UserError

# What organisers say about a phone; all the rest is the suite's own.
SAID = frozenset({"name", "gate_id", "role"})


class CommunityCheckinDevice(models.Model):
    """A phone stays with its event; who uses it and until when is not typed in."""

    _inherit = "community.checkin.device"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_said(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_said(vals)
        if "gate_id" in vals:
            gate = self.env["community.checkin.gate"].browse(vals["gate_id"])
            if gate.event_id != self.event_id:
                raise UserError(
                    self.env._(
                        "A phone goes round among the gates of its own event. Add a "
                        "phone at the other event instead."
                    )
                )
        return super().write(vals)

    def _check_said(self, vals):
        """:raises AccessError: something that only the suite writes"""
        if not self.env.su and vals.keys() - SAID:
            raise AccessError(
                self.env._("Only name, gate and role of a phone are yours to change.")
            )
