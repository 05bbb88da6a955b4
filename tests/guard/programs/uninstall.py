"""Uninstalls add-ons: uninstall.py CONF DATABASE ADDON…"""

import sys

from odoo_program import configure, environment


def main(conf: str, database: str, names: list[str]):
    configure(conf)
    with environment(database) as env:
        modules = env["ir.module.module"].search(
            [("name", "in", names), ("state", "=", "installed")]
        )
        modules.button_immediate_uninstall()


main(sys.argv[1], sys.argv[2], sys.argv[3:])
