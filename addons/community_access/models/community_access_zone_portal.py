from odoo import models


class CommunityAccessZone(models.Model):
    _inherit = "community.access.zone"

    def _say_free_places(self):
        """How full it is, where places are counted."""
        self.ensure_one()
        if not self.capacity:
            return ""
        free = max(0, self.capacity - self.occupancy)
        if not free:
            return self.env._("Full just now")
        return self.env._(
            "%(free)s of %(all)s places free", free=free, all=self.capacity
        )
