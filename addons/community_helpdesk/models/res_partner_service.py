from odoo import api, fields, models

OFFICER = "community_helpdesk.group_helpdesk_officer"


class ResPartner(models.Model):
    """Hours of service that a customer received."""

    _inherit = "res.partner"

    service_hours = fields.Float(compute="_compute_service_hours", groups=OFFICER)

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_service_hours(self):
        records = self.env["community.service.record"]
        totals = {}
        for name in ("partner_id", "account_id"):
            groups = records._read_group(
                [(name, "in", self.ids)], [name], ["hours:sum"]
            )
            for partner, hours in groups:
                totals[partner.id] = max(totals.get(partner.id, 0.0), hours)
        for partner in self:
            partner.service_hours = totals.get(partner._origin.id, 0.0)

    def action_open_service_records(self):
        """All records of the account, or those of the person."""
        self.ensure_one()
        self.check_access("read")
        self.env["community.service.record"].check_access("read")
        is_account = self == self.commercial_partner_id
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_helpdesk.community_service_record_action"
        )
        return action | {
            "name": self.display_name,
            "domain": [("account_id" if is_account else "partner_id", "=", self.id)],
            "context": {"default_partner_id": self.id},
        }
