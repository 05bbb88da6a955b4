"""The one way out of the house: every call to a provider goes through `fetch`.

An address that a person typed into the settings must not lead into our own network.
The name is resolved once, every address it has is checked, and the connection is
made to the checked address: a name that changes its mind between the check and the
connection gains nothing. No redirects, no proxy or password from the environment,
a total time limit and a limit on what is read.
"""

import ipaddress
import socket
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import exceptions as low
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

TOTAL_SECONDS = 10
MOST_BYTES = 1_000_000


class BlockedError(Exception):
    """The address is none we may call: a mistake in the settings."""


class NotSentError(Exception):
    """The provider was not reached: it has nothing."""


class SilentError(Exception):
    """The provider was reached and did not answer properly: it may have it."""


@dataclass(frozen=True)
class Reply:
    """What came back; header names in small letters."""

    status: int
    text: str
    headers: dict = field(default_factory=dict)


def is_public(address: str) -> bool:
    """Whether an IP address is out in the open network."""
    try:
        ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    if mapped is not None and not is_public(str(mapped)):
        return False
    # The old private range of IPv6, which counts as global in Python's tables.
    if getattr(ip, "is_site_local", False):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def check_url(url: str, allow_plain: bool = False) -> None:
    """Refuse what is not a plain web address over TLS.

    :raises BlockedError: when it is not.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BlockedError("not an address") from None
    if parts.scheme not in (("https", "http") if allow_plain else ("https",)):
        raise BlockedError("only https")
    if not parts.hostname or parts.username or parts.password or port == 0:
        raise BlockedError("not an address")


def resolve(host: str, port: int, allow_private: bool = False) -> list[str]:
    """The addresses of a name, all of them allowed.

    :raises BlockedError: when one of them lies in a private network.
    :raises NotSentError: when the name has none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotSentError("the name has no address") from None
    addresses = list(dict.fromkeys(entry[4][0] for entry in found))
    if not allow_private and not all(map(is_public, addresses)):
        raise BlockedError("private network")
    return addresses


class _Pinned:
    """Connects to an address that was checked, under the name that was asked for."""

    allow_private = False

    def _new_conn(self):
        name = self._dns_host
        try:
            self._dns_host = resolve(name, self.port, self.allow_private)[0]
            return super()._new_conn()
        finally:
            self._dns_host = name


class _PinnedHTTP(_Pinned, HTTPConnection):
    pass


class _PinnedHTTPS(_Pinned, HTTPSConnection):
    pass


class _PinnedHTTPOpen(_PinnedHTTP):
    allow_private = True


class _PinnedHTTPSOpen(_PinnedHTTPS):
    allow_private = True


class _Adapter(HTTPAdapter):
    def __init__(self, allow_private):
        self.allow_private = allow_private
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args, **kwargs):
        res = super().init_poolmanager(*args, **kwargs)
        plain, secure = (
            (_PinnedHTTPOpen, _PinnedHTTPSOpen)
            if self.allow_private
            else (_PinnedHTTP, _PinnedHTTPS)
        )
        pools = {
            "http": type("Pool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("Pools", (HTTPSConnectionPool,), {"ConnectionCls": secure}),
        }
        self.poolmanager.pool_classes_by_scheme = pools
        return res


def make_session(allow_private: bool = False) -> requests.Session:
    """A session whose connections are pinned to checked addresses."""
    session = requests.Session()
    session.trust_env = False
    adapter = _Adapter(allow_private)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


def fetch(
    method: str,
    url: str,
    *,
    allow_private: bool = False,
    allow_plain: bool = False,
    seconds: float = TOTAL_SECONDS,
    **arguments,
) -> Reply:
    """Call a provider.

    :raises BlockedError, NotSentError, SilentError: none of their texts holds the
        address, the headers or the body, which may hold secrets.
    """
    check_url(url, allow_plain)
    seconds = min(seconds, TOTAL_SECONDS)
    deadline = time.monotonic() + seconds
    with make_session(allow_private) as session:
        try:
            response = session.request(
                method,
                url,
                timeout=seconds,
                allow_redirects=False,
                stream=True,
                **arguments,
            )
            text = _read(response, deadline)
        except (BlockedError, NotSentError, SilentError):
            raise
        except _NOT_WRITABLE:
            raise BlockedError("the request cannot be written") from None
        except (requests.RequestException, low.HTTPError, OSError) as error:
            raise _told_apart(error) from None
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Reply(response.status_code, text, headers)


def _read(response, deadline) -> str:
    chunks, size = [], 0
    for chunk in response.iter_content(65536):
        size += len(chunk)
        if size > MOST_BYTES:
            raise SilentError("the answer is too long")
        if time.monotonic() > deadline:
            raise SilentError("the answer took too long")
        chunks.append(chunk)
    return b"".join(chunks).decode("utf-8", "replace")


_NOT_WRITABLE = (
    requests.exceptions.InvalidHeader,
    requests.exceptions.InvalidSchema,
    requests.exceptions.InvalidURL,
    requests.exceptions.MissingSchema,
    low.LocationParseError,
    UnicodeError,
)
_BEFORE_SENDING = (
    low.NewConnectionError,
    low.ConnectTimeoutError,
    low.SSLError,
    requests.ConnectTimeout,
    requests.exceptions.SSLError,
)


def _told_apart(error: BaseException) -> Exception:
    """Whether an error came before the provider could have anything."""
    seen = set()
    waiting = [error]
    while waiting:
        found = waiting.pop()
        if found is None or id(found) in seen:
            continue
        seen.add(id(found))
        if isinstance(found, (BlockedError, NotSentError)):
            return found
        if isinstance(found, _BEFORE_SENDING):
            return NotSentError("no connection")
        waiting += [found.__cause__, found.__context__, getattr(found, "reason", None)]
        waiting += [x for x in found.args if isinstance(x, BaseException)]
    return SilentError("no proper answer")
