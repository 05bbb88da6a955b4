"""The one interface behind which all devices speak: bytes in, messages out."""

from .messages import Poll

# No frame that is known here is longer; what does not end by then is garbage.
LONGEST_FRAME = 96


class CannotDoError(Exception):
    """The device has no words for this order."""


class Protocol:
    """A conversation over one line. Keeps the bytes of a frame that is not complete.

    :cvar baud: speed where the settings name none
    :cvar feedback: says whether somebody went through
    :cvar pulses: the device itself locks again after `Open.seconds`; else the box
        takes the relay back
    :cvar sided: knows the way in from the way out; a relay knows its contact only
    :cvar poll_seconds: how often it is asked how it is, 0 never
    :cvar orders: what it can be told
    """

    name = ""
    baud = 9600
    feedback = False
    pulses = False
    sided = False
    poll_seconds = 0.0
    orders: tuple[type, ...] = ()

    def __init__(self, **options):
        self.options = options
        self.dropped = 0
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list:
        """The messages that are complete now; garbage is counted and forgotten."""
        self._buffer += data
        messages = []
        while True:
            size, found = self._take()
            if not size:
                break
            del self._buffer[:size]
            messages.extend(found)
        # Whatever `_take` did: no more is kept than one frame can need.
        self._drop(len(self._buffer) - LONGEST_FRAME)
        return messages

    def encode(self, order) -> bytes:
        """:raises CannotDoError: there are no words for it"""
        if not isinstance(order, self.orders):
            raise CannotDoError(f"{self.name}: {type(order).__name__}")
        return self._encode(order)

    def poll(self) -> bytes:
        return self._encode(Poll()) if self.poll_seconds else b""

    def _take(self) -> tuple[int, list]:
        """(bytes that are done with, messages in them); 0 bytes: wait for more."""
        raise NotImplementedError

    def _encode(self, order) -> bytes:
        raise CannotDoError(self.name)

    def _drop(self, size: int) -> None:
        if size > 0:
            self.dropped += size
            del self._buffer[:size]


class TextProtocol(Protocol):
    """Lines that end with CR, LF or ETX; STX begins one anew.

    What is not printable ASCII, or does not end, is no line.
    """

    ENDS = b"\r\n\x03"
    BEGIN = 0x02

    def __init__(self, **options):
        super().__init__(**options)
        self._too_long = False

    def _take(self) -> tuple[int, list]:
        found = (at for at, one in enumerate(self._buffer) if one in self.ENDS)
        end = next(found, None)
        if end is None:
            if len(self._buffer) > LONGEST_FRAME:
                self._too_long = True
                self.dropped += len(self._buffer)
                return len(self._buffer), []
            return 0, []
        raw = bytes(self._buffer[:end])
        size = end + 1
        begins = raw.rfind(self.BEGIN) + 1
        if self._too_long and not begins:
            self._too_long = False
            self.dropped += size
            return size, []
        self._too_long = False
        self.dropped += begins - 1 if begins > 1 else 0
        return size, self._read_line(raw[begins:])

    def _read_line(self, raw: bytes) -> list:
        if not raw.strip():
            return []
        if len(raw) > LONGEST_FRAME or any(not 0x20 <= one < 0x7F for one in raw):
            self.dropped += len(raw)
            return []
        found = self._on_line(raw.decode("ascii").strip())
        if not found:
            self.dropped += len(raw)
        return found

    def _on_line(self, line: str) -> list:
        """The messages of one line; none: it was not understood."""
        raise NotImplementedError
