"""Contracts with a due invoice and a saved card, for the tests of charging."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from club import subscribe

from odoo import SUPERUSER_ID, api, fields
from odoo.modules.registry import Registry

CHILD = Path(__file__).with_name("charge_child.py")


def prepare(env, number):
    """:return: ids of invoices, each of a contract of its own with a saved card"""
    from odoo.addons.community_subscription.tests.fake_bank import prepare_card

    company = env.company
    partners = env["res.partner"].create(
        [{"name": f"Payer {n}", "in_member_register": True} for n in range(number)]
    )
    contracts = subscribe(env, company, partners, price=10)
    contracts.plan_id.charge_policy_id.announce_days = 0
    for contract in contracts:
        token = prepare_card(env, company, contract.payer_id)
        contract.write({"payment_token_id": token.id, "auto_charge": True})
    moves = contracts._bill(fields.Date.today())
    assert len(moves) == number, contracts.mapped("bill_error")
    return moves.ids


@contextmanager
def environment(database):
    with Registry(database).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})
        cr.commit()


def kill_at(conf, database, url, jobs):
    """Charge in processes of their own, each of which dies at its point.

    :param jobs: pairs of a point and ids of invoices
    :return: whether each point was reached
    """
    command = [sys.executable, CHILD, conf, database, url, json.dumps(jobs)]
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def check_money(env, move_ids, charges):
    """What the bank took is what the ledger has; nothing twice, nothing lost."""
    taken = {}
    for charge in charges:
        number = charge["reference"].rsplit("-A", 1)[0]
        taken.setdefault(number, []).append(charge["amount"])
    assert all(len(amounts) == 1 for amounts in taken.values()), taken
    moves = env["account.move"].browse(move_ids)
    for move in moves:
        money = taken.get(move.name, [])
        assert (move.payment_state == "paid") == bool(money), (move.name, money)
        payments = move.transaction_ids.payment_id
        assert payments.mapped("amount") == money, (move.name, money)
    return moves
