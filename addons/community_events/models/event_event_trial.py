from odoo import models


class EventEvent(models.Model):
    """Trying out what the doors would say, without a scan."""

    _inherit = "event.event"

    def action_try_scan(self):
        """The window that says what would happen."""
        self.ensure_one()
        self.env["community.checkin.trial"]._check_may_try(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Try a Scan"),
            "res_model": "community.checkin.trial",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_event_id": self.id},
        }
