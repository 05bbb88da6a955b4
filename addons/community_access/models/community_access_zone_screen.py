from odoo import models


class CommunityAccessZone(models.Model):
    """What the form of a zone leads to."""

    _inherit = "community.access.zone"

    def action_open_inside(self):
        """Who is in this zone now."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_access.community_access_visit_inside_action"
        )
        return action | {"context": {"search_default_zone_id": self.id}}
