"""Takes up swipes and tells the screens, from a thread: no gate waits for it."""

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from odoo.sql_db import db_connect
from odoo.tools import SQL

from odoo.addons.bus.models.bus import (
    ODOO_NOTIFY_FUNCTION,
    get_notify_payloads,
    json_dump,
)

from .community_access_inbox import take_up

# What a browser asks for, and the part of a company's channel that it then hears.
CHANNEL = "community_access.gates"
ROOM = "community_access"
NEWS = "community_access.event"
# Screens hear of all that happens within so long by one ring.
GATHER_SECONDS = 0.1

_logger = logging.getLogger(__name__)
_lock = threading.Lock()
# {database: {company: gates}}
_waiting = {}
_ringer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="community_access_bell")


def ring(database, news):
    """Tell screens that there is news; what comes meanwhile goes along.

    :param news: {company: gates}
    """
    with _lock:
        is_first = not _waiting
        waiting = _waiting.setdefault(database, {})
        for company, gates in news.items():
            waiting.setdefault(company, set()).update(gates)
    if is_first:
        _ringer.submit(_ring)


def _ring():
    time.sleep(GATHER_SECONDS)
    with _lock:
        waiting = dict(_waiting)
        _waiting.clear()
    for database, news in waiting.items():
        try:
            with db_connect(database).cursor() as cr:
                # What another process takes up at the same moment is no conflict.
                cr.execute(SQL("SET TRANSACTION ISOLATION LEVEL READ COMMITTED"))
                take_up(cr)
                channels = write_news(cr, news)
            with db_connect("postgres").cursor() as cr:
                _notify(cr, channels)
        except Exception:
            # The next swipe or report takes it up; screens ask every half minute, too.
            _logger.exception("The screens at the gates were not told.")


def write_news(cr, news):
    """One message for each company, as the bus writes its own; it names nobody.

    :return: the channels
    """
    channels = {
        company: (cr.dbname, "res.company", company, ROOM) for company in sorted(news)
    }
    rows = [
        (
            json_dump(channel),
            json_dump({"type": NEWS, "payload": {"gates": sorted(news[company])}}),
        )
        for company, channel in channels.items()
    ]
    cr.execute(
        SQL(
            "INSERT INTO bus_bus (channel, message, create_date, create_uid) "
            "SELECT news.*, now() AT TIME ZONE 'UTC', 1 FROM (VALUES %s) AS news",
            SQL(", ").join(SQL("%s", row) for row in rows),
        )
    )
    return [*channels.values()]


def _notify(cr, channels):
    for payload in get_notify_payloads(channels):
        cr.execute(
            SQL("SELECT %s('imbus', %s)", SQL.identifier(ODOO_NOTIFY_FUNCTION), payload)
        )
