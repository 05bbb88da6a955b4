import uuid as uuid_of
from functools import cache

from odoo import fields, models
from odoo.tools import SQL

from ..tools.gate_types import RULE_VERSION

KINDS = [
    ("swipe", "Swipe"),
    ("passed", "Passage"),
    ("not_passed", "Did Not Go Through"),
    ("forced", "Forced"),
    ("opened", "Opened by Staff"),
    ("settled", "Longer Stay Paid"),
    ("forgotten", "Forgotten"),
    ("corrected", "Correction"),
    ("mode", "Mode Changed"),
    ("fire_on", "Fire"),
    ("fire_off", "Fire Over"),
    ("command_refused", "Command Refused"),
    ("tamper", "Tampered With"),
    ("device_lost", "Device Lost"),
    ("device_back", "Device Back"),
    ("clock", "Clock Set"),
    ("locker_opened", "Locker Opened"),
    ("locker_closed", "Locker Closed"),
    ("started", "Box Started"),
]
SIDES = [("in", "In"), ("out", "Out")]
VERDICTS = [("allow", "Allowed"), ("flag", "Allowed, Look"), ("deny", "Refused")]


class CommunityAccessEvent(models.Model):
    """What happened at the gates: only added to, each with a number of its own.

    A swipe holds the decision with its reasons, and the digests of what it was decided
    by. Visits follow from passages.
    """

    _name = "community.access.event"
    _description = "Gate Event"
    _inherit = "community.pen.guard"
    _order = "occurred_at DESC, id DESC"
    _rec_name = "kind"
    _pen = "access_event"

    uuid = fields.Char("Number", required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    gate_id = fields.Many2one(
        "community.access.gate", readonly=True, ondelete="restrict"
    )
    zone_id = fields.Many2one(
        "community.access.zone", readonly=True, ondelete="restrict"
    )
    side = fields.Selection(SIDES, readonly=True)
    credential_id = fields.Many2one(
        "community.access.credential",
        "Band or Card",
        readonly=True,
        ondelete="set null",
    )
    partner_id = fields.Many2one(
        "res.partner", "Person", readonly=True, ondelete="set null"
    )
    uid = fields.Char(
        "Chip Number", readonly=True, groups="community_access.group_access_desk"
    )
    occurred_at = fields.Datetime("Time", required=True, readonly=True)
    received_at = fields.Datetime(readonly=True)
    verdict = fields.Selection(VERDICTS, readonly=True)
    code = fields.Char("Reason", readonly=True)
    fix = fields.Char(readonly=True)
    reasons = fields.Text(readonly=True)
    facts = fields.Text(readonly=True, groups="base.group_system")
    digest = fields.Char("Fingerprint", readonly=True)
    rule_version = fields.Integer(readonly=True)
    origin = fields.Selection(
        [("server", "Server"), ("box", "Box"), ("staff", "Staff")],
        readonly=True,
        default="server",
    )
    is_assumed = fields.Boolean(
        readonly=True, help="The gate does not report passages: it was opened."
    )
    swipe_uuid = fields.Char(readonly=True)
    box_ref = fields.Char(
        readonly=True, help="Number of the box's journal and place in it."
    )
    settled_until = fields.Datetime(readonly=True)
    note = fields.Char(readonly=True)
    user_id = fields.Many2one("res.users", "By", readonly=True)

    _uuid_uniq = models.Constraint("UNIQUE (uuid)", "This event is known already.")
    _box_ref_uniq = models.UniqueIndex(
        "(box_ref) WHERE box_ref IS NOT NULL", "This event is known already."
    )
    _gate_index = models.Index("(gate_id, occurred_at DESC)")
    _partner_index = models.Index(
        "(partner_id, occurred_at DESC) WHERE partner_id IS NOT NULL"
    )
    _credential_index = models.Index(
        "(credential_id, occurred_at DESC) WHERE credential_id IS NOT NULL"
    )
    _company_index = models.Index("(company_id, occurred_at DESC)")
    _refused_index = models.Index(
        "(company_id, occurred_at DESC) WHERE verdict = 'deny'"
    )

    def _get_pen_refusal(self):
        return self.env._(
            "What happened at a gate is never edited. A visit is corrected by a row "
            "of its own."
        )

    def _log(self, values):
        """Add one event and apply it; the same number twice is one event.

        :param values: columns; `uuid` and times have defaults
        """
        now = fields.Datetime.now()
        row = {
            "uuid": str(uuid_of.uuid4()),
            "occurred_at": now,
            "received_at": now,
            "rule_version": RULE_VERSION,
            **values,
        }
        event = self.browse(self._insert([row]).values())
        event._apply()
        return event

    def _insert(self, rows, before=None):
        """Add events whose number is not known yet, by one statement.

        :param rows: dicts of columns, all with the same keys
        :param before: `SQL` that goes along in front
        :return: {uuid: id} of those that were added
        """
        if not rows:
            return {}
        self.env.cr.execute(SQL("%s %s", before or SQL(), self._get_insert(rows)))
        return dict(self.env.cr.fetchall())

    def _get_insert(self, rows):
        """The statement that adds them and gives number and id of what is new."""
        names = tuple(rows[0])
        # A tuple of values is one parameter: a swipe shall not build sixty.
        values = [tuple(row[name] for name in names) for row in rows]
        return SQL(
            "INSERT INTO community_access_event %s VALUES %s "
            "ON CONFLICT DO NOTHING RETURNING uuid, id",
            _get_columns(names),
            SQL(", ").join(SQL("%s", row) for row in values),
        )


@cache
def _get_columns(names):
    return SQL("(%s)", SQL(", ").join(SQL.identifier(name) for name in names))
