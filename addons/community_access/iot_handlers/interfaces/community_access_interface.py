"""Serial ports for gates and lockers, by stable names, and the box itself."""

from odoo.addons.iot_drivers.interface import Interface
from odoo.addons.iot_drivers.iot_handlers.lib.community_access.port import find_ports

# The device by which the server speaks to the box when nothing hangs on it.
BOX = "community_access"


class CommunityAccessInterface(Interface):
    connection_type = "community_serial"

    def get_devices(self):
        return {BOX: {"identifier": BOX, "path": ""}, **find_ports()}
