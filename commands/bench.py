"""``./community bench``: measures against peers, on one database, in one run."""

import subprocess
from argparse import Namespace
from pathlib import Path

from . import debian
from .console import Steps, say
from .databases import Databases
from .errors import CommandError
from .layout import Layout
from .prepare import Workspace, prepare

PEERS_FILE = "addons.txt"


def add_commands(commands) -> None:
    parser = commands.add_parser("bench", help="run the benchmarks, or some of them")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a folder of bench/")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    layout = Layout.of_checkout()
    folder = layout.root / "bench"
    known = sorted(path.parent.name for path in folder.glob("*/run.py"))
    names = arguments.names or known
    for name in names:
        if name not in known:
            raise CommandError(f"There is no bench/{name}/run.py.", f"Known: {known}")
    steps = Steps()
    workspace = prepare(
        layout,
        steps,
        programs=[debian.POSTGRES_CLIENT],
        peers=folder / "requirements.txt",
    )
    databases = workspace.databases("bench", max_cron_threads=0)
    failed = [name for name in names if not _run_one(workspace, databases, name)]
    steps.report()
    if failed:
        say(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


def _run_one(workspace: Workspace, databases: Databases, name: str) -> bool:
    """:return: whether ``bench/<name>/run.py`` ended well

    The script finds its database and configuration in ``BENCH_DATABASE`` and
    ``BENCH_CONF``; a file ``addons.txt`` beside it names peers to install.
    """
    folder = workspace.layout.root / "bench" / name
    database = databases.name(f"bench-{name}", False)
    with workspace.steps.step(f"Database of {name}"):
        template = databases.ensure_suite(False, workspace.our_addons(), "bench")
        databases.drop(database)
        databases.copy(template, database)
        peers = _peers(folder)
        if peers:
            databases.install(database, peers)
    with workspace.steps.step(f"Benchmark {name}"):
        environment = {
            **workspace.server.tools_environment,
            "BENCH_DATABASE": database,
            "BENCH_CONF": str(databases.conf),
            "PYTHONPATH": str(workspace.layout.root),
        }
        script = [str(workspace.env.python), str(folder / "run.py")]
        code = subprocess.call(script, env=environment, cwd=workspace.layout.root)
    databases.drop(database)
    return code == 0


def _peers(folder: Path) -> list[str]:
    listed = folder / PEERS_FILE
    return listed.read_text().split() if listed.exists() else []
