from odoo import models


class IrCron(models.Model):
    _inherit = "ir.cron"

    def _callback(self, cron_name, server_action_id):
        """A scheduled job is the system's own work: nothing in it is held."""
        with self.env["community.change.request"]._bypass(f"cron: {cron_name}"):
            return super()._callback(cron_name, server_action_id)
