from odoo import api, models


class CommunityAccessZone(models.Model):
    """What the form of a zone leads to."""

    _inherit = "community.access.zone"

    @api.depends("name", "site_id.name")
    @api.depends_context("community_show_house")
    def _compute_display_name(self):
        """With its house, where zones of several are chosen from."""
        for zone in self:
            zone.display_name = zone.name
            if self.env.context.get("community_show_house") and zone.site_id:
                zone.display_name = f"{zone.name} ({zone.site_id.name})"

    def action_open_inside(self):
        """Who is in this zone now."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_access.community_access_visit_inside_action"
        )
        return action | {"context": {"search_default_zone_id": self.id}}
