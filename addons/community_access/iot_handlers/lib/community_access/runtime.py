"""What makes one box of the parts, inside the stock process."""

import logging
import threading

from . import ears
from .bench import Bench
from .brain import Brain
from .clock import ServerClock
from .courier import Courier
from .journal import Journal
from .link import Link

_logger = logging.getLogger(__name__)

FILE = "community_access.sqlite"


class Runtime:
    """:param helpers: the stock box's module of that name"""

    def __init__(self, helpers):
        journal = Journal(helpers.path_file(FILE))
        clock = ServerClock(*journal.clock())
        self.bench = Bench()
        link = self._make_link(helpers, clock)
        self.brain = Brain(journal, clock, link, self.bench)
        self.brain.version = helpers.get_conf("iot_handlers_etag") or ""
        self.courier = Courier(self.brain, ears.look_after) if link else None
        self.brain.start()
        if self.courier:
            self.courier.start()

    def _make_link(self, helpers, clock: ServerClock) -> Link | None:
        url, token = helpers.get_odoo_server_url(), helpers.get_token()
        if not url or not token:
            _logger.warning("This box is not paired: gates work by what it knows")
            return None
        database = helpers.get_conf("db_name") or ""
        return Link(url, token, helpers.get_identifier(), database, clock)


_lock = threading.Lock()
_runtime: list[Runtime] = []


def get_runtime(helpers) -> Runtime:
    """The one of this process."""
    with _lock:
        if not _runtime:
            _runtime.append(Runtime(helpers))
        return _runtime[0]
