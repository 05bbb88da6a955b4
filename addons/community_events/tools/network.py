"""From which network somebody asks, as a fingerprint that is no address."""

import hmac
from hashlib import sha256
from ipaddress import ip_address, ip_network

from odoo.addons.community_members.tools.network import network_of

_LETTERS = 16
# Of a proxy or a house: everybody may come from there
_INSIDE = tuple(
    ip_network(text)
    for text in (
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "::1/128",
        "fc00::/7",
        "fe80::/10",
    )
)


def get_network(address: str) -> str:
    """An IPv4 address, or the /64 of an IPv6 one.

    Empty for what is neither, and for addresses that say nothing of a place because
    they are given anew in every house: a server behind a proxy sees its proxy's.
    """
    try:
        found = ip_address(address.strip())
    except ValueError:
        return ""
    found = getattr(found, "ipv4_mapped", None) or found
    if any(found in network for network in _INSIDE):
        return ""
    return network_of(str(found))


def get_fingerprint(key: bytes, address: str) -> str:
    """16 letters that are the same for the same network of the same event."""
    network = get_network(address)
    if not network:
        return ""
    return hmac.new(key, f"network:{network}".encode(), sha256).hexdigest()[:_LETTERS]
