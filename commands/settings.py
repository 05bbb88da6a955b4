"""Odoo's configuration for one purpose: odoo.conf, overridden where we must."""

from configparser import ConfigParser
from pathlib import Path

from .layout import Layout
from .odoo_source import Odoo
from .postgres import Server
from .python_env import PythonEnv

# odoo.conf is what production wants. On a developer's machine one threaded process
# starts fastest, reloads most easily, and is not killed while somebody debugs it.
# No limit would be 0 for a thread, but a worker it kills at once: a day serves both.
A_DAY = str(24 * 60 * 60)
AT_HOME = {
    "workers": "0",
    "proxy_mode": "False",
    "http_interface": "127.0.0.1",
    "limit_time_cpu": A_DAY,
    "limit_time_real": A_DAY,
    "logfile": "",
}


def write(
    layout: Layout, odoo: Odoo, env: PythonEnv, server: Server, name: str, **options
) -> Path:
    """:return: the written file, ``.community/<name>.conf``"""
    config = ConfigParser(interpolation=None)
    config.read(layout.root / "odoo.conf")
    folders = [*odoo.addons_folders, env.addons_folder, layout.addons]
    config["options"].update(
        {
            **AT_HOME,
            "addons_path": ",".join(str(path) for path in folders if path.is_dir()),
            "data_dir": str(layout.data),
            **server.odoo_options,
            **{key: str(value) for key, value in options.items()},
        }
    )
    target = layout.state / f"{name}.conf"
    with target.open("w") as handle:
        config.write(handle)
    target.chmod(0o600)  # it may hold a password
    return target
