"""Finds an Odoo 19, or gets Debian's package of it into the user's cache.

Odoo is not on the Python package index; Debian's suite *sid* has it. It is read through
the mirror that apt already uses, in an apt state of its own, so that the machine's
sources stay as they are, and unpacked, not installed: its dependencies belong to sid.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import tarfile
from dataclasses import dataclass
from pathlib import Path

from .console import say, warn
from .errors import CommandError
from .layout import Layout
from .process import capture, exclusive, follow

SERIES = "19.0"
# Debian's package links its fonts and some JavaScript to other packages.
FROM_SID = (
    "odoo-19",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-inconsolata",
    "fonts-ocr-b",
    "fonts-glyphicons-halflings",
)
# sid's Font Awesome has other file names than the 4.7 that Odoo refers to.
FROM_STABLE = ("fonts-font-awesome",)
ALREADY_THERE = (
    "Or name an Odoo 19 that is already there: ODOO_HOME=/path/to/odoo ./community up"
)
SELFIE = "addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"


@dataclass(frozen=True)
class Odoo:
    """An Odoo on disk.

    :param python_path: the folder to import ``odoo`` from
    :param key: changes when the code does
    """

    python_path: Path
    key: str

    @property
    def package(self) -> Path:
        return self.python_path / "odoo"

    @property
    def addons_folders(self) -> list[Path]:
        """Installed, all are in the package; in a clone of Odoo only ``base`` is.

        Debian's package has an ``addons`` beside, too, with the Python files alone.
        """
        inside = self.package / "addons"
        installed = (inside / "web").is_dir()
        return [inside] if installed else [inside, self.python_path / "addons"]


def series_of(python_path: Path) -> str | None:
    """:return: ``19.0`` for an Odoo 19, read without importing it"""
    release = python_path / "odoo" / "release.py"
    if not release.is_file():
        return None
    found = re.search(r"^version_info = \((\d+), (\d+)", release.read_text(), re.M)
    return f"{found[1]}.{found[2]}" if found else None


def find(layout: Layout) -> Odoo:
    """:return: the Odoo to use, fetched if there is none"""
    return _named() or _importable(layout) or _cached(layout) or _fetch(layout)


def _named() -> Odoo | None:
    home = os.environ.get("ODOO_HOME")
    if not home:
        return None
    for folder in (Path(home).resolve(), Path(home).resolve().parent):
        series = series_of(folder)
        if series == SERIES:
            say(f"  ODOO_HOME: {folder}")
            return _existing(folder)
    raise CommandError(
        f"ODOO_HOME={home} is not an Odoo {SERIES}.",
        "Name the folder that holds the package `odoo` (with odoo/release.py), "
        "or unset ODOO_HOME to have it fetched.",
    )


def _importable(layout: Layout) -> Odoo | None:
    """The machine's own; not the cached one, which an active environment imports."""
    spec = importlib.util.find_spec("odoo")
    for location in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(location).parent
        if folder.is_relative_to(layout.cache):
            continue
        if series_of(folder) == SERIES:
            say(f"  importable: {folder}")
            return _existing(folder)
    return None


def _existing(folder: Path) -> Odoo:
    """A tree we do not own: its place and the time of its release stand for it."""
    text = f"{folder} {(folder / 'odoo/release.py').stat().st_mtime_ns}"
    return Odoo(folder, hashlib.sha256(text.encode()).hexdigest()[:12])


def _cached(layout: Layout) -> Odoo | None:
    kept = sorted((layout.cache / "odoo").glob("*/origin.json"))
    for origin in reversed(kept):
        tree = origin.parent / "usr/lib/python3/dist-packages"
        if series_of(tree) == SERIES:
            _complete_selfie(layout, tree)
            return Odoo(tree, origin.parent.name)
    return None


def _fetch(layout: Layout) -> Odoo:
    if not shutil.which("apt-get"):
        raise CommandError(
            "There is no Odoo 19 here, and no apt to get Debian's package with.",
            ALREADY_THERE,
        )
    with exclusive(layout.cache / "fetch.lock", "another checkout is fetching Odoo"):
        found = _cached(layout)
        if not found:
            _download(layout)
            _unpack(layout)
            found = _cached(layout)
    if not found:
        raise CommandError(
            f"The package of the archive is not Odoo {SERIES}.", ALREADY_THERE
        )
    return found


# ---- download ----------------------------------------------------------------


def _mirrors() -> list[tuple[str, str]]:
    """:return: address and suite of each Debian archive apt knows, without security"""
    lines = capture(
        [
            "apt-get",
            "indextargets",
            "--format",
            "$(REPO_URI) $(CODENAME)",
            "Created-By: Packages",
            "Component: main",
        ]
    ).splitlines()
    pairs = [tuple(line.split()) for line in lines if len(line.split()) == 2]
    return [
        (uri, suite)
        for uri, suite in dict.fromkeys(pairs)
        if "security" not in uri and "-" not in suite
    ]


def _private_apt(layout: Layout, uri: str, suite: str) -> list[str]:
    """:return: the options that give apt-get a state of its own"""
    state = layout.cache / "apt"
    for folder in ("lists/partial", "archives/partial"):
        (state / folder).mkdir(parents=True, exist_ok=True)
    keyring = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
    signed = f"[signed-by={keyring}] " if keyring.exists() else ""
    sources = state / "sources.list"
    sources.write_text(
        "".join(f"deb {signed}{uri} {name} main\n" for name in ("sid", suite))
    )
    settings = {
        "Dir::Etc::sourcelist": sources,
        "Dir::Etc::sourceparts": "-",
        "Dir::State::lists": state / "lists",
        "Dir::Cache": state,
        "Acquire::Languages": "none",
        # The sandbox user of apt cannot reach a cache in a private home.
        "APT::Sandbox::User": "root" if os.geteuid() == 0 else "",
    }
    return [
        part for key, value in settings.items() for part in ("-o", f"{key}={value}")
    ]


def _download(layout: Layout) -> None:
    debs = layout.cache / "debs"
    debs.mkdir(parents=True, exist_ok=True)
    log = layout.logs / "odoo.log"
    mirrors = _mirrors()
    if not mirrors:
        raise CommandError(
            "apt knows no Debian archive to get Odoo from.", ALREADY_THERE
        )
    uri, suite = mirrors[0]
    remedy = f"Check the network (apt-get update), then run again. {ALREADY_THERE}"
    options = _private_apt(layout, uri, suite)
    follow(["apt-get", *options, "update"], log, remedy)
    wanted = [f"{name}/sid" for name in FROM_SID]
    wanted += [f"{name}/{suite}" for name in FROM_STABLE]
    # apt verifies signatures and checksums, and continues a half-loaded file.
    follow(
        ["apt-get", *options, "download", *wanted],
        log,
        remedy,
        cwd=debs,
        news=lambda _line: f"{_megabytes(debs)} MB of about 130 MB",
    )


def _megabytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir()) // 1_000_000


# ---- unpack ------------------------------------------------------------------


def _newest_debs(folder: Path) -> list[Path]:
    """:return: for each wanted package the file apt wrote last"""
    newest = {}
    for path in sorted(folder.glob("*.deb"), key=lambda path: path.stat().st_mtime):
        newest[path.name.split("_")[0]] = path
    return [newest[name] for name in (*FROM_SID, *FROM_STABLE)]


def _unpack(layout: Layout) -> None:
    debs = _newest_debs(layout.cache / "debs")
    checksums = {deb.name: _sha256(deb) for deb in debs}
    version = debs[0].name.split("_")[1]
    total = hashlib.sha256(json.dumps(checksums, sort_keys=True).encode()).hexdigest()
    target = layout.cache / "odoo" / f"{version}-{total[:12]}"
    partial = target.with_name(f".{target.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    for deb in debs:
        follow(
            ["dpkg-deb", "-x", deb, partial],
            layout.logs / "odoo.log",
            f"Free some disk space, or delete {deb} to load it again, and run again.",
            news=lambda _line, name=deb.name: f"unpacking {name}",
        )
    origin = json.dumps(checksums, indent=2)
    (partial / "origin.json").write_text(origin)
    partial.rename(target)  # all at once: an interrupted run leaves no half tree


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _complete_selfie(layout: Layout, tree: Path) -> None:
    """Debian leaves out one asset whose absence every page reports as an error."""
    target = tree / "odoo" / SELFIE
    if target.is_file():
        return
    if not shutil.which("npm"):
        warn("npm is missing: pages log an error about selfie_segmentation.js")
        return
    folder = layout.cache / "npm-pack"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        follow(
            [
                "npm",
                "pack",
                "--silent",
                "@mediapipe/selfie_segmentation@0.1.1675465747",
            ],
            layout.logs / "odoo.log",
            "",
            cwd=folder,
        )
    except CommandError:
        warn("npm could not load @mediapipe/selfie_segmentation: going on without it")
        return
    archive = next(folder.glob("mediapipe-selfie_segmentation-*.tgz"))
    target.unlink(missing_ok=True)  # a link to nowhere
    target.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as packed:
        member = packed.extractfile(f"package/{target.name}")
        target.write_bytes(member.read())
