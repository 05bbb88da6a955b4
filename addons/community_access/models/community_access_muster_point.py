from odoo import api, fields, models, tools


class CommunityAccessGate(models.Model):
    """A reader at the place where everybody meets."""

    _inherit = "community.access.gate"

    is_muster_point = fields.Boolean(
        "Muster Point",
        help="Who holds a band to this reader while a muster runs is ticked as safe.",
    )

    @api.model
    @tools.ormcache()
    def _get_muster_points(self):
        """Their ids: each swipe asks, so each process keeps them at hand."""
        # sudo: a reader is one, whoever is read.
        return set(self.sudo().search([("is_muster_point", "=", True)]).ids)


class CommunityAccessEvent(models.Model):
    """Bands that are read at a muster point."""

    _inherit = "community.access.event"

    def _insert(self, rows, before=None):
        added = super()._insert(rows, before=before)
        points = self.env["community.access.gate"]._get_muster_points()
        seen = {
            row["partner_id"]
            for row in rows
            if row["uuid"] in added
            and row["kind"] == "swipe"
            and row.get("partner_id")
            and row.get("gate_id") in points
        }
        if seen:
            self._tick_seen(seen)
        return added

    @api.model
    def _tick_seen(self, people):
        # sudo: the reader ticks; who may look at the list is another question.
        lines = self.env["community.access.muster.line"].sudo()
        for line in lines.search(
            [
                ("partner_id", "in", list(people)),
                ("is_safe", "=", False),
                ("muster_id.closed_at", "=", False),
            ]
        ):
            line._keep_tick(True)
