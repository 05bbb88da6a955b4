"""Wakes up the bus from a thread of its own, so that no gate waits for it."""

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from odoo.sql_db import db_connect
from odoo.tools import SQL

from odoo.addons.bus.models.bus import ODOO_NOTIFY_FUNCTION, get_notify_payloads

# Screens hear of all that happens within so long by one ring.
GATHER_SECONDS = 0.1

_logger = logging.getLogger(__name__)
_lock = threading.Lock()
_waiting = set()
_ringer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="community_access_bell")


def ring(channels):
    """Tell the bus that there is news; what comes meanwhile goes along."""
    with _lock:
        is_first = not _waiting
        _waiting.update(channels)
    if is_first:
        _ringer.submit(_ring)


def _ring():
    time.sleep(GATHER_SECONDS)
    with _lock:
        channels = sorted(_waiting)
        _waiting.clear()
    try:
        with db_connect("postgres").cursor() as cr:
            for payload in get_notify_payloads(channels):
                cr.execute(
                    SQL(
                        "SELECT %s('imbus', %s)",
                        SQL.identifier(ODOO_NOTIFY_FUNCTION),
                        payload,
                    )
                )
    except Exception:
        # Screens ask by themselves every half minute, too.
        _logger.exception("The screens at the gates were not told.")
