from odoo import api, fields, models


class CommunityAccessGate(models.Model):
    """Which box works a gate, and what opens it."""

    _inherit = "community.access.gate"

    box_id = fields.Many2one(
        "community.access.box",
        "IoT Box",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    opener_device = fields.Char(
        "Opened By", help="Relays or turnstile, if it is not the reader itself."
    )
    opener_channel_in = fields.Integer("Contact In", default=1)
    opener_channel_out = fields.Integer("Contact Out", default=2)

    _device_in_uniq = models.UniqueIndex(
        "(company_id, COALESCE(box_id, 0), device_in) "
        "WHERE device_in IS NOT NULL AND active",
        "This reader belongs to another gate already.",
    )
    _device_out_uniq = models.UniqueIndex(
        "(company_id, COALESCE(box_id, 0), device_out) "
        "WHERE device_out IS NOT NULL AND active",
        "This reader belongs to another gate already.",
    )
    _channels_in_range = models.Constraint(
        "CHECK (opener_channel_in BETWEEN 1 AND 64 "
        "AND opener_channel_out BETWEEN 1 AND 64)",
        "Contacts are numbered from 1 to 64.",
    )

    def _get_opener(self, side):
        """{side: device and contact}; nothing where the reader's own device opens."""
        if not self.opener_device:
            return {}
        channel = self[f"opener_channel_{side}"]
        return {side: {"device": self.opener_device, "channel": channel}}

    def _get_command_device(self, side):
        """The box knows the gate by its reader."""
        return self[f"device_{side}"] or self.device_in or self.device_out

    def _send_opening(self, side):
        result = super()._send_opening(side)
        # sudo: guards open gates and need not see the boxes.
        box = self.sudo().box_id
        if box:
            box._send_command(self._get_command_device(side), "open", side)
        return result

    @api.model
    def _forget_world(self):
        result = super()._forget_world()
        self.env["community.access.box"]._ask_sync()
        return result
