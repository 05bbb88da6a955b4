from odoo import api, fields, models

from odoo.addons.community_members.tools.card_design import qr_data_uri


class CommunityCheckinEnrol(models.TransientModel):
    """Shows the link that makes a phone a gate's phone. It is never saved."""

    _name = "community.checkin.enrol"
    _description = "Add a Phone"

    device_id = fields.Many2one("community.checkin.device", readonly=True)
    gate_id = fields.Many2one(related="device_id.gate_id")
    hand_out_id = fields.Many2one(related="gate_id.hand_out_id")
    link = fields.Char(store=False, readonly=True)
    picture = fields.Binary(compute="_compute_picture")

    @api.depends("link")
    def _compute_picture(self):
        for window in self:
            picture = qr_data_uri(window.link) if window.link else ""
            window.picture = picture.partition(",")[2] or False
