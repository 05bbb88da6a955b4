from odoo import api, fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    access_visit_count = fields.Integer(
        "Visits",
        compute="_compute_access_visit_count",
        groups="community_access.group_access_guard",
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_access_visit_count(self):
        counts = dict(
            self.env["community.access.visit"]._read_group(
                [("partner_id", "in", self.ids), ("is_reversed", "=", False)],
                ["partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.access_visit_count = counts.get(partner, 0)

    def action_open_access_visits(self):
        """The visits of this person, newest first."""
        self.ensure_one()
        self.env["community.access.visit"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_access.community_access_visit_action"
        )
        return action | {
            "domain": [("partner_id", "=", self.id)],
            "context": {"default_partner_id": self.id},
        }
