import logging

import psycopg2

from odoo import api, fields, models
from odoo.tools import SQL

from .community_access_pass import pack

_logger = logging.getLogger(__name__)

# What a swipe says of itself; a report of the box adds the rest.
COLUMNS = (
    "uuid",
    "kind",
    "company_id",
    "gate_id",
    "side",
    "uid",
    "occurred_at",
    "received_at",
    "facts",
    "digest",
    "rule_version",
    "origin",
    "verdict",
    "code",
    "fix",
    "reasons",
)
# Who was deleted meanwhile is left empty, as in the journal itself. A swipe at a gate
# that is gone has no place there; its box tells of it without one.
TAKE_UP = SQL(
    """
INSERT INTO community_access_event (%s, zone_id, credential_id, partner_id)
SELECT %s, zone.id, credential.id, partner.id
  FROM taken
 CROSS JOIN json_populate_record(
           NULL::community_access_event, taken.row::json) AS swipe
  JOIN community_access_gate gate ON gate.id = swipe.gate_id
  LEFT JOIN community_access_zone zone ON zone.id = swipe.zone_id
  LEFT JOIN community_access_credential credential
    ON credential.id = swipe.credential_id
  LEFT JOIN res_partner partner ON partner.id = swipe.partner_id
 ORDER BY taken.id
ON CONFLICT DO NOTHING
    """,
    SQL(", ").join(SQL.identifier(name) for name in COLUMNS),
    SQL(", ").join(SQL.identifier("swipe", name) for name in COLUMNS),
)
WAITING = SQL(
    "SELECT id FROM community_access_inbox WHERE problem IS NULL FOR UPDATE SKIP LOCKED"
)
REFUSED = (psycopg2.DataError, psycopg2.IntegrityError)


def take_up(cr):
    """What was kept up to now gets into the journal; twice the same is one.

    A row that the journal refuses stays with the reason beside it: it stops neither the
    others nor the reports of their boxes.
    """
    try:
        _move(cr, WAITING)
    except REFUSED:
        cr.execute(SQL("%s", WAITING))
        for (row_id,) in cr.fetchall():
            _move_one(cr, row_id)


def _move(cr, which):
    with cr.savepoint(flush=False):
        cr.execute(
            SQL(
                "WITH taken AS (DELETE FROM community_access_inbox WHERE id IN (%s) "
                "RETURNING id, row) %s",
                which,
                TAKE_UP,
            ),
            log_exceptions=False,
        )


def _move_one(cr, row_id):
    try:
        _move(cr, SQL("%s", row_id))
    except REFUSED as error:
        problem = str(error)
        _logger.warning("Swipe %s does not fit into the journal: %s", row_id, problem)
        cr.execute(
            SQL(
                "UPDATE community_access_inbox SET problem = %s WHERE id = %s",
                problem,
                row_id,
            )
        )


class CommunityAccessInbox(models.Model):
    """Swipes that were decided for a box, until the journal takes them up.

    The journal has five references and nine indexes to look after: ten swipes together
    cost little more than one, and nobody stands at a gate for it. They are taken up
    when the screens are told, a tenth of a second later, and before a box tells what
    became of them.
    """

    _name = "community.access.inbox"
    _description = "Swipes on Their Way to the Journal"
    _inherit = "community.pen.guard"
    _rec_name = "uuid"
    _pen = "access_inbox"

    uuid = fields.Char("Number", required=True)
    row = fields.Text(required=True, help="The columns of the journal, as JSON.")
    problem = fields.Text(help="Why the journal did not take it; empty while it waits.")

    _uuid_uniq = models.Constraint("UNIQUE (uuid)", "This swipe is known already.")

    @api.model
    def _keep(self, row, before):
        """Keep a swipe without waiting for the disk: its box has it in its journal.

        :param row: dict of columns of `community.access.event`
        :param before: `SQL` that goes along in front
        """
        self.env.cr.execute(
            SQL(
                "SET LOCAL synchronous_commit TO off; %s "
                "INSERT INTO community_access_inbox (uuid, row) VALUES (%s, %s) "
                "ON CONFLICT DO NOTHING",
                before,
                row["uuid"],
                pack({**row, **_get_times(row)}),
            )
        )
        events = self.env["community.access.event"]
        events._tell_screens(row["company_id"], row["gate_id"])

    @api.model
    def _take_up(self):
        take_up(self.env.cr)


def _get_times(row):
    return {name: str(row[name]) for name in ("occurred_at", "received_at")}
