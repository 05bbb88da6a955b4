"""A copy of a living database, neutralized, reaches nobody for forty days."""

import socket
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

import pytest

# Core's own name for "nowhere" (RFC 6761).
NOWHERE = "invalid"
CORE_JOBS = (
    "payment.cron_post_process_payment_tx",
    "mail.ir_cron_mail_scheduler_action",
    "sms.ir_cron_sms_scheduler_action",
)


@contextmanager
def _nobody_is_reached():
    """Every try to reach another host, by name or address, is counted and fails."""
    tried = Counter()

    def name(host, *_args, **_options):
        tried[host] += 1
        raise socket.gaierror(f"blocked: {host}")

    def connect(self, address):
        tried[str(address)] += 1
        raise OSError(f"blocked: {address}")

    with (
        patch.object(socket, "getaddrinfo", name),
        patch.object(socket.socket, "connect", connect),
        patch.object(socket.socket, "connect_ex", connect),
    ):
        yield tried
    tried.pop(NOWHERE, None)


def _get_jobs(env):
    ours = env["ir.model.data"].search(
        [("model", "=", "ir.cron"), ("module", "=like", "community_%")]
    )
    core = [env.ref(name, raise_if_not_found=False) for name in CORE_JOBS]
    return ours.mapped("res_id") + [job.id for job in core if job]


def _prepare(world, database):
    """Due, announced, under way and unknown charges; mails and texts that wait."""
    with world.environment(database) as env:
        move_ids = world.prepare(env, 6)
        charges = env["community.charge"]
        moves = env["account.move"].browse(move_ids)
        charges._plan_due(moves[0].invoice_date)
        assert len(moves.community_charge_ids) == 6
        for charge in moves[:2].community_charge_ids:
            charge._open_transaction()
        moves[0].community_charge_ids.state = "unknown"
        moves.partner_id.write({"email": "payer@example.com", "phone": "+905321112233"})
        env["community.notice"]._send("pay_link", moves)
        # Core leaves providers in test mode as they are: the worst case. Written past
        # the model, which would archive the saved cards.
        env.cr.execute("UPDATE payment_provider SET state = 'test' WHERE code = 'none'")
        url = moves[0]._get_pay_url()
    return move_ids, url.rsplit("/", 1)[1]


def _live(world, database, days):
    from freezegun import freeze_time

    from odoo import fields

    now = fields.Datetime.now()
    with world.environment(database) as env:
        jobs = _get_jobs(env)
    assert len(jobs) > 10
    for day in days:
        with freeze_time(now + timedelta(days=day), tick=True):
            for job in jobs:
                with world.environment(database) as env:
                    env["ir.cron"].browse(job).method_direct_trigger()


def _check(odoo_db, days):
    import charge_world as world

    from odoo.modules.neutralize import neutralize_database
    from odoo.modules.registry import Registry

    from odoo.addons.community_subscription.tests.fake_bank import speak_to

    move_ids, token = _prepare(world, odoo_db)
    bank = "http://bank.example.com"
    with _nobody_is_reached() as tried, speak_to(bank, Registry(odoo_db)):
        with world.environment(odoo_db) as env:
            env["account.move"].browse(move_ids[2])._charge()
        assert tried, "the original does charge, and would be seen here"
    with world.environment(odoo_db) as env:
        neutralize_database(env.cr)
    Registry(odoo_db).clear_all_caches()
    with _nobody_is_reached() as tried, speak_to(bank, Registry(odoo_db)):
        _live(world, odoo_db, days)
    assert not tried, tried
    with world.environment(odoo_db) as env:
        moves = env["account.move"].browse(move_ids)
        assert not moves.transaction_ids.filtered(lambda tx: tx.state == "done")
        assert set(moves.mapped("payment_state")) == {"not_paid"}
        assert not env["community.pay.link"]._find(token), "a link of the original"


def test_a_copy_reaches_nobody(odoo_db, _odoo_in_process):
    """ops.neutralize: all jobs on some days of forty, nothing leaves the house."""
    _check(odoo_db, (0, 2, 8, 40))


@pytest.mark.full
def test_a_copy_reaches_nobody_for_forty_days(copy_database, _odoo_in_process):
    """ops.neutralize: all jobs on each of forty days."""
    _check(copy_database(), range(41))
