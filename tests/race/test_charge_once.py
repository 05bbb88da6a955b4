"""Money is taken once, whatever the bank, the network and the machine do."""

import os
import random
import threading
import time
from collections import Counter
from datetime import timedelta

import pytest

POINTS = (
    "before the try exists",
    "before the claim",
    "before the transaction",
    "before the claim is on disk",
    "after the claim is on disk",
    "before the call",
    "after the call",
    "after the answer is read",
    "before the answer is on disk",
    "after the answer is on disk",
    "before the payment",
    "before the payment is on disk",
    "at the end",
)


@pytest.fixture
def world(odoo_db, _odoo_in_process):
    import charge_world

    return charge_world


def _webhook(world, database):
    """The bank's messages arrive in a connection of their own, as by HTTP."""
    from odoo.service.model import retrying

    def notify(data):
        with world.environment(database) as env:
            transactions = env["payment.transaction"].sudo()
            retrying(lambda: transactions._process("none", data), env)

    return notify


def _reconcile(world, database, bank, rounds=4):
    """Hours pass: the bank sends its messages, the job looks at what is open."""
    from freezegun import freeze_time

    from odoo import fields

    bank.send_webhooks()
    now = fields.Datetime.now()
    for hour in range(1, rounds + 1):
        with (
            freeze_time(now + timedelta(hours=hour), tick=True),
            world.environment(database) as env,
        ):
            charges = env["community.charge"]
            for charge in charges._search_due(fields.Date.today()):
                charge._charge()
            for charge in charges._search_unsettled():
                charge._settle_unknown()
            env["payment.transaction"]._cron_post_process()


def test_fifty_at_once(odoo_db, world, monkeypatch):
    """billing.charge_once: fifty processes charge one invoice, there is one charge."""
    from odoo import sql_db
    from odoo.modules.registry import Registry

    from odoo.addons.community_subscription.tests.fake_bank import FakeBank, speak_to

    with world.environment(odoo_db) as env:
        move_ids = world.prepare(env, 1)
    # Fifty processes have a pool each; these threads share one.
    monkeypatch.setattr(sql_db._Pool, "_maxconn", 120)
    start = threading.Barrier(50)
    problems = []

    def charge():
        start.wait()
        try:
            with world.environment(odoo_db) as env:
                env["account.move"].browse(move_ids)._charge()
        except Exception as error:
            problems.append(error)

    with FakeBank() as bank, speak_to(bank.url, Registry(odoo_db), patience=5):
        threads = [threading.Thread(target=charge) for _n in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not problems, problems[:3]
        assert len(bank.calls) == len(bank.charges) == 1
        with world.environment(odoo_db) as env:
            moves = world.check_money(env, move_ids, bank.charges)
            assert len(moves.transaction_ids) == 1
            assert moves.payment_state == "paid"


def test_crash_points(odoo_db, odoo_conf, world):
    """billing.crash_points: killed anywhere, charged once, nothing lost."""
    from odoo.modules.registry import Registry

    from odoo.addons.community_subscription.tests.fake_bank import FakeBank, speak_to

    with world.environment(odoo_db) as env:
        move_ids = world.prepare(env, len(POINTS))
    with FakeBank() as bank, speak_to(bank.url, Registry(odoo_db), patience=5):
        jobs = [[point, [id_]] for point, id_ in zip(POINTS, move_ids, strict=True)]
        killed = world.kill_at(odoo_conf, odoo_db, bank.url, jobs)
        assert all(killed.values()), killed
        with world.environment(odoo_db) as env:
            env["account.move"].browse(move_ids)._charge()
        _reconcile(world, odoo_db, bank)
        with world.environment(odoo_db) as env:
            moves = world.check_money(env, move_ids, bank.charges)
            assert moves.mapped("payment_state") == ["paid"] * len(POINTS)
            states = Counter(moves.community_charge_ids.mapped("state"))
            assert states["done"] == len(POINTS), states
            assert not set(states) - {"done", "cancelled"}, states
            assert len(bank.charges) == len(POINTS)


@pytest.mark.full
def test_crash_points_of_many(odoo_db, odoo_conf, world):
    """billing.crash_points: twenty invoices in one process, killed at each point."""
    from odoo.modules.registry import Registry

    from odoo.addons.community_subscription.tests.fake_bank import FakeBank, speak_to

    with world.environment(odoo_db) as env:
        move_ids = world.prepare(env, 20 * len(POINTS))
    with FakeBank() as bank, speak_to(bank.url, Registry(odoo_db), patience=5):
        jobs = [
            [point, move_ids[20 * number : 20 * number + 20]]
            for number, point in enumerate(POINTS)
        ]
        killed = world.kill_at(odoo_conf, odoo_db, bank.url, jobs)
        assert all(killed.values()), killed
        with world.environment(odoo_db) as env:
            env["account.move"].browse(move_ids)._charge()
        _reconcile(world, odoo_db, bank)
        with world.environment(odoo_db) as env:
            moves = world.check_money(env, move_ids, bank.charges)
            assert set(moves.mapped("payment_state")) == {"paid"}


def _charge_once(odoo_db, world, seed, number):
    """Random faults for many invoices, by four processes at a time."""
    from odoo.modules.registry import Registry

    from odoo.addons.community_subscription.tests import fake_bank

    with world.environment(odoo_db) as env:
        move_ids = world.prepare(env, number)
    dice = random.Random(seed)
    faults = {}

    def mode_of(reference):
        return faults.setdefault(reference, dice.choice(fake_bank.MODES))

    def charge(ids):
        for move_id in ids:
            with world.environment(odoo_db) as env:
                env["account.move"].browse(move_id)._charge()

    order = move_ids * 2
    dice.shuffle(order)
    notify = _webhook(world, odoo_db)
    with (
        fake_bank.FakeBank(mode_of, notify=notify, patience=2) as bank,
        fake_bank.speak_to(bank.url, Registry(odoo_db), patience=2),
    ):
        parts = [order[n::4] for n in range(4)]
        threads = [threading.Thread(target=charge, args=(ids,)) for ids in parts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for reference, mode in list(faults.items()):
            if mode == fake_bank.PENDING:
                bank.settle(reference)
        _reconcile(world, odoo_db, bank)
        with world.environment(odoo_db) as env:
            moves = world.check_money(env, move_ids, bank.charges)
            unknown = moves.community_charge_ids.filtered(
                lambda row: row.state in ("sending", "pending", "unknown")
            )
            assert not unknown, [(row.display_name, row.error) for row in unknown]
            for move in moves.filtered(lambda move: move.payment_state != "paid"):
                sent = move.transaction_ids.mapped("reference")
                assert {faults[one] for one in sent} == {fake_bank.DECLINE}, sent
    return Counter(faults.values())


def test_charge_once(odoo_db, world):
    """billing.charge_once: 60 charges with random faults."""
    faults = _charge_once(odoo_db, world, seed=1, number=60)
    assert len(faults) >= 10, faults


@pytest.mark.full
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(1, 21))
def test_charge_once_a_thousand(odoo_db, world, seed):
    """billing.charge_once: a thousand charges, a seed each.

    Most of the time goes into core's payments, a quarter of a second each and more.
    COMMUNITY_CHARGE_NUMBER is another number of charges.
    """
    number = int(os.environ.get("COMMUNITY_CHARGE_NUMBER", "1000"))
    begin = time.monotonic()
    faults = _charge_once(odoo_db, world, seed, number)
    seconds = time.monotonic() - begin
    print(f"seed {seed}: {number} invoices in {seconds:.0f} s: {dict(faults)}")
