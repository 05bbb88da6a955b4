"""Keeps the stock box listening: it learns its channel once, when it starts.

If the server does not answer at that moment, the stock thread ends, or listens to a
channel of no name, and no command ever arrives until the box is started again. The same
after a box was paired anew. So, whenever the server answered us, look whether the stock
thread listens to what it should.
"""

import logging
import threading

from .clock import steady

_logger = logging.getLogger(__name__)

# The stock code starts its own thread only when our drivers are loaded.
START_SECONDS = 20.0
_born = steady()


def look_after() -> bool:
    """:return: whether there is nothing to wait for any more"""
    try:
        from odoo.addons.iot_drivers import main
    except ImportError:  # not in the stock process
        return True
    try:
        return _look_after(main.manager, main.WebsocketClient, steady() - _born)
    except Exception:
        # Again with the next sync; gates do not depend on it.
        _logger.exception("Listening to the server")
        return True


def _look_after(manager, client_of, age: float) -> bool:
    """:param client_of: the stock class, or what it is wrapped in; gives None while
    there is no server
    :param age: seconds since the box was started
    """
    if age < START_SECONDS:
        return False
    kind = getattr(client_of, "__wrapped__", client_of)
    listening = [one for one in threading.enumerate() if isinstance(one, kind)]
    if not manager.ws_channel:
        # It asks for the channel by telling what hangs on the box.
        manager._send_all_devices()
    channel = manager.ws_channel
    if not channel:
        return False
    for client in listening:
        if client.channel != channel:
            _logger.warning("From now on the server is listened to on another channel")
            client.channel = channel
            client.ws.close()
    if not listening:
        _logger.warning("Nobody listened to the server: from now on again")
        client = client_of(channel)
        if client:
            client.start()
    return True
