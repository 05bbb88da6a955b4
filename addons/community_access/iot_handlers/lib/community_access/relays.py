"""Relay boards: contacts that close and open; what hangs on them they do not know."""

from .messages import Answer, Fire, Hold, Open, Poll
from .protocol import Protocol


class LcusRelay(Protocol):
    """USB relay boards LCUS-1 to -8 (CH340): A0, channel, 01 or 00, sum of the three.

    Source: the sellers' description of the "LC USB switch" protocol, word for word the
    same at tilga.com/prod/5732195 and optimusdigital.ro 12595 ("A0 01 01 A2").
    The board answers nothing, and cannot lock again by itself.
    """

    name = "lcus"
    orders = (Open, Hold)

    def _take(self) -> tuple[int, list]:
        # Newer boards echo; an echo tells nothing that is needed.
        size = len(self._buffer)
        return size, []

    def _encode(self, order) -> bytes:
        is_on = isinstance(order, Open) or order.is_open
        body = bytes((0xA0, order.channel, int(is_on)))
        return body + bytes((sum(body) & 0xFF,))


def crc16(data: bytes) -> bytes:
    """CRC-16/MODBUS, low byte first (Modbus over Serial Line V1.02, appendix B)."""
    crc = 0xFFFF
    for one in data:
        crc ^= one
        for _bit in range(8):
            crc = (crc >> 1) ^ 0xA001 if crc & 1 else crc >> 1
    return crc.to_bytes(2, "little")


class ModbusRelay(Protocol):
    """Relay boards that speak Modbus RTU: write single coil (05), and where an input
    is wired to the fire alarm, read discrete inputs (02) every 250 ms.

    Source: "Modbus Application Protocol V1.1b3" 6.2 and 6.5, "Modbus over Serial Line
    V1.02" (modbus.org).

    :param unit: the board's address, 1 as delivered
    :param fire_input: number of the input (from 1) that the alarm is wired to, 0 none
    :param fire_when: ``1`` when a closed contact is fire; ``0`` (as it should be wired:
        a cut wire is fire too) when an open one is
    """

    name = "modbus"
    orders = (Open, Hold, Poll)

    def __init__(self, **options):
        super().__init__(**options)
        self.unit = int(options.get("unit", 1))
        self.fire_input = int(options.get("fire_input", 0))
        self.fire_when = bool(int(options.get("fire_when", 0)))
        self.poll_seconds = 0.25 if self.fire_input else 0.0

    def _encode(self, order) -> bytes:
        if isinstance(order, Poll):
            body = bytes((self.unit, 2, 0, 0, 0, self.fire_input))
        else:
            is_on = isinstance(order, Open) or order.is_open
            coil = (order.channel - 1).to_bytes(2, "big")
            body = bytes((self.unit, 5)) + coil + (b"\xff\0" if is_on else b"\0\0")
        return body + crc16(body)

    def _take(self) -> tuple[int, list]:
        while len(self._buffer) >= 5:
            size = self._expected()
            if size and len(self._buffer) < size:
                return 0, []
            frame = bytes(self._buffer[:size])
            if size and crc16(frame[:-2]) == frame[-2:]:
                return size, self._read(frame)
            self._drop(1)
        return 0, []

    def _expected(self) -> int:
        """How long the frame is that begins here, 0 when none does."""
        unit, function, third = self._buffer[:3]
        if unit != self.unit:
            return 0
        if function == 5:
            return 8
        if function == 2 and 0 < third <= 4:
            return 5 + third
        return 5 if function in (0x82, 0x85) else 0

    def _read(self, frame: bytes) -> list:
        if frame[1] == 2 and self.fire_input:
            bits = int.from_bytes(frame[3:-2], "little")
            is_on = bool(bits >> (self.fire_input - 1) & 1)
            return [Fire(is_on == self.fire_when)]
        if frame[1] == 5:
            return [Answer("coil", int.from_bytes(frame[2:4], "big") + 1)]
        return [Answer("error", frame[2])]
