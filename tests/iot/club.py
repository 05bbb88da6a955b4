"""The parts of a small club, put together."""

import json
import tempfile
from pathlib import Path

from . import simulators
from .fake_server import FakeServer
from .stock_box import IDENTIFIER, StockBox, wait_until

ADA, BORA, ADMIN = "04A2B3C4D5E680", "04A2B3C4D5E681", "04A2B3C4D5E6FF"
ZONE, GATE = 7, 3


class House:
    """A turnstile with readers and feedback, a reader and a relay at a door, a bank of
    lockers, all at one box.
    """

    # Those of the relay that belong to a gate.
    contacts = frozenset((1, 2))

    def __init__(self, folder: Path, source: Path):
        self.box = StockBox(folder, source)
        # The names of devices are those of their links: short, and the same each time.
        self._ports = Path(tempfile.mkdtemp(prefix="club"))
        self.turnstile = simulators.TurnstileController(self._ports / "turnstile")
        self.reader = simulators.Reader(self._ports / "reader")
        self.relay = simulators.RelayBoard(self._ports / "relay")
        self.lockers = simulators.LockerBank(self._ports / "lockers")
        self.devices = [self.turnstile, self.reader, self.relay, self.lockers]
        for device in self.devices:
            device.start()

    def name(self, device: simulators.Device) -> str:
        return "tty-" + str(device.link).strip("/").replace("/", "_")

    def wait_devices(self) -> None:
        wait_until(lambda: "PING" in self.turnstile.heard or self._died(), 60)
        wait_until(lambda: "PING" in self.lockers.heard, 30)
        wait_until(lambda: self.relay.contacts.keys() >= self.contacts, 30)

    def _died(self) -> bool:
        if self.box.child.poll() is not None:
            raise AssertionError(self.box.log_text()[-3000:])
        return False

    def kill_and_start(self) -> None:
        self.box.kill()
        self.forget_heard()
        self.box.start()

    def forget_heard(self) -> None:
        for one in (self.turnstile, self.lockers):
            one.heard.clear()
        self.relay.contacts.clear()

    def close(self) -> None:
        self.box.kill()
        for device in self.devices:
            device.stop()
        self._ports.rmdir()


class Club(House):
    """The house at a server that speaks the wire and nothing else."""

    def __init__(self, folder: Path, source: Path, members: int = 200):
        super().__init__(folder, source)
        self.members = members
        self.server = FakeServer().start()
        self.box.configure(self.server, [one.link for one in self.devices])
        self.seq = self._used = 0
        self.describe()

    def describe(self, **door) -> None:
        """What the server tells of the gates, and who may pass."""
        row = {"gate": GATE, "zone": ZONE, **door}
        other = {"gate": GATE + 1, "zone": ZONE + 1, "counts": False}
        turnstile, reader = self.name(self.turnstile), self.name(self.reader)
        relay = self.name(self.relay)
        self.server.world = {
            "doors": {
                turnstile: {"in": row, "out": row},
                reader: {"in": other, "out": other},
            },
            "schedules": {},
            "tariffs": {},
            "settings": {
                "devices": {
                    turnstile: {"protocol": "turnstile"},
                    reader: {
                        "protocol": "line",
                        "opens": {
                            "in": {"device": relay, "channel": 1},
                            "out": {"device": relay, "channel": 2},
                        },
                        "seconds": 3,
                    },
                    relay: {"protocol": "lcus"},
                    self.name(self.lockers): {
                        "protocol": "lockers",
                        "options": {"doors": 4},
                    },
                }
            },
        }
        self.server.passes = {
            ADA: member(1),
            BORA: member(2, bars=[["payment_overdue", "pay_now", {}, 0, 0]]),
            ADMIN: {"credential": 9, "partner": 9, "is_admin": True},
            **{uid_of(one): member(100 + one) for one in range(self.members)},
        }

    # ---- running ------------------------------------------

    def start(self) -> "Club":
        self.box.start()
        self.wait_ready()
        return self

    def wait_ready(self) -> None:
        """Connected, and every device was spoken to since the box was started."""
        wait_until(lambda: self.server.is_listened_to or self._died(), 60)
        self.wait_devices()

    def back_to_normal(self) -> None:
        """For the next test; nobody is held to a reader twice, so nobody is inside."""
        self.server.verdict, self.server.delay = None, 0.0
        self.server.forge = False
        self.turnstile.passes = True

    def new_uid(self) -> str:
        """Of somebody who may pass and was not here yet."""
        self._used += 1
        return uid_of(self._used - 1)

    def close(self) -> None:
        super().close()
        self.server.stop()

    # ---- commands ------------------------------------------

    def command(self, do: str, device=None, **facts) -> dict:
        """Sent over the bus; the payload is given back."""
        self.seq += 1
        name = self.name(device or self.turnstile)
        payload = self.server.command(name, do, facts.pop("seq", self.seq), **facts)
        self.server.send(IDENTIFIER, [name], payload)
        return payload

    def from_lan(self, device, payload: dict) -> bytes:
        """As anybody in the same network may send it."""
        params = {
            "session_id": "anybody",
            "device_identifier": self.name(device),
            "data": payload,
        }
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        return self.box.post("/iot_drivers/action", body.encode())


def uid_of(number: int) -> str:
    return f"04{number:012X}"


def member(credential: int, **facts) -> dict:
    """The row of a pass that opens the zones of the club for ever."""
    right = {
        "key": f"c{credential}",
        "name": "Gold",
        "zones": [ZONE, ZONE + 1],
        "stands": [[0, 0]],
    }
    return {"credential": credential, "partner": credential, "rights": [right], **facts}
