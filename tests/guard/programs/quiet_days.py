"""Lives some days in a neutralised database and counts what would leave the machine.

quiet_days.py CONF DATABASE DAYS ADDON…

Every connection, name look-up and foreign program is refused and counted, by Python's
audit events, so that no library gets around it. The last line is a JSON list of them.
"""

import json
import logging
import socket
import sys
import uuid
from datetime import datetime, timedelta

from odoo_program import configure, environment, say

PROGRAMS = (
    "wkhtmltopdf",
    "wkhtmltoimage",
    "node",
    "rtlcss",
    "sassc",
    "lessc",
    "pg_dump",
)
# RFC 6761: never resolved outside. Core's neutralised mail server has this name.
NOWHERE = "invalid"
attempts = []
problems = []


def watch(event, args):
    """An audit hook: see https://docs.python.org/3/library/audit_events.html"""
    if event == "socket.connect":
        if isinstance(args[1], tuple):
            refuse(f"connection to {args[1][:2]}")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        if args[0] not in (NOWHERE, None):
            refuse(f"look-up of {args[0]}")
    elif event == "socket.sendto":
        refuse(f"datagram to {args[1]}")
    elif event in ("subprocess.Popen", "os.posix_spawn"):
        if not str(args[0]).rpartition("/")[2].startswith(PROGRAMS):
            refuse(f"program {args[0]}")
    elif event == "os.system":
        refuse(f"program {args[0]}")


def refuse(what: str):
    attempts.append(what)
    raise OSError(f"blocked: {what}")


class Listener(logging.Handler):
    """What goes wrong in a cron is caught by Odoo and only logged."""

    def emit(self, record):
        if record.name.startswith("odoo.addons.base.models.ir_cron"):
            problems.append(record.getMessage()[:300])


def crons(env, names):
    """Those left active, and all of the suite, active or not."""
    ours = env["ir.model.data"].search(
        [("model", "=", "ir.cron"), ("module", "in", names)]
    )
    active = env["ir.cron"].search([])
    return active | env["ir.cron"].browse(ours.mapped("res_id"))


def live(database: str, day: datetime, names):
    from freezegun import freeze_time

    with freeze_time(day, ignore=["psycopg2"], tick=True), environment(database) as env:
        for cron in crons(env, names):
            attempt(cron.name, cron.method_direct_trigger)
            env.cr.commit()


def attempt(what: str, function, *args, **kwargs):
    """Refused connections are the expected end of much of this; others are problems."""
    try:
        return function(*args, **kwargs)
    except Exception as error:
        if "blocked" not in str(error):
            problems.append(f"{what}: {type(error).__name__}: {error}"[:300])
        return None


def main_flows(database: str, names):
    with environment(database) as env:
        members = env["res.partner"].search(
            [("in_member_register", "=", True), ("email", "!=", False)], limit=3
        )
        if not members:
            problems.append("no member with an e-mail address to write to")
            return
        for flow in (write_to, invite, every_template, text_message):
            with env.cr.savepoint():
                attempt(flow.__name__, flow, env, members, names)
            env.cr.commit()
        attempt("mail queue", env["mail.mail"].process_email_queue)


def write_to(env, members, names):
    members[0].message_post(
        body="Guard", partner_ids=members.ids, subtype_xmlid="mail.mt_comment"
    )
    mail = env["mail.mail"].create(
        {"email_to": "guard@example.com", "subject": "Guard", "body_html": "Guard"}
    )
    mail.send()


def invite(env, members, names):
    individuals = members.filtered(lambda member: not member.user_ids)[:1]
    wizard = env["portal.wizard"].create({"partner_ids": [(6, 0, individuals.ids)]})
    for line in wizard.user_ids:
        line.action_grant_access()


def every_template(env, members, names):
    found = env["ir.model.data"].search(
        [("model", "=", "mail.template"), ("module", "in", names)]
    )
    for template in env["mail.template"].browse(found.mapped("res_id")):
        record = env[template.model].search([], limit=1)
        if template.model == "res.partner":
            record = members[:1]
        if record:
            attempt(template.name, template.send_mail, record.id, force_send=True)


def text_message(env, members, names):
    if "sms.sms" in env:
        sms = env["sms.sms"].create({"number": "+995555123456", "body": "Guard"})
        sms.send()


def main(conf: str, database: str, days: int, names: list[str]):
    configure(conf)
    from odoo.modules.registry import Registry

    Registry(database)  # before the doors are shut: loading may call programs
    # freezegun takes the fast way from uuid1(), which then asks programs of
    # this machine for its network address, once: core names its savepoints so.
    uuid.getnode()
    logging.getLogger().addHandler(Listener(logging.ERROR))
    sys.addaudithook(watch)
    main_flows(database, names)
    start = datetime.now().replace(hour=3, minute=0, second=0, microsecond=0)
    for number in range(1, days + 1):
        live(database, start + timedelta(days=number), names)
    with socket.socket() as probe:  # the watch itself is awake
        attempt("probe", probe.connect, ("192.0.2.1", 9))
    say(json.dumps({"attempts": attempts, "problems": problems}))


main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:])
