"""10,000 notices to 10,000 members: queue, hand over, and a kill in the middle."""

import os
import signal
import subprocess
import sys
import time

from bench.common import (
    answer,
    machine,
    open_env,
    print_table,
    run_part,
    stopwatch,
)

SIZE = int(os.environ.get("BENCH_NOTICES", "10000"))
KILL_AT = (0.2, 0.4, 0.6, 0.8)  # of the messages are handed over at a kill


def populated():
    with open_env() as env:
        env = env(context={**env.context, "tracking_disable": True})
        env.company.write({"notice_quiet_from": 0, "notice_quiet_to": 0})
        env["res.partner"].create(
            [
                {
                    "name": f"Bench Member {n}",
                    "email": f"bench{n}@example.com",
                    "phone": f"+90532{n:07d}",
                    "ref": "bench-notices",
                }
                for n in range(SIZE)
            ]
        )
        model = env["ir.model"]._get("res.partner").id
        mail = env["mail.template"].create(
            {
                "name": "Bench",
                "model_id": model,
                "subject": "Welcome {{ object.name }}",
                "body_html": '<p>Dear <t t-out="object.name"/>, welcome.</p>',
            }
        )
        sms = env["sms.template"].create(
            {"name": "Bench", "model_id": model, "body": "Welcome {{ object.name }}"}
        )
        for channel in ("mail", "sms"):
            env["community.notice"].create(
                {
                    "name": f"Bench over {channel}",
                    "code": f"bench_{channel}",
                    "model_id": model,
                    "mail_template_id": mail.id,
                    "sms_template_id": sms.id,
                    "channel_first": channel,
                }
            )
        env.cr.commit()
        answer(template=mail.id)


def _members(env):
    return env["res.partner"].search([("ref", "=", "bench-notices")])


def _timed(env, action):
    """Return seconds and queries of an action with its commit."""
    env.flush_all()
    env.invalidate_all()
    before = env.cr.sql_log_count
    with stopwatch() as elapsed:
        action()
        env.cr.commit()
        return elapsed(), env.cr.sql_log_count - before


def queued(channel):
    """Queue the notice for all, and once more: the second time adds nothing."""
    with open_env() as env:
        notices, members = env["community.notice"], _members(env)
        first = _timed(env, lambda: notices._send(f"bench_{channel}", members))
        again = _timed(env, lambda: notices._send(f"bench_{channel}", members))
        count = env["community.notice.delivery"].search_count(
            [("notice_id.code", "=", f"bench_{channel}")]
        )
        answer(first=first, again=again, count=count)


def handed():
    """Run the job of the queue as the scheduler does."""
    with open_env() as env:
        root = env(user=1)
        seconds, queries = _timed(
            root, root["community.notice.delivery"]._cron_process_queue
        )
        answer(seconds=seconds, queries=queries)


def peers(template):
    """What core needs: its own batch of mails, and plain rows of its SMS queue."""
    with open_env() as env:
        members = _members(env)
        mail = env["mail.template"].browse(int(template))
        mails = _timed(env, lambda: mail.send_mail_batch(members.ids))
        rows = [{"number": p.phone, "body": f"Welcome {p.name}"} for p in members]
        texts = _timed(env, lambda: env["sms.sms"].create(rows))
        env["sms.sms"].search([("partner_id", "=", False)]).unlink()
        env.cr.commit()
        answer(mails=mails, texts=texts)


def counted():
    """Return how the messages stand and whether anybody is in a queue twice."""
    with open_env() as env:
        env.cr.execute(
            """
            SELECT (SELECT count(*) FROM community_notice_delivery
                     WHERE handed_at IS NOT NULL),
                   (SELECT count(*) FROM sms_sms WHERE partner_id IS NOT NULL),
                   (SELECT count(*) FROM (
                        SELECT partner_id FROM sms_sms WHERE partner_id IS NOT NULL
                      GROUP BY partner_id HAVING count(*) > 1) twice),
                   (SELECT count(*) FROM community_notice_delivery d
                     WHERE d.sms_uuid IS NOT NULL AND NOT EXISTS (
                        SELECT 1 FROM sms_sms s WHERE s.uuid = d.sms_uuid))
            """
        )
        handed_over, texts, twice, lost = env.cr.fetchone()
        answer(handed=handed_over, texts=texts, twice=twice, lost=lost)


def _kill_in_the_middle():
    """Start the job again and again, and kill it (SIGKILL) while it works.

    :return: how many messages were committed at each kill
    """
    kills = []
    with open_env() as env:
        for share in KILL_AT:
            job = subprocess.Popen(
                [sys.executable, __file__, "handed"], stdout=subprocess.DEVNULL
            )
            while job.poll() is None:
                time.sleep(0.01)
                env.cr.rollback()
                env.cr.execute(
                    "SELECT count(*) FROM community_notice_delivery"
                    " WHERE channel = 'sms' AND handed_at IS NOT NULL"
                )
                done = env.cr.fetchone()[0]
                if SIZE * share <= done < SIZE:
                    job.send_signal(signal.SIGKILL)
                    kills.append(done)
                    job.wait()
    return kills


def _row(name, seconds, queries):
    return [name, f"{queries / SIZE:.3f}", f"{seconds / SIZE * 1000:.2f}"]


def main():
    template = run_part(__file__, "populated")["template"]
    print(f"{SIZE:,} notices to {SIZE:,} members ({machine()})")
    over_mail = run_part(__file__, "queued", "mail")
    mails = run_part(__file__, "handed")
    core = run_part(__file__, "peers", str(template))
    over_sms = run_part(__file__, "queued", "sms")
    kills = _kill_in_the_middle()
    middle = run_part(__file__, "counted")
    run_part(__file__, "handed")
    end = run_part(__file__, "counted")
    print_table(
        "Cost",
        ["", "queries per notice", "s per 1,000"],
        [
            _row("queue over e-mail", *over_mail["first"]),
            _row("the same once more: nothing is added", *over_mail["again"]),
            _row(
                "write the mails into core's queue", mails["seconds"], mails["queries"]
            ),
            _row("peer: core's send_mail_batch, no log, no rules", *core["mails"]),
            _row("queue over SMS", *over_sms["first"]),
            _row("floor: plain create of the SMS", *core["texts"]),
        ],
    )
    print_table(
        f"SMS, process killed {len(kills)} times in the middle",
        ["", "number"],
        [
            ["handed over at the kills", ", ".join(f"{done:,}" for done in kills)],
            ["in core's queue after the last kill", f"{middle['texts']:,}"],
            ["in core's queue after the next run", f"{end['texts']:,}"],
            ["members with two SMS", end["twice"]],
            ["messages whose SMS is missing", end["lost"]],
        ],
    )
    right = kills and end["texts"] == SIZE and not end["twice"] and not end["lost"]
    return 0 if right and over_mail["count"] == SIZE else 1


if __name__ == "__main__":
    parts = {
        "populated": populated,
        "queued": queued,
        "handed": handed,
        "peers": peers,
        "counted": counted,
    }
    sys.exit(parts[sys.argv[1]](*sys.argv[2:]) if len(sys.argv) > 1 else main())
