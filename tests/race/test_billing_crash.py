"""Billing is killed at every point where it could leave half of something behind."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest

CONTRACTS = 20
# Each is a method of ours or of core: the process dies before it, or right after it.
POINTS = [
    ("community.contract", "_lock_to_bill"),
    ("community.contract", "_group_bills"),
    ("community.billing", "_create_moves"),
    ("community.billing", "_post_moves"),
    ("community.contract.period", "_set_billed"),
    ("ir.cron", "_commit_progress"),
]
MOMENTS = [
    (model, name, when) for model, name in POINTS for when in ("before", "after")
]
SHORT = [
    ("community.billing", "_post_moves", "after"),
    ("community.contract.period", "_set_billed", "after"),
    ("ir.cron", "_commit_progress", "after"),
]

PROGRAM = textwrap.dedent("""
    import os, signal, sys
    import odoo
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry

    conf, database, model, name, when = sys.argv[1:6]
    odoo.tools.config.parse_config(["-c", conf, "-d", database, "--no-http"])
    registry = Registry(database)
    from odoo.addons.community_subscription.models import community_bill_run_work

    community_bill_run_work.BILL_CHUNK = 8
    if name != "nothing":
        kind, left = registry[model], [2]
        method = getattr(kind, name)

        def die(*arguments, **named):
            left[0] -= 1
            if when == "before" and not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            result = method(*arguments, **named)
            if when == "after" and not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        setattr(kind, name, die)
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        runs = env["community.bill.run"]
        runs._cron_bill()
        cr.commit()
        runs._cron_work()
        cr.commit()
""")


@pytest.fixture
def bill(odoo_conf, odoo_db, tmp_path):
    """``bill(model, method, when)`` bills in a process that dies there."""
    program = tmp_path / "bill.py"
    program.write_text(PROGRAM)

    def start(model="", name="nothing", when=""):
        command = [sys.executable, str(program), str(odoo_conf), odoo_db]
        return subprocess.Popen([*command, model, name, when])

    return start


def _prepare(env, count=CONTRACTS):
    """A club with contracts that are due today."""
    import club

    company = env["res.company"].create({"name": f"Crash {os.urandom(4).hex()}"})
    env.user.company_ids |= company
    env = env(context={**env.context, "allowed_company_ids": company.ids})
    partners = env["res.partner"].create([{"name": f"M {n}"} for n in range(count)])
    return club.subscribe(env, company, partners, price=50).ids


def _check(env, ids):
    """Nothing twice, nothing missed, and the next date is the next period."""
    contracts = env["community.contract"].browse(ids)
    today = contracts._get_today()
    moves = env["account.move"].search([("community_contract_id", "in", ids)])
    assert len(moves) == len(ids)
    assert set(moves.mapped("state")) == {"posted"}
    assert set(moves.community_contract_id.ids) == set(ids)
    for contract in contracts:
        billed = contract.period_ids.filtered(lambda row: row.state == "billed")
        assert len(billed) == 1, contract.name
        assert billed.move_id.amount_total == billed.amount_total == 50
        assert contract.next_bill_date > today
    names = moves.mapped("name")
    assert len(set(names)) == len(names)
    assert not env["community.bill.run"].search(
        [("state", "=", "running"), ("company_id", "=", contracts.company_id.id)]
    )


def _survives(registry, bill, moments):
    from odoo import SUPERUSER_ID, api

    for moment in moments:
        with registry.cursor() as cr:
            ids = _prepare(api.Environment(cr, SUPERUSER_ID, {}))
        died = bill(*moment)
        assert died.wait(timeout=300) == -signal.SIGKILL, moment
        assert bill().wait(timeout=300) == 0, moment
        with registry.cursor() as cr:
            _check(api.Environment(cr, SUPERUSER_ID, {}), ids)


@pytest.mark.timeout(900)
def test_killed_while_billing(odoo_db, _odoo_in_process, bill):
    """W6 (billing.crash_points): killed before a commit and after it: none twice."""
    from odoo.modules.registry import Registry

    _survives(Registry(odoo_db), bill, SHORT)


@pytest.mark.full
@pytest.mark.timeout(3600)
def test_killed_at_twelve_points(odoo_db, _odoo_in_process, bill):
    """W6 (billing.crash_points): twelve points of twenty contracts each."""
    from odoo.modules.registry import Registry

    _survives(Registry(odoo_db), bill, MOMENTS)


@pytest.mark.timeout(900)
def test_two_workers_bill_at_once(odoo_db, _odoo_in_process):
    """W6: two processes with the same contracts in hand: each is billed once."""
    import threading
    from collections import Counter

    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry
    from odoo.service.model import retrying

    registry = Registry(odoo_db)
    with registry.cursor() as cr:
        ids = _prepare(api.Environment(cr, SUPERUSER_ID, {}))
    made = Counter()

    def work(number):
        for begin in range(0, CONTRACTS, 4):
            with registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                contracts = env["community.contract"].browse(ids[begin : begin + 4])
                moves = retrying(contracts._bill, env)
                made[number] += len(moves)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(made.values()) == CONTRACTS, made
    with registry.cursor() as cr:
        _check(api.Environment(cr, SUPERUSER_ID, {}), ids)
