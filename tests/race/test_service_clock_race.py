"""One officer in several tabs, two officers on one contract, in the same moment."""

import threading
from datetime import datetime, timedelta

TABS = 6
ROUNDS = 3


def _all_at_once(registry, steps):
    """Each (user, step) with a connection of its own; steps that lose are tried again.

    :return: texts of what was refused
    """
    from odoo import api
    from odoo.exceptions import UserError
    from odoo.service.model import retrying

    refused, gate = [], threading.Barrier(len(steps))

    def run(user_id, step):
        with registry.cursor() as cr:
            env = api.Environment(cr, user_id, {})
            gate.wait()
            try:
                retrying(lambda: step(env), env)
            except UserError as error:
                refused.append(str(error))

    threads = [threading.Thread(target=run, args=step) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def _new_officers(env, count):
    group = env.ref("community_helpdesk.group_helpdesk_officer")
    return env["res.users"].create(
        [
            {
                "name": f"Officer {number}",
                "login": f"service_race_{count}_{number}",
                "group_ids": [(4, group.id)],
            }
            for number in range(count)
        ]
    )


def _start(partner_id):
    return lambda env: env["community.service.record"].start_for_customer(partner_id)


def test_tabs_of_one_officer(odoo_db, _odoo_in_process):
    """M2, M9: however many tabs start a clock at once, one runs."""
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry

    registry = Registry(odoo_db)
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        officer = _new_officers(env, 1).id
        names = [{"name": f"Customer {number}"} for number in range(TABS)]
        customers = env["res.partner"].create(names).ids
    for _round in range(ROUNDS):
        steps = [(officer, _start(partner_id)) for partner_id in customers]
        assert _all_at_once(registry, steps) == []
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            records = env["community.service.record"].search(
                [("user_id", "=", officer)]
            )
            running = records.filtered(lambda record: record.state == "running")
            assert len(running) == 1
            assert len(records.interval_ids.filtered(lambda one: not one.stop)) == 1


def _prepare_contract(env):
    """Three hours included, 40 for each beyond, and two records of two hours."""
    products = env["product.product"].create(
        [
            {"name": name, "type": "service", "list_price": 40.0, "taxes_id": False}
            for name in ("Dues of the race", "Hour of the race")
        ]
    )
    allowance = {
        "kind": "service_hours",
        "quantity": 3,
        "extra_product_id": products[1].id,
    }
    plan = env["community.plan"].create(
        {
            "name": "Help of the race",
            "require_signature": False,
            "track_profit": False,
            "line_ids": [(0, 0, {"product_id": products[0].id})],
            "allowance_ids": [(0, 0, allowance)],
        }
    )
    customer = env["res.partner"].create({"name": "Firm of the race"})
    contract = env["community.contract"].create(
        {"plan_id": plan.id, "partner_id": customer.id}
    )
    contract._confirm()
    return contract


def _prepare_record(env, officer, contract, status):
    record = (
        env["community.service.record"]
        .with_context(service_without_clock=True)
        .create(
            {
                "partner_id": contract.partner_id.id,
                "user_id": officer.id,
                "status_id": status.id,
            }
        )
    )
    now = datetime.now().replace(microsecond=0)
    times = (now, now + timedelta(hours=2))
    env["community.service.interval"]._with_pen().create(
        {
            "record_id": record.id,
            "user_id": officer.id,
            "start": times[0],
            "stop": times[1],
        }
    )
    record._refresh_time()
    return record


def test_two_officers_on_one_contract(odoo_db, _odoo_in_process):
    """G9: four hours of which three are included: one is billed, not none."""
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry

    registry = Registry(odoo_db)
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        contract = _prepare_contract(env)
        status = env["community.service.status"].create({"name": "Race"})
        steps = []
        for officer in _new_officers(env, 2):
            record = _prepare_record(env, officer, contract, status)
            steps.append((officer.id, _save(record.id)))
        contract_id = contract.id
    assert _all_at_once(registry, steps) == []
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        rows = env["community.contract"].browse(contract_id).period_ids
        usage = rows.filtered(lambda row: row.kind == "usage")
        assert sum(usage.mapped("usage_quantity")) == 4.0
        assert sum(usage.mapped("amount_total")) == 40.0


def _save(record_id):
    return lambda env: env["community.service.record"].browse(record_id).action_save()
