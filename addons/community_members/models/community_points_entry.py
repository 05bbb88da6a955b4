from odoo import api, fields, models
from odoo.tools import SQL

KINDS = [
    ("earned", "Earned"),
    ("granted", "Granted"),
    ("spent", "Spent"),
    ("expired", "Expired"),
    ("reversed", "Reversed"),
]
CUTS = [
    ("cap_day", "Limit of the day"),
    ("cap_source", "Limit per event"),
    ("cap_period", "Limit of the period"),
    ("diminishing", "Less for each further time"),
]


class CommunityPointsEntry(models.Model):
    """One row for everything that gave or took points.

    ``_post`` is the only way in. Every row says where it comes from (`origin_key`); the
    same origin is posted once, however often it is tried.
    """

    _name = "community.points.entry"
    _description = "Points Entry"
    _inherit = ["community.member.card.number.guard", "community.points.ledger.guard"]
    _order = "date DESC, id DESC"
    _rec_name = "reason"

    partner_id = fields.Many2one(
        "res.partner",
        "Member",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    date = fields.Date(required=True, readonly=True, index=True)
    amount = fields.Integer("Points", required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    reason = fields.Char(readonly=True)
    rule_id = fields.Many2one(
        "community.points.rule", readonly=True, index=True, ondelete="restrict"
    )
    rule_version = fields.Integer("Version of the Rule", readonly=True)
    quantity = fields.Float(readonly=True, default=1.0)
    cut = fields.Selection(
        CUTS, "Made Smaller By", readonly=True, help="The limit that was reached."
    )
    expires_on = fields.Date(readonly=True, help="From this day on not there any more.")
    res_model = fields.Char("Source Model", readonly=True)
    res_id = fields.Many2oneReference("Source", model_field="res_model", readonly=True)
    reversal_of_id = fields.Many2one(
        "community.points.entry",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    reversed_by_ids = fields.One2many("community.points.entry", "reversal_of_id")
    lot_id = fields.Many2one(
        "community.points.entry",
        "Expired Points",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The entry whose points ran out.",
    )
    counts_for_rank = fields.Boolean(
        readonly=True, help="What is spent or expires does not lower a rank."
    )
    counted_on = fields.Date(
        readonly=True, help="For ranks; a reversal counts on the day that it reverses."
    )
    origin_key = fields.Char("Origin", required=True, readonly=True)
    origin_turn = fields.Integer(
        readonly=True, default=0, help="Grows when the same is earned after a reversal."
    )
    checksum = fields.Char(readonly=True)

    _origin_uniq = models.UniqueIndex(
        "(company_id, origin_key, origin_turn)",
        "These points are in the ledger already.",
    )
    _reversal_uniq = models.UniqueIndex(
        "(reversal_of_id) WHERE reversal_of_id IS NOT NULL",
        "An entry is reversed once.",
    )
    _rank_index = models.Index(
        "(partner_id, counted_on) INCLUDE (amount) WHERE counts_for_rank"
    )
    _source_index = models.Index("(res_model, res_id) WHERE res_id IS NOT NULL")
    _expiry_index = models.Index("(expires_on) WHERE expires_on IS NOT NULL")

    @api.depends("reason", "amount")
    def _compute_display_name(self):
        for entry in self:
            entry.display_name = self.env._(
                "%(points)s points: %(reason)s",
                points=f"{entry.amount:+d}",
                reason=entry.reason or "",
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_source(self):
        self.ensure_one()
        self.check_access("read")
        if not (self.res_model and self.res_id and self.res_model in self.env):
            return False
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    # ------------------------------------------------------------
    # POSTING
    # ------------------------------------------------------------

    @api.model
    def _post(self, values_list):
        """Add rows to the ledger; what is in it already is left out.

        Each row needs `partner_id`, `amount` and `origin_key`, and may have
        `company_id`, `date`, `kind`, `reason`, `res_model`, `res_id`, `rule_id`,
        `rule_version`, `quantity`, `cut`, `expires_on`. With `again` the same origin is
        posted anew after its last row was reversed.

        :return: the new rows
        """
        rows = [self._prepare_row(values) for values in values_list]
        if not rows:
            return self.browse()
        Balance = self.env["community.points.balance"]
        Balance._lock((row["partner_id"], row["company_id"]) for row in rows)
        entries = self._with_pen().create(self._leave_out_known(rows))
        if entries:
            entries._seal()
            Balance._add(entries)
            entries.partner_id._refresh_ranks()
        return self.browse(entries.ids)

    @api.model
    def _prepare_row(self, values):
        """Fill in what a caller may leave out; `values` stay as they are."""
        kind = values.get("kind") or "earned"
        day = values.get("date") or fields.Date.context_today(self)
        return {
            "company_id": self.env.company.id,
            "counts_for_rank": kind in ("earned", "granted"),
            "counted_on": day,
            "origin_turn": 0,
            **values,
            "date": day,
            "kind": kind,
        }

    @api.model
    def _leave_out_known(self, rows):
        """Rows whose origin is new, or may be posted again and was reversed."""
        latest = self._get_latest_turns(rows)
        new, seen = [], set()
        for row in rows:
            again = row.pop("again", False)
            key = (row["company_id"], row["origin_key"])
            if key in seen:
                continue
            seen.add(key)
            turn, is_reversed = latest.get(key, (-1, True))
            if turn < 0 or (again and is_reversed):
                new.append(row | {"origin_turn": turn + 1})
        return new

    @api.model
    def _get_latest_turns(self, rows):
        """:return: {(company id, origin key): (last turn, whether it is reversed)}"""
        keys = list({row["origin_key"] for row in rows})
        self.flush_model()
        # Raw: thousands of keys in one statement, over every company.
        self.env.cr.execute(
            SQL(
                """
            SELECT DISTINCT ON (entry.company_id, entry.origin_key)
                   entry.company_id, entry.origin_key, entry.origin_turn,
                   undo.id IS NOT NULL
              FROM community_points_entry entry
              LEFT JOIN community_points_entry undo ON undo.reversal_of_id = entry.id
             WHERE entry.origin_key = ANY(%s) AND entry.company_id = ANY(%s)
             ORDER BY entry.company_id, entry.origin_key, entry.origin_turn DESC
            """,
                keys,
                list({row["company_id"] for row in rows}),
            ),
        )
        return {row[:2]: row[2:] for row in self.env.cr.fetchall()}

    @api.model
    def _reverse(self, entries, reason):
        """Take `entries` back, with what has expired of them; twice changes nothing.

        :return: the new rows
        """
        # sudo: whoever cancels the cause takes the points back; rows are only read.
        entries = entries.sudo()
        expired = self.sudo().search([("lot_id", "in", entries.ids)])
        todo = (entries | expired).filtered(
            lambda entry: entry.kind != "reversed" and not entry.reversed_by_ids
        )
        return self._post([entry._prepare_reversal(reason) for entry in todo])

    def _prepare_reversal(self, reason):
        self.ensure_one()
        return {
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "amount": -self.amount,
            "kind": "reversed",
            "reason": reason,
            "rule_id": self.rule_id.id,
            "rule_version": self.rule_version,
            "res_model": self.res_model,
            "res_id": self.res_id,
            "reversal_of_id": self.id,
            "counts_for_rank": self.counts_for_rank,
            "counted_on": self.counted_on,
            "origin_key": f"reversal:{self.id}",
        }
