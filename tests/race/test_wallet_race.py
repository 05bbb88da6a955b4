"""One wallet, used by many at once: the sum is exact and never below zero."""

import random
import threading
import time
from collections import Counter

import psycopg2
import pytest

START = 100.0


def make_wallets(env):
    """:return: ids of two wallets with money, and of a cash journal"""
    company = env.company
    if not company.chart_template:
        env["account.chart.template"].try_loading(
            "generic_coa", company, install_demo=False
        )
    journals = env["account.journal"]
    journal = journals.search([("code", "=", "RACE")], limit=1) or journals.create(
        {"name": "Till", "type": "cash", "code": "RACE"}
    )
    people = env["res.partner"].create([{"name": "Busy"}, {"name": "Other"}])
    wallets = [partner._get_wallet(company, create=True) for partner in people]
    for wallet in wallets:
        wallet._top_up(START, journal, f"start:{wallet.id}")
    return [wallet.id for wallet in wallets], journal.id


def draw_steps(rng, count, wallet_ids, journal_id):
    """What one till does, each with an origin of its own."""
    kinds = rng.choices(["spend", "top_up", "transfer"], [8, 1, 1], k=count)
    steps = []
    for kind in kinds:
        origin, amount = f"race:{rng.getrandbits(64):x}", rng.randint(100, 900) / 100

        def step(env, kind=kind, origin=origin, amount=amount):
            busy, other = env["community.wallet"].browse(wallet_ids)
            if kind == "spend":
                busy._spend(amount, origin)
            elif kind == "top_up":
                busy._top_up(amount, env["account.journal"].browse(journal_id), origin)
            else:
                other._transfer(busy, amount, origin)

        steps.append(step)
    return steps


def run_till(registry, steps, outcome, gate):
    """Like a till over RPC: what fails by the hurry of others is asked for again."""
    from odoo import SUPERUSER_ID, api
    from odoo.exceptions import UserError
    from odoo.service.model import retrying

    gate.wait()
    for step in steps:
        for _patience in range(20):
            with registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                try:
                    retrying(lambda step=step, env=env: step(env), env)
                    outcome["done"] += 1
                    break
                except UserError:
                    cr.rollback()  # as the end of a request that was refused
                    outcome["refused"] += 1
                    break
                except psycopg2.OperationalError:
                    cr.rollback()
                    outcome["again"] += 1
        else:
            outcome["lost"] += 1


def race(odoo_db, tills, count):
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry

    registry, rng = Registry(odoo_db), random.Random(20260310)
    with registry.cursor() as cr:
        made = make_wallets(api.Environment(cr, SUPERUSER_ID, {}))
    outcome, gate = Counter(), threading.Barrier(tills)
    threads = [
        threading.Thread(
            target=run_till,
            args=(registry, draw_steps(rng, count, *made), outcome, gate),
        )
        for _till in range(tills)
    ]
    begin = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.monotonic() - begin
    print(f"{tills} tills, {tills * count} steps, {spent:.1f} s: {dict(outcome)}")
    with registry.cursor() as cr:
        check(api.Environment(cr, SUPERUSER_ID, {}), made[0], outcome, tills * count)


def check(env, wallet_ids, outcome, asked):
    """Everything asked for was done or refused; rows, balances and books tie."""
    assert outcome["done"] + outcome["refused"] == asked, outcome
    assert not outcome["lost"], outcome
    env.cr.execute(
        "SELECT wallet.balance, sum(entry.amount),"
        " count(*) FILTER (WHERE entry.origin LIKE 'race:%%'"
        "                  AND entry.kind != 'transfer_in')"
        " FROM community_wallet wallet"
        " JOIN community_wallet_entry entry ON entry.wallet_id = wallet.id"
        " WHERE wallet.id = ANY(%s) GROUP BY wallet.id",
        [wallet_ids],
    )
    rows = env.cr.fetchall()
    assert all(balance == total >= 0 for balance, total, _count in rows), rows
    assert sum(row[2] for row in rows) == outcome["done"], (rows, outcome)
    entries = env["community.wallet.entry"]
    assert entries._check_ledger() == []
    entries._post_pending(env.company)
    assert entries._check_ledger() == []


def test_one_wallet_at_many_tills(odoo_db, _odoo_in_process):
    """F45: six tills at once, one band."""
    race(odoo_db, tills=6, count=4)


@pytest.mark.full
def test_one_wallet_at_very_many_tills(odoo_db, _odoo_in_process):
    """F45: 32 tills at once, 50 purchases each."""
    race(odoo_db, tills=32, count=50)
