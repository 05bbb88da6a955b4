"""Makes the stock IoT box work on a Linux PC: load it before ``iot_drivers``.

The stock code knows the Raspberry Pi and Windows. Anything else is to it a developer's
machine: it is named ``test_identifier`` and loads no driver. Four things are set right
here and nothing else is touched:

* drivers and interfaces are loaded, all but those for Windows;
* the box has a name of its own: ``identifier`` of section ``[community.box]`` in
  odoo.conf, else the machine id of the PC, hashed;
* a server in the same network counts as reachable where there is no way out of it;
* ports that are not found by themselves are listed by hand (``ports``, with ``:``).
"""

import hashlib
import importlib.util
import logging
import os
import socket
import sys
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

_logger = logging.getLogger(__name__)

SECTION = "community.box"
_MACHINE_ID = Path("/etc/machine-id")


def _stand_in_for_missing() -> None:
    if importlib.util.find_spec("netifaces") is None:
        sys.path.append(str(Path(__file__).with_name("stand_in")))


def _import_without_starting():
    """The stock module starts its thread while it is imported: hold it back."""
    held, start = [], Thread.start

    def hold(thread):
        if type(thread).__name__ == "Manager":
            held.append(thread)
        else:
            start(thread)

    Thread.start = hold
    try:
        from odoo.addons.iot_drivers import main
    finally:
        Thread.start = start
    return main, held


def _set_right(main, helpers) -> None:
    identifier = _identifier(helpers)
    helpers.get_identifier = lambda: identifier
    main.manager.identifier = identifier
    helpers.get_handlers_files_to_load = _files_to_load
    helpers.get_ip = _with_local_server(helpers, helpers.get_ip)
    # Was computed by the stock code while it was imported.
    main.manager.domain = main.manager._get_domain()


def _identifier(helpers) -> str:
    named = helpers.get_conf("identifier", section=SECTION)
    if named:
        return named
    if not _MACHINE_ID.exists():
        raise RuntimeError(f"odoo.conf has no identifier in section [{SECTION}]")
    # The machine id itself is not to leave the machine (man 5 machine-id).
    machine = _MACHINE_ID.read_bytes().strip()
    return "pc-" + hashlib.sha256(b"community access box" + machine).hexdigest()[:24]


def _files_to_load(folder) -> list[str]:
    files = sorted(Path(folder).glob("*.py"))
    return [one.name for one in files if not one.stem.endswith("_W")]


def _with_local_server(helpers, stock):
    """The address by which the PC reaches its server, where there is no way beyond."""

    def get_ip():
        found = stock()
        url = urlsplit(helpers.get_odoo_server_url() or "")
        if found or not url.hostname:
            return found
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
            try:
                asked.connect((url.hostname, url.port or 443))
            except OSError:
                return None
            return asked.getsockname()[0]

    return get_ip


def _list_by_hand(helpers) -> None:
    from serial.tools import list_ports
    from serial.tools.list_ports_common import ListPortInfo

    stock = list_ports.comports

    def comports(include_links=False):
        named = helpers.get_conf("ports", section=SECTION) or ""
        there = [one for one in named.split(os.pathsep) if os.path.exists(one)]
        return [*stock(include_links), *(ListPortInfo(one) for one in there)]

    list_ports.comports = comports


def _load() -> None:
    _stand_in_for_missing()
    main, held = _import_without_starting()
    from odoo.addons.iot_drivers.tools import helpers
    from odoo.addons.iot_drivers.tools.system import IS_TEST

    if IS_TEST:
        _set_right(main, helpers)
    _list_by_hand(helpers)
    for thread in held:
        thread.start()
    _logger.info("IoT box on a PC: identifier %s", helpers.get_identifier())


_load()
