"""Two people, each with a connection of his own, decide on the same requests."""

import random
import threading
from collections import Counter

REQUESTS = 30
PEOPLE = 3


def _prepare(env):
    """Requests that one approval ends, and people who may each give it."""
    users = env["res.users"].create(
        [
            {
                "name": f"Approver {n}",
                "login": f"race_{n}",
                "group_ids": [(4, env.ref("base.group_user").id)],
            }
            for n in range(PEOPLE + 1)
        ]
    )
    maker, approvers = users[0], users[1:]
    maker.group_ids += env.ref("base.group_partner_manager")
    partners = env["res.partner"].create(
        [{"name": f"Member {n}", "ref": "0"} for n in range(REQUESTS)]
    )
    fields = env["ir.model.fields"]
    area = env["community.approval.area"].create(
        {
            "name": "Race",
            "step_ids": [(0, 0, {"name": "One", "user_ids": [(6, 0, approvers.ids)]})],
            "line_ids": [
                (
                    0,
                    0,
                    {
                        "model_id": env["ir.model"]._get("res.partner").id,
                        "field_ids": [(4, fields._get("res.partner", "ref").id)],
                    },
                )
            ],
        }
    )
    area.enabled = True
    for partner in partners.with_user(maker):
        partner.ref = f"asked {partner.id}"
    return area, approvers, partners


def test_two_approvers_give_one_decision(odoo_db, _odoo_in_process):
    """G49, G57: whoever is second is told so; each request is applied once."""
    from odoo import SUPERUSER_ID, api
    from odoo.exceptions import UserError
    from odoo.modules.registry import Registry
    from odoo.service.model import retrying

    registry = Registry(odoo_db)
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        area, approvers, _partners = _prepare(env)
        area_id, user_ids = area.id, approvers.ids
        request_ids = (
            env["community.change.request"].search([("area_id", "=", area.id)]).ids
        )
    outcome = Counter()

    def decide(user_id):
        order = request_ids[:]
        random.Random(user_id % 2).shuffle(order)
        for request_id in order:
            with registry.cursor() as cr:
                env = api.Environment(cr, user_id, {})
                change = env["community.change.request"].browse(request_id)
                try:
                    retrying(lambda change=change: change.action_approve("ok"), env)
                    outcome["done"] += 1
                except UserError:
                    outcome["told"] += 1

    threads = [threading.Thread(target=decide, args=(user,)) for user in user_ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        requests = env["community.change.request"].search([("area_id", "=", area_id)])
        assert requests.mapped("state") == ["approved"] * REQUESTS
        for request in requests:
            kinds = Counter(request.log_ids.mapped("kind"))
            assert kinds == {"asked": 1, "approve": 1, "apply": 1}, kinds
            partner = env["res.partner"].browse(request.res_id)
            assert partner.ref == f"asked {partner.id}"
        assert not env["community.approval.decision"]._find_altered()
    assert outcome["done"] == REQUESTS, outcome
    assert outcome["told"] == REQUESTS * (PEOPLE - 1), outcome
