import hashlib
import json

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.gate_types import Pass

REVISION_SQL = """
CREATE OR REPLACE FUNCTION community_access_revision() RETURNS trigger AS $$
BEGIN
    NEW.revision := pg_current_xact_id()::text::bigint;
    RETURN NEW;
END
$$ LANGUAGE plpgsql
"""


def pack(row):
    """The one text of a row: what is equal looks equal."""
    return json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(text):
    return hashlib.sha256(text.encode()).hexdigest()


class CommunityAccessPass(models.Model):
    """Everything that a gate needs to know about one credential, in one row.

    The row follows from the credential, its holder, contracts, holds, invoices and
    rules; Odoo computes it anew in the transaction that changes one of them. Each
    change stamps the row with its transaction, so that boxes ask for what is new.
    """

    _name = "community.access.pass"
    _description = "Compiled Pass"
    _inherit = "community.pen.guard"
    _rec_name = "credential_id"
    _pen = "access_pass"

    credential_id = fields.Many2one(
        "community.access.credential", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="credential_id.company_id", store=True, index=True
    )
    partner_id = fields.Many2one(
        related="credential_id.partner_id", store=True, index="btree_not_null"
    )
    key = fields.Char(related="credential_id.key", store=True)
    row = fields.Text(compute="_compute_row", store=True)
    digest = fields.Char(compute="_compute_row", store=True)
    compiled_on = fields.Date(readonly=True)
    is_stale = fields.Boolean(readonly=True)

    _credential_uniq = models.Constraint(
        "UNIQUE (credential_id)", "A credential has one pass."
    )
    _key_index = models.Index("(company_id, key)")
    _stale_index = models.Index("(company_id, id) WHERE is_stale")
    _compiled_index = models.Index("(compiled_on)")

    def init(self):
        """The stamp is the database's own: no writer can forget it."""
        stamp_table(self.env.cr, self._table)

    @api.depends(lambda self: self._get_row_dependencies())
    def _compute_row(self):
        """In one go: facts of all are gathered before the first is compiled."""
        facts = self._gather_facts()
        for each in self:
            text = pack(each._compile(facts).to_row())
            if each.row != text:
                each.row = text
                each.digest = digest_of(text)
            else:
                each.row, each.digest = each.row, each.digest

    def _get_row_dependencies(self):
        """Hook: what a pass follows from; bridges add theirs."""
        contract = "partner_id.community_contract_ids"
        seat = "partner_id.community_seat_ids"
        return [
            *(f"credential_id.{name}" for name in CREDENTIAL_FIELDS),
            *(f"partner_id.{name}" for name in PARTNER_FIELDS),
            *(f"{contract}.{name}" for name in CONTRACT_FIELDS),
            *(f"{seat}.{name}" for name in SEAT_FIELDS),
            *(f"{seat}.contract_id.{name}" for name in CONTRACT_FIELDS),
        ]

    def _get_pass(self):
        self.ensure_one()
        return Pass.from_row(json.loads(self.row))


CREDENTIAL_FIELDS = ("state", "expires_on", "is_admin", "partner_id", "company_id")
PARTNER_FIELDS = (
    "active",
    "access_stop",
    "access_stop_reason",
    "access_site_id",
    "birthdate_date",
    "gender",
    "guardian_id",
    "member_category_id",
    "member_category_ids",
    "rank_id",
    "in_member_register",
    "member_state_override",
    "membership_applied_on",
    "member_since",
    "membership_start",
    "membership_end",
    "membership_suspended_from",
    "membership_suspended_until",
    "membership_resigned_on",
    "deceased_on",
)
CONTRACT_FIELDS = (
    "state",
    "plan_id",
    "company_id",
    "confirmed_on",
    "date_start",
    "date_end",
    "trial_end",
    "close_date",
    "closed_by",
    "overdue_since",
    "hold_ids.kind",
    "hold_ids.date_from",
    "hold_ids.date_to",
    "hold_ids.is_cancelled",
    "change_ids.state",
    "access_move_ids.state",
    "access_move_ids.payment_state",
    "access_move_ids.amount_residual",
    "access_move_ids.invoice_date_due",
)
SEAT_FIELDS = ("date_from", "date_to", "contract_id")


def stamp_table(cr, table):
    """A column of the transaction that wrote a row last, kept by a trigger."""
    cr.execute(SQL(REVISION_SQL))
    name = SQL.identifier(table)
    trigger = SQL.identifier(f"{table}_revision")
    cr.execute(SQL("ALTER TABLE %s ADD COLUMN IF NOT EXISTS revision bigint", name))
    cr.execute(SQL("DROP TRIGGER IF EXISTS %s ON %s", trigger, name))
    cr.execute(
        SQL(
            "CREATE TRIGGER %s BEFORE INSERT OR UPDATE ON %s FOR EACH ROW "
            "EXECUTE FUNCTION community_access_revision()",
            trigger,
            name,
        )
    )
    index = SQL.identifier(f"{table}_revision_idx")
    cr.execute(
        SQL("CREATE INDEX IF NOT EXISTS %s ON %s (company_id, revision)", index, name)
    )
