from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL, split_every

from odoo.addons.community_approval.tools import seam

from ..tools.rank_decision import LOWERED, RAISED, decide

# Who may set a rank, and whose word an approved request carries.
MANAGER = "community_members.group_member_manager"
RANK_FIELDS = ("rank_id", "rank_locked")
CHUNK = 20000


class ResPartner(models.Model):
    """The rank of a member: by rule at once and every night, or by a manager."""

    _inherit = "res.partner"

    rank_id = fields.Many2one(
        "community.rank",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        group_expand="_read_group_expand_full",
        help="By rule, unless it is locked. Set by hand, it is locked.",
    )
    rank_color = fields.Integer(related="rank_id.color")
    rank_since = fields.Date(copy=False, readonly=True)
    rank_below_since = fields.Date(
        "Rank in Danger Since",
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="Since this day the rank is not reached any more; grace is running.",
    )
    rank_locked = fields.Boolean(
        copy=False, help="The rules leave the rank of this member alone."
    )
    rank_history_ids = fields.One2many("community.rank.history", "partner_id")

    # ------------------------------------------------------------
    # BY HAND
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            # A form sends all its fields, also those that are empty.
            self._check_may_set_rank({name for name in vals if vals[name]})
        partners = super().create(vals_list)
        ranked = partners.filtered("rank_id")
        if ranked:
            ranked.rank_since = fields.Date.context_today(self)
            ranked.rank_locked = True
            ranked._log_rank_by_hand({})
        return partners

    def write(self, vals):
        """A rank that a manager sets stays until it is unlocked, and is logged."""
        self._check_may_set_rank(vals)
        if "rank_id" not in vals:
            result = super().write(vals)
            if vals.get("rank_locked") is False:
                self._refresh_ranks()
            return result
        before = {partner.id: partner.rank_id.id for partner in self}
        moved = self.filtered(lambda one: (one.rank_id.id or False) != vals["rank_id"])
        result = super().write({"rank_locked": True, **vals})
        if moved:
            super(ResPartner, moved).write(
                {
                    "rank_since": fields.Date.context_today(self),
                    "rank_below_since": False,
                }
            )
            moved._log_rank_by_hand(before)
        return result

    def _check_may_set_rank(self, vals):
        """:raises AccessError: for whoever is no manager of members"""
        if self.env.su or not any(name in vals for name in RANK_FIELDS):
            return
        if not self._is_approved() and not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("Only managers of the member register set ranks by hand.")
            )

    @api.model
    def _is_approved(self):
        """Whether what happens now is a request that was approved by somebody else."""
        scope = seam.current()
        return scope is not None and scope.reason == "approved"

    def _log_rank_by_hand(self, before):
        history = self.env["community.rank.history"]._with_pen()
        history.create(
            [
                {
                    "partner_id": partner.id,
                    "date": partner.rank_since,
                    "kind": "by_hand",
                    "from_rank_id": before.get(partner.id),
                    "to_rank_id": partner.rank_id.id,
                    "rank_version": partner.rank_id.version,
                    "reason": self.env._("Set by %(name)s", name=self.env.user.name),
                }
                for partner in self
            ]
        )

    # ------------------------------------------------------------
    # BY RULE
    # ------------------------------------------------------------

    @api.model
    def _cron_refresh_ranks(self):
        ids = self._get_ranked_ids()
        cron, done = self.env["ir.cron"], 0
        cron._commit_progress(remaining=len(ids))
        for chunk in split_every(CHUNK, ids):
            self.browse(chunk)._refresh_ranks()
            done += len(chunk)
            if not cron._commit_progress(len(chunk), remaining=len(ids) - done):
                break

    @api.model
    def _refresh_all_ranks(self):
        """:return: how many members changed rank"""
        return sum(
            self.browse(chunk)._refresh_ranks()
            for chunk in split_every(CHUNK, self._get_ranked_ids())
        )

    @api.model
    def _get_ranked_ids(self):
        # Raw ids: two hundred thousand records need not be in the cache.
        self.flush_model(["is_member", "active"])
        self.env.cr.execute(
            SQL(
                "SELECT id FROM res_partner WHERE is_member AND active ORDER BY id",
            )
        )
        return [row[0] for row in self.env.cr.fetchall()]

    def _refresh_ranks(self, day=None):
        """Decide for these members, however many, in the same few statements.

        What the system itself decides is written past the forms: it is logged in the
        history, and no approval is asked for it.

        :param day: decide as of that day instead of today
        :return: how many changed rank
        """
        ranks = self.env["community.rank"]._get_rules()
        if not self or not ranks:
            return 0
        changes = []
        for partner_id, facts in self._get_rank_facts(ranks, day).items():
            decision = decide(ranks, facts)
            below = decision.below_since
            same_rank = decision.rank_id == facts.rank_id
            if not same_rank or below != facts.below_since:
                changes.append((partner_id, facts, decision))
        if changes:
            self._write_ranks(ranks, changes)
        return sum(1 for change in changes if change[2].verdict in (RAISED, LOWERED))

    @api.model
    def _write_ranks(self, ranks, changes):
        today = changes[0][1].today
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_partner
                   SET rank_since = CASE WHEN res_partner.rank_id IS DISTINCT FROM
                                         decided.rank_id THEN %(today)s
                                         ELSE res_partner.rank_since END,
                       rank_id = decided.rank_id,
                       rank_below_since = decided.below_since
                  FROM unnest(%(ids)s, %(ranks)s::int[], %(below)s::date[])
                       AS decided (id, rank_id, below_since)
                 WHERE res_partner.id = decided.id
                """,
                today=today,
                ids=[change[0] for change in changes],
                ranks=[change[2].rank_id for change in changes],
                below=[change[2].below_since for change in changes],
            )
        )
        partners = self.browse(change[0] for change in changes)
        names = ["rank_id", "rank_since", "rank_below_since"]
        partners.invalidate_recordset(names, flush=False)
        self._log_ranks_by_rule(ranks, changes)

    @api.model
    def _log_ranks_by_rule(self, ranks, changes):
        windows = {rank.rank_id: rank.window_days for rank in ranks}
        rows = [
            (
                partner_id,
                decision.verdict,
                facts.rank_id,
                decision.rank_id,
                facts.points.get(windows.get(decision.rank_id, 0), 0),
            )
            for partner_id, facts, decision in changes
            if decision.verdict in (RAISED, LOWERED)
        ]
        if not rows:
            return
        self.env.cr.execute(
            SQL(
                """
            INSERT INTO community_rank_history
                   (partner_id, date, kind, from_rank_id, to_rank_id, points,
                    rank_version, reason,
                    create_uid, write_uid, create_date, write_date)
            SELECT moved.partner_id, %(today)s, moved.kind, moved.from_rank_id,
                   moved.to_rank_id, moved.points, rank.version, %(reason)s,
                   %(uid)s, %(uid)s, %(now)s, %(now)s
              FROM unnest(%(partners)s, %(kinds)s, %(before)s::int[], %(after)s::int[],
                          %(points)s)
                   AS moved (partner_id, kind, from_rank_id, to_rank_id, points)
              LEFT JOIN community_rank rank ON rank.id = moved.to_rank_id
            """,
                today=changes[0][1].today,
                reason=self.env._("By rule"),
                uid=self.env.uid,
                now=self.env.cr.now(),
                partners=[row[0] for row in rows],
                kinds=[row[1] for row in rows],
                before=[row[2] for row in rows],
                after=[row[3] for row in rows],
                points=[row[4] for row in rows],
            ),
        )
        self.env["community.rank.history"].invalidate_model()
        self.browse(row[0] for row in rows).invalidate_recordset(["rank_history_ids"])

    def action_open_rank_history(self):
        self.ensure_one()
        self.env["community.rank.history"].check_access("read")
        return self._get_related_action(
            "community_members.community_rank_history_action",
            [("partner_id", "=", self.id)],
            {},
        )
