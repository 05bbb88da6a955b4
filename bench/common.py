"""What the benchmarks share: a database, a clock, memory, and a table to print."""

import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import requests

PATIENCE = 90  # seconds until a server has to answer


@contextlib.contextmanager
def open_env(login: str = "admin") -> Iterator[Any]:
    """An Odoo environment on the database that the benchmark was given."""
    import odoo
    from odoo.modules.registry import Registry

    database, conf = os.environ["BENCH_DATABASE"], os.environ["BENCH_CONF"]
    odoo.tools.config.parse_config(["-c", conf, "-d", database, "--log-level=warn"])
    registry = Registry(database)
    with registry.cursor() as cr:
        env = odoo.api.Environment(cr, odoo.SUPERUSER_ID, {})
        user = env["res.users"].search([("login", "=", login)], limit=1)
        yield env(user=user.id, context={"lang": "en_US"})


@contextlib.contextmanager
def serve_odoo(workers: int, ready: str = "/web/login", *options: str) -> Iterator[str]:
    """Odoo with workers on a free port, stopped afterwards.

    :param ready: the page that has to answer before we start
    :return: the server's address
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    database = os.environ["BENCH_DATABASE"]
    command = [sys.executable, "-m", "odoo", "-c", os.environ["BENCH_CONF"]]
    command += ["-d", database, "--db-filter", f"^{database}$", "--log-level=error"]
    command += [f"--http-port={port}", f"--workers={workers}", "--max-cron-threads=0"]
    command += ["--http-interface=127.0.0.1", "--gevent-port=0", *options]
    base = f"http://127.0.0.1:{port}"
    patient = {**os.environ, "ODOO_HTTP_SOCKET_TIMEOUT": "20"}  # see docs/deploy.md
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, env=patient) as server:
        try:
            wait_for(f"{base}{ready}")
            yield base
        finally:
            server.terminate()


def wait_for(url: str) -> None:
    """:raises TimeoutError: no good answer within `PATIENCE` seconds"""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(requests.ConnectionError):
            if requests.get(url, timeout=60).ok:
                return
        time.sleep(1)
    raise TimeoutError(f"{url} does not answer")


def peak_memory() -> float:
    """Largest resident size of this process so far, in MB.

    From the kernel's status of the process: what `getrusage` says of a child begins
    with the size of its parent.
    """
    status = Path("/proc/self/status").read_text()
    line = next(one for one in status.splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def cpu_time(cr: Any = None) -> float:
    """Seconds of work of this process and of its PostgreSQL backend, if it is here.

    Unlike the time on the clock they say the same however busy the machine is.
    """
    seconds = time.process_time()
    if cr is not None:
        backend = Path(f"/proc/{cr._cnx.info.backend_pid}/stat")
        with contextlib.suppress(OSError):
            # The name of the program, in brackets, may hold spaces.
            fields = backend.read_text().rpartition(")")[2].split()
            ticks = int(fields[11]) + int(fields[12])
            seconds += ticks / os.sysconf("SC_CLK_TCK")
    return seconds


def run_part(script: str, part: str, *arguments: str) -> dict:
    """Run one part of a benchmark in a process of its own, and return its figures.

    The process answers with one line of JSON, the last one it prints.
    """
    done = subprocess.run(
        [sys.executable, script, part, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.strip().splitlines()[-1])


def answer(**figures: Any) -> None:
    print(json.dumps(figures))


@contextlib.contextmanager
def stopwatch() -> Iterator[Callable[[], float]]:
    start = time.perf_counter()
    yield lambda: time.perf_counter() - start


def measure(env: Any, action: Callable[[], Any], times: int = 7) -> tuple[int, float]:
    """Queries of one run from an empty cache, and the median time in ms."""
    seconds = []
    for _time in range(times):
        env.invalidate_all()
        before = env.cr.sql_log_count
        with stopwatch() as elapsed:
            action()
            seconds.append(elapsed())
        queries = env.cr.sql_log_count - before
    return queries, statistics.median(seconds) * 1000


def print_table(title: str, columns: list[str], rows: list[list[Any]]) -> None:
    cells = [columns] + [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    print(f"\n{title}")
    for number, row in enumerate(cells):
        print(" | ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)))
        if not number:
            print("-|-".join("-" * width for width in widths))
    sys.stdout.flush()


def machine() -> str:
    cores = os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{cores} cores, {memory:.0f} GB of memory"
