"""Charges invoices in processes that die at named points.

Arguments: configuration, database, address of the bank, and a JSON list of jobs, each
a point and ids of invoices. Prints which points were reached.
"""

import json
import os
import signal
import sys


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def before(owner, name):
    """Die instead of going on into this method."""
    setattr(owner, name, lambda *_args, **_options: die())


def after(owner, name, times=1):
    """Die when this method has returned for the given time."""
    inner, left = getattr(owner, name), [times]

    def outer(self, *args, **options):
        result = inner(self, *args, **options)
        left[0] -= 1
        if not left[0]:
            die()
        return result

    setattr(owner, name, outer)


def arm(registry, point):
    charge = registry["community.charge"]
    transaction, payment = registry["payment.transaction"], registry["account.payment"]
    points = {
        "before the try exists": lambda: before(charge, "_open"),
        "before the claim": lambda: before(charge, "_claim"),
        "before the transaction": lambda: before(charge, "_open_transaction"),
        "before the claim is on disk": lambda: after(charge, "_open_transaction"),
        "after the claim is on disk": lambda: after(charge, "_claim"),
        "before the call": lambda: before(transaction, "_send_payment_request"),
        "after the call": lambda: after(transaction, "_send_api_request"),
        "after the answer is read": lambda: after(transaction, "_charge_with_token"),
        "before the answer is on disk": lambda: after(charge, "_follow_transaction", 2),
        "after the answer is on disk": lambda: before(
            charge, "_post_process_transaction"
        ),
        "before the payment": lambda: before(transaction, "_create_payment"),
        "before the payment is on disk": lambda: after(payment, "action_post"),
        "at the end": lambda: after(charge, "_charge"),
        "never": lambda: None,
    }
    points[point]()


def charge(registry, point, move_ids):
    from odoo import SUPERUSER_ID, api

    arm(registry, point)
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        env["account.move"].browse(move_ids)._charge()
        cr.commit()


def run(registry, jobs):
    """Each job in a fork: loading Odoo takes longer than charging."""
    ends = {}
    for point, move_ids in jobs:
        child = os.fork()
        if not child:
            code = 1
            try:
                charge(registry, point, move_ids)
                code = 0
            finally:
                os._exit(code)
        _pid, status = os.waitpid(child, 0)
        ends[point] = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return ends


def main(conf, database, url, jobs):
    from odoo.modules.registry import Registry
    from odoo.sql_db import close_all
    from odoo.tools import config

    config.parse_config(["-c", conf, "--no-http", "--log-level=critical"])
    registry = Registry(database)
    from odoo.addons.community_subscription.tests.fake_bank import speak_to

    close_all()  # connections are not shared between processes
    with speak_to(url, registry):
        print(json.dumps(run(registry, json.loads(jobs))))


if __name__ == "__main__":
    main(*sys.argv[1:])
