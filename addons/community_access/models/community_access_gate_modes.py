from odoo import models


class CommunityAccessGate(models.Model):
    """Setting a gate to another mode, by people who may; the chatter says who."""

    _inherit = "community.access.gate"

    def action_mode_normal(self):
        return self._set_mode("normal")

    def action_mode_free(self):
        return self._set_mode("free")

    def action_mode_closed(self):
        return self._set_mode("closed")

    def action_mode_lockdown(self):
        return self._set_mode("lockdown")

    def _set_mode(self, mode):
        self.check_access("write")
        self.write({"mode": mode})
        return True
