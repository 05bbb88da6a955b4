"""The virtual environment of a checkout, from pinned and cached wheels.

The wheels are kept in the user's cache: a second checkout, and a second environment of
the same one, install without the network.
"""

import hashlib
import json
import shutil
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .errors import CommandError
from .layout import Layout
from .odoo_source import Odoo
from .process import exclusive, follow

ODOO_PROGRAM = """#!{python}
from odoo.cli import main

if __name__ == "__main__":
    main()
"""
REMEDY = "Check the network (pip download Werkzeug), then run again: it continues."


@dataclass(frozen=True)
class PythonEnv:
    """:param key: changes when add-ons of others do, which databases hold"""

    folder: Path
    key: str

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    def program(self, name: str) -> Path:
        return self.folder / "bin" / name

    @property
    def odoo(self) -> Path:
        """Odoo's program: with workers it starts itself again, ``-m odoo`` cannot."""
        return self.program("odoo")

    @property
    def site_packages(self) -> Path:
        return next(self.folder.glob("lib/python3.*/site-packages"))

    @property
    def addons_folder(self) -> Path:
        """Where pip puts add-ons of others (``odoo-addon-*``)."""
        return self.site_packages / "odoo" / "addons"


def ensure(
    layout: Layout, odoo: Odoo, base: list[Path], extra: Path | None = None
) -> PythonEnv:
    """:return: an environment with these requirements

    :param base: decides the environment: another list, another folder's content
    :param extra: is added to it when first asked for (linters, test tools)
    """
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        raise CommandError(
            f"Odoo 19 runs on Python 3.11 to 3.13, this is {sys.version.split()[0]}.",
            "Run the command with another one: python3.11 community up",
        )
    folder = layout.state / (
        "venv" if len(base) == 1 else f"venv-{base[-1].parent.name}"
    )
    env = PythonEnv(folder, key_of_addons(base[0].read_text()))
    recipe = {
        "python": [sys.version, str(folder), ODOO_PROGRAM],
        "odoo": str(odoo.python_path),
        "requirements": checksum_of(base),
    }
    if not _is_stamped(folder / "community.json", recipe):
        _fill_pool(layout, base)
        _create(layout, odoo, folder)
        _install(layout, env, base)
        (folder / "community.json").write_text(json.dumps(recipe))
    if extra and not _is_stamped(folder / "extra.json", checksum_of([extra])):
        _fill_pool(layout, [extra])
        _install(layout, env, [extra])
        (folder / "extra.json").write_text(json.dumps(checksum_of([extra])))
    return env


def key_of_addons(requirements: str) -> str:
    """:return: a new one for another version of an add-on, not of any library"""
    lines = requirements.splitlines()
    addons = sorted(line for line in lines if line.startswith("odoo-addon-"))
    return hashlib.sha256("\n".join(addons).encode()).hexdigest()[:12]


def checksum_of(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _is_stamped(stamp: Path, recipe) -> bool:
    return stamp.is_file() and json.loads(stamp.read_text()) == recipe


def _create(layout: Layout, odoo: Odoo, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    follow(
        [sys.executable, "-m", "venv", folder],
        layout.logs / "python.log",
        "Install python3-venv, or free some disk space, and run again.",
        news=lambda _line: "creating the virtual environment",
    )
    packages = next(folder.glob("lib/python3.*/site-packages"))
    (packages / "community-odoo.pth").write_text(f"{odoo.python_path}\n")
    program = folder / "bin" / "odoo"
    program.write_text(ODOO_PROGRAM.format(python=folder / "bin" / "python"))
    program.chmod(0o755)


def _pool(layout: Layout) -> Path:
    """Wheels fit one Python on one platform."""
    platform = sysconfig.get_platform().replace("-", "_")
    tag = f"cp{sys.version_info[0]}{sys.version_info[1]}-{platform}"
    return layout.cache / "wheels" / tag


def _fill_pool(layout: Layout, requirements: list[Path]) -> None:
    """Download, or build, every wheel once; ``--no-deps`` as the lists are complete."""
    pool = _pool(layout)
    complete = pool / f"{checksum_of(requirements)}.complete"
    pool.mkdir(parents=True, exist_ok=True)
    if complete.exists():
        return
    with exclusive(layout.cache / "wheels.lock", "another checkout loads wheels"):
        with tempfile.TemporaryDirectory(dir=layout.cache) as fresh:
            command = [sys.executable, "-m", "pip", "wheel", "--no-deps"]
            command += ["--find-links", pool, "--wheel-dir", fresh]
            for file in requirements:
                command += ["-r", file]
            follow(command, layout.logs / "python.log", REMEDY, news=_pip_news)
            for wheel in Path(fresh).glob("*.whl"):
                wheel.replace(pool / wheel.name)
        complete.touch()


def _install(layout: Layout, env: PythonEnv, requirements: list[Path]) -> None:
    command = [env.python, "-m", "pip", "install", "--no-index", "--no-deps"]
    # Compiling all of it would take half of the time; Python does what is used.
    command += ["--no-compile", "--find-links", _pool(layout)]
    for file in requirements:
        command += ["-r", file]
    follow(
        command,
        layout.logs / "python.log",
        f"Delete {_pool(layout)} and run again: the wheels are loaded anew.",
        news=_pip_news,
    )


def _pip_news(line: str) -> str | None:
    words = line.split()
    if words[:1] in (["Collecting"], ["Processing"], ["Building"], ["Saved"]):
        return " ".join(words[:2])
    return words[0] + " the packages" if words[:1] == ["Installing"] else None
