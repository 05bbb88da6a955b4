from urllib.parse import urlsplit

from odoo import api, fields, models

from odoo.addons.community_members.tools.card_design import qr_data_uri

LOCAL = ("localhost", "127.0.0.1", "::1")


class CommunityAccessBoxPair(models.TransientModel):
    """Shows the link that binds a box. It is never saved."""

    _name = "community.access.box.pair"
    _description = "Connect a Box"

    box_id = fields.Many2one("community.access.box", readonly=True)
    pairing_until = fields.Datetime(related="box_id.pairing_until")
    link = fields.Char(store=False, readonly=True)
    picture = fields.Binary(compute="_compute_picture")
    is_local = fields.Boolean(compute="_compute_is_local")

    @api.depends("link")
    def _compute_is_local(self):
        """Whether no other machine could reach it."""
        for window in self:
            host = urlsplit(window.link or "").hostname or ""
            window.is_local = host in LOCAL

    @api.depends("link")
    def _compute_picture(self):
        for window in self:
            picture = qr_data_uri(window.link) if window.link else ""
            window.picture = picture.partition(",")[2] or False
