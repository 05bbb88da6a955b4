"""The devices that hang on the box, by their stable names."""

import logging
import threading

from .catalogue import make_protocol
from .plan import DeviceSpec
from .port import Port
from .protocol import CannotDoError

_logger = logging.getLogger(__name__)


class Bench:
    def __init__(self):
        self._lock = threading.Lock()
        self._wired: dict[str, Wired] = {}

    def put(self, name: str, wired: "Wired | None") -> None:
        with self._lock:
            if wired is None:
                self._wired.pop(name, None)
            else:
                self._wired[name] = wired

    def protocol(self, name: str):
        wired = self._wired.get(name)
        return wired.protocol if wired else None

    def health(self) -> dict[str, dict]:
        """By device: does its port work, how many bytes of it were garbage."""
        with self._lock:
            return {
                name: {
                    "connected": wired.is_there,
                    "errors": wired.protocol.dropped if wired.protocol else 0,
                }
                for name, wired in self._wired.items()
            }

    def send(self, name: str, order) -> bool:
        """Whether it went out on the wire."""
        wired = self._wired.get(name)
        return bool(wired) and wired.send(order)


class Wired:
    """A device with its protocol, as long as its settings do not change."""

    def __init__(self, name: str, path: str, spec: DeviceSpec, brain):
        self.name, self.spec, self._brain = name, spec, brain
        self.protocol = self._make_protocol(spec)
        self._goes_on = lambda: True
        self.is_there = False
        baud = spec.baud or (self.protocol.baud if self.protocol else 9600)
        self._port = Port(
            path, baud, self._on_data, self._on_change, lambda: not self._goes_on()
        )

    def _make_protocol(self, spec: DeviceSpec):
        try:
            return make_protocol(spec.protocol, dict(spec.options))
        except (TypeError, ValueError) as error:
            _logger.warning("Settings of %s: %s", self.name, error)
            return None

    def run_while(self, goes_on) -> None:
        """Read until `goes_on` says no; it is asked ten times a second."""
        self._goes_on = goes_on
        self._port.run(self.protocol.poll, self.protocol.poll_seconds)

    def send(self, order) -> bool:
        try:
            data = self.protocol.encode(order) if self.protocol else b""
        except (CannotDoError, ValueError, OverflowError) as error:
            _logger.warning("%s cannot do it: %s", self.name, error)
            return False
        return bool(data) and self._port.put(data)

    def _on_data(self, data: bytes) -> None:
        for message in self.protocol.feed(data):
            try:
                self._brain.hear(self.name, message)
            except Exception:
                # A message that cannot be dealt with does not stop the others.
                _logger.exception("What %s said", self.name)

    def _on_change(self, is_there: bool) -> None:
        self.is_there = is_there
        if is_there:
            self._brain.came(self.name)
        elif self._goes_on():
            self._brain.went(self.name)
