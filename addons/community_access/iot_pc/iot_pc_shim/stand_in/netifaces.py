"""The four functions of `netifaces` that the stock box calls, from Linux' own files.

netifaces 0.11 has no wheel and needs a compiler. This file is found only where the
real one is not installed (see `iot_pc_shim`).
"""

import fcntl
import socket
import struct
from pathlib import Path

AF_INET = int(socket.AF_INET)
AF_LINK = 17  # AF_PACKET

_SIOCGIFADDR = 0x8915
_SIOCGIFNETMASK = 0x891B
_ROUTES = Path("/proc/net/route")
_GATEWAY = 0x2  # RTF_GATEWAY


def interfaces() -> list[str]:
    return [name for _index, name in socket.if_nameindex()]


def ifaddresses(name: str) -> dict[int, list[dict[str, str]]]:
    """Addresses of one interface, the IPv4 one and that of the card."""
    found = {}
    card = Path("/sys/class/net", name, "address")
    if card.exists():
        found[AF_LINK] = [{"addr": card.read_text().strip()}]
    address = _ask(name, _SIOCGIFADDR)
    if address:
        netmask = _ask(name, _SIOCGIFNETMASK)
        found[AF_INET] = [{"addr": address, "netmask": netmask}]
    return found


def gateways() -> dict:
    """``{"default": {AF_INET: (address, interface)}}``, empty without a route."""
    default = {}
    for line in _ROUTES.read_text().splitlines()[1:]:
        name, target, gateway, flags = line.split()[:4]
        if target == "00000000" and int(flags, 16) & _GATEWAY:
            packed = struct.pack("<L", int(gateway, 16))
            default.setdefault(AF_INET, (socket.inet_ntoa(packed), name))
    return {"default": default}


def _ask(name: str, question: int) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        request = struct.pack("256s", name[:15].encode())
        try:
            answer = fcntl.ioctl(asked.fileno(), question, request)
        except OSError:
            return ""
    return socket.inet_ntoa(answer[20:24])
