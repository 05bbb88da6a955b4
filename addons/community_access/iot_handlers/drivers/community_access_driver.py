"""One stock driver for each serial port, and one for the box itself."""

import logging

from odoo.addons.iot_drivers.driver import Driver
from odoo.addons.iot_drivers.iot_handlers.lib.community_access.bench import Wired
from odoo.addons.iot_drivers.iot_handlers.lib.community_access.plan import DeviceSpec
from odoo.addons.iot_drivers.iot_handlers.lib.community_access.port import find_ports
from odoo.addons.iot_drivers.iot_handlers.lib.community_access.runtime import (
    get_runtime,
)
from odoo.addons.iot_drivers.main import interfaces
from odoo.addons.iot_drivers.tools import helpers

STOCK = "stock"

_logger = logging.getLogger(__name__)


class CommunityAccessDriver(Driver):
    connection_type = "community_serial"
    priority = 100

    def __init__(self, identifier, device):
        super().__init__(identifier, device)
        self.device_type = "device"
        self.device_connection = "serial"
        self.device_name = device.get("name") or identifier
        self.device_manufacturer = device.get("manufacturer") or ""
        self._path = device["path"]
        self._runtime = get_runtime(helpers)
        self._actions = {
            "community_command": self._on_command,
            "community_sync": self._on_sync,
        }

    @classmethod
    def supported(cls, device):
        return "path" in device

    def action(self, data):
        """Not the stock one: that one posts each answer to the server, and waits for
        it, in the thread that the next command needs.
        """
        wanted = self._actions.get(data.get("action"))
        if not wanted:
            _logger.warning("Action %r is not known here", data.get("action"))
            return
        try:
            self.data = {"value": "", "result": wanted(data)}
        except Exception:
            _logger.exception("Action on %s", self.device_identifier)

    def _on_command(self, data):
        brain = self._runtime.brain
        return brain.commands.take(self.device_identifier, data)

    def _on_sync(self, data):
        if self._runtime.courier:
            self._runtime.courier.sync_soon()
        return {"done": True}

    def run(self):
        """Speak to what hangs on the port, as the settings say, until it is gone."""
        while self._path and not self._stopped.is_set():
            spec = self._spec()
            if spec.protocol in ("", STOCK):
                self._stopped.wait(1)
                continue
            self._speak(spec)

    def _spec(self) -> DeviceSpec:
        plan = self._runtime.brain.memory.plan
        return plan.devices.get(self.device_identifier, DeviceSpec())

    def _speak(self, spec: DeviceSpec) -> None:
        wired = Wired(self.device_identifier, self._path, spec, self._runtime.brain)
        if not wired.protocol:
            _logger.warning("Protocol %r is not known here", spec.protocol)
            self._stopped.wait(10)
            return
        self._runtime.bench.put(self.device_identifier, wired)
        try:
            wired.run_while(lambda: self._spec() == spec and not self._stopped.is_set())
        finally:
            self._runtime.bench.put(self.device_identifier, None)

    def disconnect(self):
        result = super().disconnect()
        if self._spec().protocol not in ("", STOCK):
            self._runtime.brain.went(self.device_identifier)
        return result


def _keep_stock_off_the_ports() -> None:
    """The stock serial interface lets drivers of scales and fiscal printers probe each
    port by writing to it: to a relay that is an order. It gets the ports that the
    settings leave to it, by the protocol ``stock``.
    """
    stock = interfaces.get("SerialInterface")
    if stock is not None:
        stock.get_devices = lambda self: {
            device["path"]: {"identifier": device["path"]}
            for name, device in find_ports().items()
            if _protocol_of(name) == STOCK
        }


def _protocol_of(name: str) -> str:
    spec = get_runtime(helpers).brain.memory.plan.devices.get(name)
    return spec.protocol if spec else ""


_keep_stock_off_the_ports()
