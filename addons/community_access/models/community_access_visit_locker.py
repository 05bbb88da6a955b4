from odoo import models


class CommunityAccessVisitLocker(models.Model):
    """Who leaves a zone gives back the locker that the house assigned there."""

    _inherit = "community.access.visit"

    def _close(self, moment, kind, event=None):
        result = super()._close(moment, kind, event)
        if kind != "again":
            self._give_back_lockers(moment)
        return result

    def _give_back_lockers(self, moment):
        """Reports come late: a locker that was taken afterwards is another stay's."""
        # sudo: lockers follow from who leaves, whoever let him out.
        uses = self.env["community.locker.use"].sudo()
        found = uses.search(
            [
                ("credential_id", "in", self.credential_id.ids),
                ("released_at", "=", False),
                ("kind", "=", "assigned"),
                ("taken_at", "<=", moment),
                ("bank_id.zone_id", "child_of", self.zone_id.ids),
            ]
        )
        for use in found:
            use.bank_id._on_left(use.credential_id)
