"""Which protocols there are, by the names that the server's settings use."""

from .controllers import LockerBank, Turnstile
from .protocol import Protocol
from .readers import LineReader, Rdm6300, WiegandText
from .relays import LcusRelay, ModbusRelay

PROTOCOLS: dict[str, type[Protocol]] = {
    one.name: one
    for one in (
        LineReader,
        Rdm6300,
        WiegandText,
        LcusRelay,
        ModbusRelay,
        Turnstile,
        LockerBank,
    )
}


def make_protocol(name: str, options: dict) -> Protocol | None:
    """None for a name that this box does not know: it may be older than the server."""
    kind = PROTOCOLS.get(name)
    return kind(**options) if kind else None
