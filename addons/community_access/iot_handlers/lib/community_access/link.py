"""Requests to the server; an answer without a good MAC is none."""

import json
import logging
import threading

import requests

from .clock import ServerClock, steady
from .rules import box_wire

_logger = logging.getLogger(__name__)

PATH = "/community/access/box/"
TIMEOUT = (3, 20)


class LinkError(Exception):
    """The server was not reached, or did not say anything that is to be believed."""


class Link:
    """:param url: of the server, without a path
    :param database: sent along, for a server with several
    """

    def __init__(
        self,
        url: str,
        token: str,
        identifier: str,
        database: str,
        clock: ServerClock,
    ):
        self.key = box_wire.derive_key(token)
        self._url, self._clock = url.rstrip("/") + PATH, clock
        self._headers = {
            "Authorization": f"Bearer {token}",
            "X-Community-Box": identifier,
            "X-Odoo-Database": database,
            "User-Agent": "OdooIoTBox/1.0",
        }
        # A session is not to be shared among threads.
        self._local = threading.local()
        self.on_clock = None

    def ask(self, what: str, question: dict, timeout=TIMEOUT) -> dict:
        """:raises LinkError:"""
        asked = steady()
        try:
            answer = self._session().post(
                self._url + what,
                data=json.dumps(question),
                headers={"Content-Type": "application/json"},
                timeout=timeout,
                allow_redirects=False,
            )
            body = answer.content
        except requests.RequestException as error:
            raise LinkError(f"{what}: {type(error).__name__}")
        answered = steady()
        if answer.status_code != 200:
            raise LinkError(f"{what}: status {answer.status_code}")
        if not box_wire.is_good(self.key, body, answer.headers.get("X-Community-Mac")):
            _logger.warning("Answer to %s without a good MAC, dropped", what)
            raise LinkError(f"{what}: bad MAC")
        return self._read(what, body, asked, answered)

    def _read(self, what: str, body: bytes, asked: float, answered: float) -> dict:
        try:
            found = json.loads(body)
            now = float(found["now"])
        except (KeyError, TypeError, ValueError):
            raise LinkError(f"{what}: not understood")
        wrong = self._clock.learn(now, asked, answered)
        if wrong and self.on_clock:
            self.on_clock(wrong)
        return found

    def _session(self) -> requests.Session:
        if not hasattr(self._local, "session"):
            self._local.session = requests.Session()
            self._local.session.headers.update(self._headers)
        return self._local.session
