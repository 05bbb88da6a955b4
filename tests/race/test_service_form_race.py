"""A phone that sends one form over and over, two answers, and two heads at once."""

import threading
import uuid

PHONES = 4
HEADS = 3
PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


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


def _prepare(env):
    """:return: ids of an officer, two heads and more, a customer and a service type"""
    mark = uuid.uuid4().hex[:8]
    role = "community_helpdesk.group_helpdesk_"
    users = env["res.users"].create(
        [
            {
                "name": f"Head {number}" if number else "Officer",
                "login": f"form_race_{mark}_{number}",
                "group_ids": [
                    (4, env.ref(role + ("manager" if number else "officer")).id)
                ],
            }
            for number in range(HEADS + 1)
        ]
    )
    customer = env["res.partner"].create(
        {"name": f"Customer {mark}", "email": f"{mark}@example.org"}
    )
    status = env["community.service.status"].create({"name": f"Service {mark}"})
    product = env["product.product"].create({"name": mark, "type": "service"})
    kind = env["community.service.type"].create(
        {"name": mark, "status_id": status.id, "product_id": product.id}
    )
    return users.ids, customer.id, kind.id


def _sent(customer_id, type_id):
    return {
        "key": str(uuid.uuid4()),
        "customer_id": customer_id,
        "type_id": type_id,
        "email": "office@example.org",
        "authorised": "Nino",
        "started": "2026-03-10T09:00:00Z",
        "ended": "2026-03-10T10:00:00Z",
        "fee": 50,
        "result": "Done.",
        "signature": PICTURE,
        "signed_by": "Nino",
    }


def test_sent_answered_and_closed_once(odoo_db, _odoo_in_process):
    """M34, M40, M44, domain 11.4: whatever comes at the same moment, there is one form,
    one answer, one service record and one invoice."""
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry

    registry = Registry(odoo_db)
    with registry.cursor() as cr:
        users, customer, kind = _prepare(api.Environment(cr, SUPERUSER_ID, {}))
    sent = _sent(customer, kind)

    def save(env):
        return env["community.service.form"]._save_from_phone(sent)

    assert _all_at_once(registry, [(users[0], save)] * PHONES) == []
    form_id, version_id = _look(registry, customer)

    def approve(score):
        return lambda env: (
            env["community.service.version"].browse(version_id)._approve(score)
        )

    def refuse(env):
        env["community.service.version"].browse(version_id)._object("Not so.")

    def look(env):
        form = env["community.service.form"].browse(form_id)
        answers = form.version_ids.filtered("answer")
        assert len(answers) == 1
        assert (form.state == "objected") == (answers.answer == "objected")
        if form.state == "objected":
            form.version_ids._with_pen().write({"answer": "approved"})
            form._keep({"state": "approved"})

    system = SUPERUSER_ID
    _all_at_once(
        registry, [(system, approve(9)), (system, approve(3)), (system, refuse)]
    )
    _all_at_once(registry, [(system, look)])

    def close(env):
        env["community.service.form"].browse(form_id).action_close()

    _all_at_once(registry, [(head, close) for head in users[1:]])
    with registry.cursor() as cr:
        form = api.Environment(cr, SUPERUSER_ID, {})["community.service.form"]
        form = form.browse(form_id)
        assert form.state == "closed"
        assert len(form.record_ids) == 1
        origin = [("invoice_origin", "=", form.number)]
        assert form.env["account.move"].search_count(origin) == 1


def _look(registry, customer):
    """:return: ids of the one form and its one version"""
    from odoo import SUPERUSER_ID, api

    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        forms = env["community.service.form"].search([("partner_id", "=", customer)])
        assert len(forms) == 1
        assert len(forms.version_ids) == 1
        return forms.id, forms.version_ids.id
