#!/usr/bin/env python3
"""Lay out a stock IoT box on a PC: ``make_box.py ODOO TARGET``.

:param ODOO: a checkout of Odoo 19, or the folder ``…/dist-packages`` of its package
:param TARGET: a new folder; it gets ``odoo.conf`` beside ``odoo/``, as the stock code
    expects its configuration one folder above the checkout

Odoo is linked, not copied, but for ``iot_drivers``: its drivers come from the server
and are written there.
"""

import shutil
import sys
from pathlib import Path

START = """#!/usr/bin/env python3
import odoo.cli

if __name__ == "__main__":
    odoo.cli.main()
"""
CONF = """[options]
server_wide_modules = iot_pc_shim,iot_drivers,web
http_interface = 127.0.0.1
http_port = 8169
max_cron_threads = 0
list_db = False

[iot.box]

[community.box]
"""
ADDONS = ("base", "web")


def make_box(source: Path, target: Path) -> Path:
    """:return: the file to start"""
    package = source / "odoo"
    found = [source / "addons", package / "addons"]
    drivers = next(one for one in found if (one / "iot_drivers").is_dir())
    inside = target / "odoo"
    addons = inside / "odoo" / "addons"
    addons.mkdir(parents=True)
    # The stock code writes into the first, and Python imports from the second: an
    # installed Odoo elsewhere on the machine must not come before either.
    (inside / "addons").symlink_to(addons.relative_to(inside))
    for one in package.iterdir():
        if one.name not in ("addons", "__pycache__"):
            (inside / "odoo" / one.name).symlink_to(one)
    for one in (package / "addons").glob("*.py"):
        (addons / one.name).symlink_to(one)
    for name in ADDONS:
        there = [one / name for one in found if (one / name).is_dir()]
        if there:
            (addons / name).symlink_to(there[0])
    unused = shutil.ignore_patterns("__pycache__", "i18n")
    stock = drivers / "iot_drivers"
    shim = Path(__file__).resolve().with_name("iot_pc_shim")
    for one in (stock, shim):
        shutil.copytree(one, addons / one.name, ignore=unused)
    start = inside / "odoo-bin"
    start.write_text(START)
    conf = target / "odoo.conf"
    if not conf.exists():
        conf.write_text(CONF)
    return start


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.stdout.write(f"{make_box(Path(sys.argv[1]), Path(sys.argv[2]))}\n")
