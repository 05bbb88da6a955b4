from odoo import models

from .community_access_bell import CHANNEL, ROOM


class IrWebsocket(models.AbstractModel):
    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        """Who asks for the gates hears those of his own companies, if he is a guard.

        The name that the browser sends is only a wish: what is listened to are records.
        """
        if CHANNEL in channels:
            channels = [channel for channel in channels if channel != CHANNEL]
            user = self.env.user
            if user.has_group("community_access.group_access_guard"):
                channels.extend((company, ROOM) for company in user.company_ids)
        return super()._build_bus_channel_list(channels)
