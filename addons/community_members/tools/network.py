"""The part of an internet address that stands for one household or office."""

from ipaddress import IPv6Address, ip_address, ip_network

IPV6_HOUSEHOLD = 64


def network_of(address: str) -> str:
    """IPv6 hands a whole network to everybody: who counts is the /64, not the host."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ip_network((parsed, IPV6_HOUSEHOLD), strict=False))
    return str(parsed)
