"""What a billing night costs the gates: contracts billed with and without bands.

Each contract that is billed makes the pass of its member's band be compiled anew, in
the same transaction. The peer is the same billing of as many members without bands,
in the same run. Then all passes are compiled anew, as the job of a new day does.
"""

import os
import sys
import time

from bench.common import cpu_time, machine, open_env, peak_memory, print_table
from bench.invoicing.world import World

SIZE = int(os.environ.get("BENCH_SIZE", "10000"))
LIMIT = 1.3  # times the billing without bands
FIRST = 0x04200000000000


def main() -> int:
    with open_env() as env:
        World(env).prepare()
        World(env).env["community.access.rule"].create({"name": "Contract"})
        env.cr.commit()
    bill()  # what a first night sets up is asked for ever after
    figures = {"without bands": bill()}
    figures["with a band each"] = bill(with_bands=True)
    rows = [
        [
            name,
            f"{one['seconds']:.1f}",
            f"{1000 * one['work'] / SIZE:.2f}",
            f"{one['queries'] / SIZE:.2f}",
            f"{one['work'] / figures['without bands']['work']:.2f}",
        ]
        for name, one in figures.items()
    ]
    columns = ["night", "s", "ms of work each", "queries each", "times without"]
    print_table(f"{SIZE} contracts billed ({machine()})", columns, rows)
    again = compile_all()
    print(f"All {again['passes']} passes compiled anew in {again['seconds']:.1f} s, ")
    print(f"{again['queries']} queries; peak {peak_memory():.0f} MB")
    return int(float(rows[-1][-1]) > LIMIT)


def bill(with_bands: bool = False) -> dict:
    """Due contracts made, bands given out if asked for, then billed by the clock."""
    with open_env() as env:
        World(env).make("ours", SIZE)
        if with_bands:
            give_bands(World(env).env)
        env.cr.commit()
    with open_env() as env:
        world = World(env)
        begin, work = time.perf_counter(), cpu_time(world.env.cr)
        queries = world.env.cr.sql_log_count
        assert world.ours(SIZE) == SIZE
        return {
            "seconds": time.perf_counter() - begin,
            "work": cpu_time(world.env.cr) - work,
            "queries": world.env.cr.sql_log_count - queries,
        }


def give_bands(env) -> None:
    medium = env["community.access.medium"].create({"name": "Band"})
    contracts = env["community.contract"].search(
        [("company_id", "=", env.company.id)], order="id desc", limit=SIZE
    )
    bands = env["community.access.credential"].create(
        [
            {
                "uid": f"{FIRST + number:014X}",
                "medium_id": medium.id,
                "company_id": env.company.id,
            }
            for number in range(SIZE)
        ]
    )
    for number, (band, contract) in enumerate(zip(bands, contracts, strict=True)):
        band._issue(contract.partner_id)
        if number % 500 == 499:
            env.cr.commit()
            env.invalidate_all()
            print(f"{number + 1} of {SIZE} bands given out", flush=True)


def compile_all() -> dict:
    with open_env() as env:
        passes = env["community.access.pass"].search([])
        queries = env.cr.sql_log_count
        begin = time.perf_counter()
        for start in range(0, len(passes), 500):
            passes[start : start + 500]._refresh()
            env.cr.commit()
            env.invalidate_all()
        return {
            "passes": len(passes),
            "seconds": time.perf_counter() - begin,
            "queries": env.cr.sql_log_count - queries,
        }


if __name__ == "__main__":
    sys.exit(main())
