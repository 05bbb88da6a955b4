"""One serial port: found by what hangs on it, opened anew when it went away."""

import logging
import re
import threading

import serial
from serial.tools import list_ports

from .clock import steady

_logger = logging.getLogger(__name__)

READ_SECONDS = 0.1
RETRY_SECONDS = 0.5
# A Raspberry Pi 5 writes its own messages there.
CONSOLE = "/dev/ttyAMA10"
_ODD = re.compile(r"[^A-Za-z0-9_.-]+")


def stable_name(port) -> str:
    """The same after unplugging and in another order of starting.

    By the maker's serial number where the device has one, as ``/dev/serial/by-id``
    does; else by the socket it is plugged into, as ``by-path``: two boards of one kind
    without serial numbers would otherwise take each other's place.

    :param port: what pyserial's `comports` lists
    """
    if port.vid is None:
        return "tty-" + _ODD.sub("_", port.device.removeprefix("/dev/").strip("/"))
    chip = f"usb-{port.vid:04x}-{port.pid:04x}"
    if port.serial_number:
        return f"{chip}-{_ODD.sub('_', port.serial_number)}"
    return f"{chip}-at-{_ODD.sub('_', port.location or port.device)}"


def find_ports() -> dict[str, dict]:
    ports = [port for port in list_ports.comports() if port.device != CONSOLE]
    return {
        stable_name(port): {
            "identifier": stable_name(port),
            "path": port.device,
            "name": port.description if port.vid is not None else port.device,
            "manufacturer": port.manufacturer or "",
        }
        for port in ports
    }


class Port:
    """:param on_data: gets bytes, in the thread that runs `run`
    :param on_change: ``on_change(True)`` when it was opened, False when it was lost
    """

    def __init__(self, path: str, baud: int, on_data, on_change, is_stopped):
        self._path, self._baud = path, baud
        self._on_data, self._on_change = on_data, on_change
        self._is_stopped = is_stopped
        self._port = None
        self._lock = threading.Lock()

    def put(self, data: bytes) -> bool:
        with self._lock:
            if self._port is None:
                return False
            try:
                self._port.write(data)
            except (serial.SerialException, OSError):
                # The reading side notices as well, and closes it.
                return False
        return True

    def run(self, poll, poll_seconds: float) -> None:
        """Read until stopped; ``poll`` gives the bytes to be written now and then."""
        warned = False
        while not self._is_stopped():
            try:
                self._open()
                warned = False
                self._on_change(True)
                self._read(poll, poll_seconds)
            except (serial.SerialException, OSError, ValueError) as error:
                if not warned:
                    _logger.warning("Port %s: %s", self._path, error)
                warned = True
            finally:
                self._close()
            threading.Event().wait(0 if self._is_stopped() else RETRY_SECONDS)

    def _open(self) -> None:
        port = serial.Serial(
            self._path,
            self._baud,
            timeout=READ_SECONDS,
            write_timeout=1,
            exclusive=True,
        )
        with self._lock:
            self._port = port

    def _read(self, poll, poll_seconds: float) -> None:
        polled = 0.0
        while not self._is_stopped():
            if poll_seconds and steady() - polled >= poll_seconds:
                polled = steady()
                self.put(poll())
            data = self._port.read(1)
            if data:
                data += self._port.read(self._port.in_waiting)
                self._on_data(data)

    def _close(self) -> None:
        with self._lock:
            port, self._port = self._port, None
        if port is not None:
            try:
                port.close()
            except OSError:
                _logger.debug("Port %s was gone", self._path)
            self._on_change(False)
