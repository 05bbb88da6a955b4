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
    machine,
    open_env,
    peak_memory,
    print_table,
    run_part,
    stopwatch,
)
from bench.invoicing.world import LINES, World

SIZES = (200, 1000)
ONE_PROCESS, TWO_PROCESSES = 3.0, 5.0


def main(sizes: list[int]) -> int:
    with open_env() as env:
        World(env).prepare()
        env.cr.commit()
    rows, ratios, flat = [], {}, {}
    for number, size in enumerate(sizes):
        figures = measure(size)
        base = figures["OCA contract"]["seconds"]
        for name, found in figures.items():
            per = 1000 * found["seconds"] / size
            rows.append(
                [
                    size,
                    name,
                    f"{size / found['seconds']:.1f}",
                    f"{per:.1f}",
                    f"{base / found['seconds']:.2f}",
                    f"{found['queries'] / size:.2f}" if found["queries"] else "",
                    f"{found['memory']:.0f}",
                    f"{found['growth']:.0f}",
                ]
            )
            ratios[name] = base / found["seconds"]
            flat.setdefault(name, []).append(per)
        print(f"{number + 1} of {len(sizes)} sizes done", flush=True)
    print_table(
        f"From due to posted, {LINES} lines, tax, payment term ({machine()})",
        ["n", "what", "n/s", "ms each", "times OCA", "queries", "peak MB", "more MB"],
        rows,
    )
    one, two = ratios["ours"], ratios["ours, two processes"]
    print(f"\nOne process: {one:.2f} times OCA contract (bar {ONE_PROCESS}).")
    print(f"Two processes: {two:.2f} times OCA contract (bar {TWO_PROCESSES}).")
    ours = flat["ours"]
    print(f"Per invoice at the largest size: {ours[-1] / ours[0]:.2f} times the first.")
    return int(one < ONE_PROCESS or two < TWO_PROCESSES)


def measure(size: int) -> dict[str, dict]:
    """{what: figures}, each way on contracts of its own, in a process of its own."""
    found = {}
    for name, kind in {
        "OCA contract": "oca",
        "create and post": "plain",
        "ours": "ours",
    }.items():
        run_part(__file__, "make", kind, str(size))
        found[name] = run_part(__file__, kind, str(size))
    run_part(__file__, "make", "ours", str(size))
    found["ours, two processes"] = measure_two(size)
    return found


def measure_two(size: int) -> dict:
    """Two processes, each with half of the contracts; begun at the same moment."""
    start = str(time.time() + 25)
    command = [sys.executable, __file__, "half"]
    children = [
        subprocess.Popen(
            [*command, str(size), part, start], stdout=subprocess.PIPE, text=True
        )
        for part in ("0", "1")
    ]
    answers = [child.communicate()[0] for child in children]
    found = [json.loads(text.strip().splitlines()[-1]) for text in answers]
    return {
        "seconds": max(one["end"] for one in found)
        - min(one["begin"] for one in found),
        "queries": sum(one["queries"] for one in found),
        "memory": max(one["memory"] for one in found),
        "growth": max(one["growth"] for one in found),
    }


def run(kind: str, size: int, part: int | None = None, start: float = 0) -> None:
    with open_env() as env:
        world = World(env)
        expected = size if part is None else len(range(part, size, 2))
        time.sleep(max(0.0, start - time.time()))
        memory, queries = peak_memory(), world.env.cr.sql_log_count
        begin = time.time()
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
            queries=world.env.cr.sql_log_count - queries,
            memory=peak_memory(),
            growth=peak_memory() - memory,
        )


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments and arguments[0] == "make":
        with open_env() as made_env:
            World(made_env).make(arguments[1], int(arguments[2]))
            answer(done=True)
    elif arguments and arguments[0] == "half":
        run("ours", int(arguments[1]), int(arguments[2]), float(arguments[3]))
    elif arguments and arguments[0] in ("oca", "plain", "ours"):
        run(arguments[0], int(arguments[1]))
    else:
        chosen = [int(each) for each in arguments] or list(SIZES)
        named = os.environ.get("BENCH_SIZES")
        sys.exit(main([int(each) for each in named.split()] if named else chosen))
