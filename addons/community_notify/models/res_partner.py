from odoo import api, fields, models
from odoo.tools import hmac


class ResPartner(models.Model):
    _inherit = "res.partner"

    notice_delivery_ids = fields.One2many(
        "community.notice.delivery",
        "partner_id",
        "Message Log",
        readonly=True,
        groups="community_notify.group_notice_reader",
    )
    notice_consent_ids = fields.One2many(
        "community.notice.consent",
        "partner_id",
        "Consents",
        readonly=True,
        groups="community_notify.group_notice_reader",
    )
    notice_delivery_count = fields.Integer(
        "Number of Messages",
        compute="_compute_notice_delivery_count",
        groups="community_notify.group_notice_reader",
    )

    @api.depends("notice_delivery_ids")
    def _compute_notice_delivery_count(self):
        groups = self.env["community.notice.delivery"]._read_group(
            [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
        )
        counts = {partner.id: count for partner, count in groups}
        for partner in self:
            partner.notice_delivery_count = counts.get(partner.id, 0)

    def action_open_notice_deliveries(self):
        """Show everything that was told to this contact."""
        self.ensure_one()
        self.env["community.notice"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_notify.community_notice_delivery_action"
        )
        return action | {
            "name": self.env._("Messages to %(name)s", name=self.display_name),
            "domain": [("partner_id", "=", self.id)],
            "context": {"search_default_partner_id": False},
        }

    def action_open_notice_consents(self):
        """Show what this contact agreed to, and when."""
        self.ensure_one()
        self.env["community.notice"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_notify.community_notice_consent_action"
        )
        return action | {
            "name": self.env._("Consents of %(name)s", name=self.display_name),
            "domain": [("partner_id", "=", self.id)],
            "context": {"default_partner_id": self.id},
        }

    def _get_way_out_token(self, channel):
        """Return the signature of the link that stops advertising over a channel."""
        self.ensure_one()
        # sudo: the database's secret signs; the caller does not see it
        return hmac(self.env(su=True), "community_notify.way_out", (self.id, channel))

    def _get_way_out_url(self, channel):
        self.ensure_one()
        token = self._get_way_out_token(channel)
        return f"{self.get_base_url()}/notices/stop/{self.id}/{channel}/{token}"
