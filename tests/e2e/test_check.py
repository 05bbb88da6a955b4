"""``./community check`` finds what somebody altered in the database."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def _check(database: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, ROOT / "community", "check", "--db", database],
        stdout=subprocess.PIPE,
        text=True,
    )


def test_an_altered_row_is_found(copy_database, _odoo_in_process):
    """G59: the log of decisions is as it was written, until somebody edits a row."""
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry

    database = copy_database(demo=True)
    clean = _check(database)
    assert clean.returncode == 0, clean.stdout
    assert "✓ Approval Log" in clean.stdout
    with Registry(database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        row = env["community.approval.decision"].search([], limit=1)
        assert row, "the demo world has decisions"
        cr.execute(
            "UPDATE community_approval_decision SET user_id = %s WHERE id = %s",
            [env.ref("base.user_root").id, row.id],
        )
        request = row.request_id.id
    altered = _check(database)
    assert altered.returncode == 1
    assert f"request {request} " in altered.stdout
