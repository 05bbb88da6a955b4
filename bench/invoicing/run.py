"""Invoices of contracts: OCA's contract, one batched create and post, and ours.

The same contracts in one database and one run: four lines with a tax and a payment
term, from due to posted. Run with sizes as arguments (default 200 1000), for example
``python bench/invoicing/run.py 200 1000 10000``.
"""

import json
import os
import subprocess
import sys
import time

from bench.common import (
    answer,
    cpu_time,
    machine,
    open_env,
    peak_memory,
    print_table,
    run_part,
    stopwatch,
)
from bench.invoicing.world import LINES, World

SIZES = (200, 1000)
TWO = "ours, two processes"
BARS = {"ours": 3.0, TWO: 5.0}


def main(sizes: list[int]) -> int:
    with open_env() as env:
        World(env).prepare()
        env.cr.commit()
    rows, found = [], {}
    for number, size in enumerate(sizes):
        found[size] = measure(size)
        rows += write_rows(size, found[size])
        print(f"{number + 1} of {len(sizes)} sizes done", flush=True)
    columns = ["n", "what", "n/s", "times OCA", "n/s of work", "times OCA"]
    columns += ["ms of work", "queries", "peak MB", "more MB"]
    title = f"From due to posted, {LINES} lines, tax, payment term ({machine()})"
    print_table(title, columns, rows)
    print("Work: seconds of the process and of its database, whatever the load.\n")
    return judge(sizes, found)


def write_rows(size: int, figures: dict[str, dict]) -> list[list]:
    base = figures["OCA contract"]
    return [
        [
            size,
            name,
            f"{size / one['seconds']:.1f}",
            f"{base['seconds'] / one['seconds']:.2f}",
            f"{size / one['work']:.1f}",
            f"{base['work'] / one['work']:.2f}",
            f"{1000 * one['work'] / size:.1f}",
            f"{one['queries'] / size:.2f}",
            f"{one['memory']:.0f}",
            f"{one['growth']:.0f}",
        ]
        for name, one in figures.items()
    ]


def judge(sizes: list[int], found: dict[int, dict]) -> int:
    last, first = found[sizes[-1]], found[sizes[0]]
    missed = 0
    for name, bar in BARS.items():
        clock, work = (
            last["OCA contract"][unit] / last[name][unit]
            for unit in ("seconds", "work")
        )
        print(
            f"{name}: {clock:.2f} times OCA by the clock, {work:.2f} by work, ", end=""
        )
        print(f"bar {bar}.")
        missed += min(clock, work) < bar
    per = [
        one["ours"]["work"] / size
        for size, one in ((sizes[-1], last), (sizes[0], first))
    ]
    print(
        f"Work per invoice at the largest size: {per[0] / per[1]:.2f} times the first."
    )
    return int(missed > 0)


def measure(size: int) -> dict[str, dict]:
    """{what: figures}, each way on contracts of its own, in a process of its own."""
    found = {}
    for name, kind in {
        "OCA contract": "oca",
        "create and post": "plain",
        "ours": "ours",
    }.items():
        make(kind, size)
        found[name] = run_part(__file__, kind, str(size))
        report(name, found[name])
    make("ours", size)
    found[TWO] = measure_two(size)
    report(TWO, found[TWO])
    return found


def make(kind: str, size: int) -> None:
    with open_env() as env:
        World(env).make(kind, size)


def report(name: str, one: dict) -> None:
    print(f"{name}: {one['seconds']:.1f} s, {one['work']:.1f} s of work", flush=True)


def measure_two(size: int) -> dict:
    """Two processes, each with half of the contracts; begun at the same moment."""
    pipe = subprocess.PIPE
    children = [
        subprocess.Popen(
            [sys.executable, __file__, "half", str(size), part],
            stdin=pipe,
            stdout=pipe,
            text=True,
        )
        for part in ("0", "1")
    ]
    for child in children:
        child.stdout.readline()
    for child in children:
        child.stdin.write("go\n")
        child.stdin.flush()
    answers = [child.communicate()[0] for child in children]
    found = [json.loads(text.strip().splitlines()[-1]) for text in answers]
    return {
        "seconds": max(one["end"] for one in found)
        - min(one["begin"] for one in found),
        # What the slower one worked: the other works beside it.
        "work": max(one["work"] for one in found),
        "queries": sum(one["queries"] for one in found),
        "memory": max(one["memory"] for one in found),
        "growth": max(one["growth"] for one in found),
    }


def run(kind: str, size: int, part: int | None = None) -> None:
    with open_env() as env:
        world = World(env)
        expected = size if part is None else len(range(part, size, 2))
        if part is not None:
            # Both begin when both are ready, and look at the database from then on.
            print("ready", flush=True)
            sys.stdin.readline()
            env.cr.commit()
        memory, queries = peak_memory(), world.env.cr.sql_log_count
        begin, work = time.time(), cpu_time(world.env.cr)
        with stopwatch() as elapsed:
            made = (
                world.ours(size, part) if kind == "ours" else getattr(world, kind)(size)
            )
            seconds = elapsed()
        assert abs(made - expected) <= 1, (made, expected)
        answer(
            seconds=seconds,
            begin=begin,
            end=time.time(),
            work=cpu_time(world.env.cr) - work,
            queries=world.env.cr.sql_log_count - queries,
            memory=peak_memory(),
            growth=peak_memory() - memory,
        )


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments and arguments[0] == "half":
        run("ours", int(arguments[1]), int(arguments[2]))
    elif arguments and arguments[0] in ("oca", "plain", "ours"):
        run(arguments[0], int(arguments[1]))
    else:
        chosen = [int(each) for each in arguments] or list(SIZES)
        named = os.environ.get("BENCH_SIZES")
        sys.exit(main([int(each) for each in named.split()] if named else chosen))
