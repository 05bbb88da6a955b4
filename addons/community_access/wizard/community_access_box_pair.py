from odoo import api, fields, models

from odoo.addons.community_members.tools.card_design import qr_data_uri


class CommunityAccessBoxPair(models.TransientModel):
    """Shows the link that binds a box. It is never saved."""

    _name = "community.access.box.pair"
    _description = "Connect a Box"

    box_id = fields.Many2one("community.access.box", readonly=True)
    pairing_until = fields.Datetime(related="box_id.pairing_until")
    link = fields.Char(store=False, readonly=True)
    picture = fields.Binary(compute="_compute_picture")

    @api.depends("link")
    def _compute_picture(self):
        for window in self:
            picture = qr_data_uri(window.link) if window.link else ""
            window.picture = picture.partition(",")[2] or False
