"""A copy of a live database that was neutralised reaches nobody outside the machine."""

import json

import pytest
from guardlib.suite import GUARD, addon_names, addons
from guardlib.verdict import nothing

DAYS = 5
PROBE = "connection to ('192.0.2.1', 9)"


@pytest.fixture(scope="module")
def neutral(runtime, copy_database):
    """Name of a neutralised copy with demo data."""
    database = copy_database(demo=True)
    runtime.odoo("neutralize", "-d", database, subcommand="neutralize")
    return database


def test_nothing_leaves_the_machine(runtime, neutral):
    """Mails, text messages, invitations and some days of all the suite's crons, active
    or not: no connection, no name look-up, no foreign program."""
    program = GUARD / "programs" / "quiet_days.py"
    said = runtime.script(
        "quiet-days", program, runtime.conf, neutral, DAYS, *addon_names()
    )
    lines = [line for line in said.splitlines() if line.startswith("{")]
    result = json.loads(lines[-1])
    assert PROBE in result["attempts"], "the watch did not see its own probe"
    outside = [what for what in result["attempts"] if what != PROBE]
    nothing(outside, "Left the machine after neutralize (see data/neutralize.sql):")
    nothing(result["problems"], "Went wrong while living in the neutralised database:")


@pytest.mark.parametrize("addon", addons())
def test_neutralize_sql_runs(runtime, neutral, database, addon):
    """The statements of each add-on are right, and may be run twice."""
    text = (addons()[addon].path / "data" / "neutralize.sql").read_text()
    assert text.strip(), f"addons/{addon}/data/neutralize.sql is empty"
    with runtime.env(neutral) as env:
        module = env["ir.module.module"].search([("name", "=", addon)])
        # The demo world has not what people choose for themselves; the other has all.
        database = neutral if module.state == "installed" else database
    with runtime.env(database) as env:
        for _time in range(2):
            env.cr._obj.execute(text)


@pytest.mark.parametrize("addon", addons())
def test_crons_are_off(runtime, neutral, addon):
    """No scheduled job of the suite wakes up in a neutralised copy."""
    with runtime.env(neutral) as env:
        rows = env["ir.model.data"].search(
            [("model", "=", "ir.cron"), ("module", "=", addon)]
        )
        awake = env["ir.cron"].browse(rows.mapped("res_id")).filtered("active")
        nothing(awake.mapped("name"), "Still active:")
