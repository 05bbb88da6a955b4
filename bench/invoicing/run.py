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
from datetime import date

from bench.common import (
    answer,
    machine,
    open_env,
    peak_memory,
    print_table,
    run_part,
    stopwatch,
)

SIZES = (200, 1000)
LINES = 4
BATCH = 100
DAY = date.today()
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


class World:
    """One club with an invoice's worth of products, a tax and a payment term."""

    def __init__(self, env):
        self.env = env
        self.company = env["res.company"].search([("name", "=", "Bench Club")])
        if self.company:
            env.user.company_ids |= self.company
            self.env = env(
                context={**env.context, "allowed_company_ids": self.company.ids}
            )

    def find(self, model, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        return self.env[model].search(domain, limit=1, order="id")

    def prepare(self):
        env = self.env
        self.company = env["res.company"].create({"name": "Bench Club"})
        env["account.chart.template"].try_loading(
            "generic_coa", self.company, install_demo=False
        )
        World.__init__(self, env)
        env = self.env
        tax = env["account.tax"].create(
            {
                "name": "Bench 18 %",
                "amount": 18,
                "company_id": self.company.id,
                "type_tax_use": "sale",
            }
        )
        term = env["account.payment.term"].create(
            {
                "name": "Bench 30 days",
                "company_id": self.company.id,
                "line_ids": [
                    (0, 0, {"value": "percent", "value_amount": 100, "nb_days": 30})
                ],
            }
        )
        products = env["product.product"].create(
            [
                {
                    "name": f"Bench {number}",
                    "type": "service",
                    "list_price": 10 + number,
                    "taxes_id": [(6, 0, tax.ids)],
                }
                for number in range(LINES)
            ]
        )
        env["community.plan"].create(
            {
                "name": "Bench",
                "company_id": self.company.id,
                "track_profit": False,
                "payment_term_id": term.id,
                "line_ids": [(0, 0, {"product_id": each.id}) for each in products],
            }
        )
        # The first invoice of a company sets things up that are asked for ever after.
        partner = env["res.partner"].create({"name": "Bench first"})
        move = env["account.move"].create(
            self.prepare_move(partner, products, tax, term)
        )
        move.action_post()

    def prepare_move(self, partner, products, tax, term):
        return {
            "move_type": "out_invoice",
            "partner_id": partner.id,
            "invoice_date": DAY,
            "invoice_payment_term_id": term.id,
            "invoice_line_ids": [
                (
                    0,
                    0,
                    {
                        "product_id": product.id,
                        "name": product.name,
                        "quantity": 1,
                        "price_unit": product.list_price,
                        "tax_ids": [(6, 0, tax.ids)],
                    },
                )
                for product in products
            ],
        }

    def get_parts(self):
        products = self.env["product.product"].search(
            [("name", "=like", "Bench _")], order="id"
        )
        return (
            products,
            self.find("account.tax", name="Bench 18 %"),
            self.find("account.payment.term", name="Bench 30 days"),
        )

    def make(self, kind, size):
        """Due contracts of one kind, and the statistics that a used database has."""
        env = self.env
        partners = env["res.partner"].create(
            [{"name": f"Bench {kind} {number}"} for number in range(size)]
        )
        if kind == "ours":
            self.make_ours(partners)
        elif kind == "oca":
            self.make_oca(partners)
        env.cr.commit()
        # See docs/benchmarks.md: without it one query of core runs for minutes.
        env.cr._cnx.autocommit = True
        env.cr.execute("ANALYZE")

    def make_ours(self, partners):
        plan = self.find("community.plan", name="Bench")
        contracts = self.env["community.contract"].create(
            [
                {
                    "plan_id": plan.id,
                    "partner_id": partner.id,
                    "company_id": self.company.id,
                    "date_start": DAY,
                }
                for partner in partners
            ]
        )
        for begin in range(0, len(contracts), 500):
            contracts[begin : begin + 500]._confirm()

    def make_oca(self, partners):
        products, tax, term = self.get_parts()
        del tax
        self.env["contract.contract"].with_context(tracking_disable=True).create(
            [
                {
                    "name": f"Bench {partner.id}",
                    "partner_id": partner.id,
                    "company_id": self.company.id,
                    "payment_term_id": term.id,
                    "generation_type": "invoice",
                    "contract_line_ids": [
                        (
                            0,
                            0,
                            {
                                "product_id": product.id,
                                "name": product.name,
                                "quantity": 1,
                                "price_unit": product.list_price,
                                "recurring_rule_type": "monthly",
                                "recurring_interval": 1,
                                "recurring_invoicing_type": "pre-paid",
                                "date_start": DAY,
                                "recurring_next_date": DAY,
                            },
                        )
                        for product in products
                    ],
                }
                for partner in partners
            ]
        )

    # What is measured

    def oca(self, size):
        env = self.env
        due = env["contract.contract"].search(
            [("company_id", "=", self.company.id), ("recurring_next_date", "<=", DAY)]
        )
        assert len(due) == size, len(due)
        env["contract.contract"]._cron_recurring_create(DAY)
        moves = env["account.move"].search(
            [("company_id", "=", self.company.id), ("state", "=", "draft")]
        )
        moves.action_post()
        env.cr.commit()
        return len(moves)

    def plain(self, size):
        products, tax, term = self.get_parts()
        partners = self.env["res.partner"].search(
            [("name", "=like", "Bench plain %")], order="id desc", limit=size
        )
        moves = self.env["account.move"].create(
            [self.prepare_move(each, products, tax, term) for each in partners]
        )
        moves.action_post()
        self.env.cr.commit()
        return len(moves)

    def ours(self, size, part=None):
        Contract = self.env["community.contract"]
        due = Contract.search(
            [("company_id", "=", self.company.id), ("next_bill_date", "<=", DAY)],
            order="id",
        ).ids
        assert len(due) == size, len(due)
        if part is not None:
            due = due[: size // 2] if part == 0 else due[size // 2 :]
        made = 0
        for begin in range(0, len(due), BATCH):
            made += len(Contract.browse(due[begin : begin + BATCH])._bill(DAY))
            self.env.cr.commit()
            self.env.invalidate_all()
        return made


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
