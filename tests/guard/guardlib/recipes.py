"""What the filler cannot guess: values for models whose rules it does not know.

A new model that the filler fails on gets an entry here. Each entry is a function of
the environment and the owner (``main`` and ``helper`` are ids of partners of theirs).
"""

from . import (
    recipes_access,
    recipes_changes,
    recipes_debts,
    recipes_event_points,
    recipes_events,
    recipes_helpdesk,
    recipes_helpdesk_forms,
    recipes_helpdesk_service,
    recipes_lockers,
    recipes_muster,
    recipes_pay,
    recipes_reports,
    recipes_wallet,
)


def assignment(env, owner):
    return {"person_id": owner.helper, "unit_id": owner.main, "department_id": False}


def card(env, owner):
    return {"partner_id": owner.main, "holder_id": False}


def points_entry(env, owner):
    return env["community.points.entry"]._post(
        [
            {
                "partner_id": owner.main,
                "amount": 1,
                "reason": owner.marker.text(),
                "origin_key": owner.marker.text(),  # the ledger posts a key once
            }
        ]
    )


def points_balance(env, owner):
    points_entry(env, owner)
    domain = [("partner_id", "=", owner.main)]
    return env["community.points.balance"].search(domain, limit=1)


def rank_history(env, owner):
    values = {"partner_id": owner.main, "kind": "raised", "date": owner.marker.day()}
    history = env["community.rank.history"]._with_pen()
    return history.create(values | {"reason": owner.marker.text()})


def activity_snapshot(env, owner):
    snapshot = env["community.activity.snapshot"]._with_pen()
    return snapshot.create({"partner_id": owner.main, "month": owner.marker.day()})


def change_request(env, owner):
    step = {"name": "Guarded", "user_ids": [(6, 0, env.ref("base.user_admin").ids)]}
    area = env["community.approval.area"].create(
        {
            "name": "Guarded",
            "company_id": env.company.id,
            "step_ids": [(0, 0, step)],
        }
    )
    requests = env["community.change.request"]
    line = {"field_name": "ref", "field_type": "char", "after": owner.marker.text()}
    with requests._own_hand():
        return requests.create(
            {
                "area_id": area.id,
                "operation": "write",
                "res_model": "res.partner",
                "res_id": owner.main,
                "res_name": owner.marker.text(),
                "reason": owner.marker.text(),
                "maker_id": env.uid,
                "company_id": env.company.id,
                "state": "cancelled",  # what waits would ask its deciders
                "step_id": area.step_ids.id,
                "line_ids": [(0, 0, line)],
            }
        )


def change_request_line(env, owner):
    return change_request(env, owner).line_ids


def approval_decision(env, owner):
    log = env["community.approval.decision"]
    return log._append(change_request(env, owner), "asked", owner.marker.text())


def application_attempt(env, owner):
    attempts = env["community.application.attempt"]
    return attempts.create({"key": owner.marker.text()})


def rank_simulation_rank(env, owner):
    """A new draft has a line for each rank there is."""
    draft = env["community.rank.simulation"].create({"name": owner.marker.text()})
    return draft.rank_line_ids


# Ledgers refuse to be created like this; each has its own way in.
MAKERS = {
    "community.activity.snapshot": activity_snapshot,
    "community.application.attempt": application_attempt,
    "community.approval.decision": approval_decision,
    "community.change.request": change_request,
    "community.change.request.line": change_request_line,
    "community.points.balance": points_balance,
    "community.points.entry": points_entry,
    "community.rank.history": rank_history,
    "community.rank.simulation.rank": rank_simulation_rank,
}


def application(env, owner):
    """In the inbox: neither confirmed by nobody nor decided by nobody."""
    return {"match_choice": False, "match_partner_id": False, "state": "pending"}


def coded(env, owner):
    return {"code": owner.marker.text()}


def area_line(env, owner):
    return {"model_id": env["ir.model"]._get_id("res.partner"), "all_fields": True}


def delegation(env, owner):
    """By the owner's own user, or by an employee who stands for the owner."""
    users = env["res.users"].with_context(active_test=False)
    mine = users.search([("partner_id", "=", owner.main)], limit=1)
    mine = mine or users.create(
        {
            "name": "Guard absent",  # an employee, whom all companies see
            "login": f"guard_absent_{owner.key.lower()}",
            "group_ids": [(6, 0, env.ref("base.group_user").ids)],
        }
    )
    day = owner.marker.day()
    return {
        "user_id": mine.id,
        "delegate_id": env.ref("base.user_admin").id,
        "date_from": day,
        "date_to": day,
    }


def message(env, owner):
    """What the channels write themselves, in fields that nobody edits."""
    return {
        "address": owner.marker.phone(),
        "body": owner.marker.text(),
        "channel": "sms",
        "company_id": env.company.id,
        "partner_id": owner.main,
    }


def delivery(env, owner):
    return message(env, owner) | {"occurrence": owner.marker.text()}


def inbound(env, owner):
    return message(env, owner) | {
        "provider": "guard",
        "message_id": owner.marker.text(),
        "received_at": f"{owner.marker.day()} 10:00:00",
    }


def receipt(env, owner):
    return {
        "provider": "guard",
        "message_id": owner.marker.text(),
        "number": owner.marker.phone(),
        "state": "delivered",
        "company_id": env.company.id,
    }


def simulated(env, owner):
    values = message(env, owner)
    return values | {"number": values.pop("address")}


def broadcast(env, owner):
    """To nobody, so that none of the guard's own questions sends it."""
    return {"domain": "[('id', '=', 0)]", "filter_id": False}


def preview(env, owner):
    return {"channel": "mail", "number": 1}


def notice(env, owner):
    return {"model_id": env["ir.model"]._get_id("res.partner")}


def notice_rule(env, owner):
    day = env["ir.model.fields"]._get("res.partner", "create_date")
    return {"date_field_id": day.id, "domain": "[]"}


def whatsapp_template(env, owner):
    return {"name": owner.marker.text().lower(), "body": owner.marker.text()}


def whatsapp_parameter(env, owner):
    return {"number": 1, "path": "name"}


def rank_move(env, owner):
    return {"partner_id": owner.main, "direction": "up"}


def plan(env, owner):
    """A plain plan that is not on the website, where everybody would read of it."""
    return {
        "anchor_day": 1,
        "anchor_month": 1,
        "company_id": env.company.id,
        "holder_kind": "anybody",
        "interval_unit": "month",
        "is_published": False,
        "require_signature": False,
        "seat_kind": "none",
        "term_number": 0,
        "track_profit": False,
    }


def contract(env, owner):
    """A draft that its member may read on the portal and accept."""
    return {
        "company_id": env.company.id,
        "offered_on": f"{owner.marker.day()} 10:00:00",
        "partner_id": owner.main,
        "payer_id": owner.main,
    }


RECIPES = {
    "community.contract": contract,
    "community.plan": plan,
    "community.activity.source": coded,
    "community.application": application,
    "community.approval.area.line": area_line,
    "community.approval.delegation": delegation,
    "community.notice": notice,
    "community.notice.broadcast": broadcast,
    "community.notice.broadcast.preview": preview,
    "community.notice.delivery": delivery,
    "community.notice.inbound": inbound,
    "community.notice.receipt": receipt,
    "community.notice.rule": notice_rule,
    "community.rank.criterion": coded,
    "community.rank.simulation.move": rank_move,
    "community.simulated.message": simulated,
    "community.whatsapp.template": whatsapp_template,
    "community.whatsapp.template.parameter": whatsapp_parameter,
    "community.member.assignment": assignment,
    "community.member.card": card,
}


# ---- records of core, whose methods the suite extends --------------------------------


def mail_server(env, owner):
    values = {"name": owner.marker.text(), "smtp_host": "localhost", "active": False}
    return env["ir.mail_server"].create(values)


def payment(env, owner):
    values = {"partner_id": owner.main, "amount": 1, "payment_type": "inbound"}
    return env["account.payment"].create(values | {"partner_type": "customer"})


def reconciliation(env, owner):
    """Of a copied invoice and its credit note: the owner's own stays unpaid."""
    invoice = env["account.move"].browse(owner.invoice)
    moves = invoice.copy() | invoice.copy({"move_type": "out_refund"})
    moves.action_post()
    lines = moves.line_ids.filtered(
        lambda line: line.account_id.account_type == "asset_receivable"
    )
    lines.reconcile()
    return lines.matched_debit_ids[:1]


def transaction(env, owner):
    provider = env["payment.provider"].search([], limit=1)
    method = env["payment.method"].with_context(active_test=False)
    return env["payment.transaction"].create(
        {
            "provider_id": provider.id,
            "payment_method_id": method.search([], limit=1).id,
            "reference": owner.marker.text(),
            "amount": 1,
            "currency_id": env.company.currency_id.id,
            "partner_id": owner.main,
        }
    )


def project(env, owner):
    company = env["res.partner"].browse(owner.main).company_id
    values = {"name": owner.marker.text(), "partner_id": owner.main}
    return env["project.project"].create(values | {"company_id": company.id})


def order_line(env, owner):
    """A line of words on an order: it needs no product."""
    order = env["sale.order"].create({"partner_id": owner.main})
    return env["sale.order.line"].create(
        {
            "order_id": order.id,
            "display_type": "line_note",
            "name": owner.marker.text(),
        }
    )


CORE_MAKERS = {
    "account.partial.reconcile": reconciliation,
    "account.payment": payment,
    "ir.mail_server": mail_server,
    "payment.transaction": transaction,
    "project.project": project,
    "sale.order.line": order_line,
}

MAKERS |= recipes_debts.MAKERS
RECIPES |= recipes_debts.RECIPES
MAKERS |= recipes_pay.MAKERS
MAKERS |= recipes_reports.MAKERS
RECIPES |= recipes_pay.RECIPES
RECIPES |= recipes_changes.RECIPES
MAKERS |= recipes_changes.MAKERS
RECIPES |= recipes_event_points.RECIPES
MAKERS |= recipes_events.MAKERS
RECIPES |= recipes_events.RECIPES
CORE_MAKERS |= recipes_events.CORE_MAKERS
CORE_MAKERS |= recipes_access.CORE_MAKERS
MAKERS |= recipes_access.MAKERS
MAKERS |= recipes_wallet.MAKERS
RECIPES |= recipes_wallet.RECIPES
MAKERS |= recipes_lockers.MAKERS
MAKERS |= recipes_muster.MAKERS
MAKERS |= recipes_helpdesk_service.MAKERS
MAKERS |= recipes_helpdesk_forms.MAKERS
MAKERS |= recipes_helpdesk.MAKERS
RECIPES |= recipes_helpdesk.RECIPES
RECIPES |= recipes_helpdesk_service.RECIPES
RECIPES |= recipes_helpdesk_forms.RECIPES
