"""Start of every program that the guard rails run in a process of its own."""

import sys
from contextlib import contextmanager


def configure(conf: str):
    from odoo.netsvc import init_logger
    from odoo.tools import config

    config.parse_config(["-c", conf, "--no-http"])
    init_logger()


@contextmanager
def environment(database: str):
    """A superuser environment; what it does is kept."""
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry

    with Registry(database).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})
        cr.commit()


def say(text: str):
    sys.stdout.write(f"{text}\n")
