from odoo import api, fields, models, tools

from ..tools.rank_decision import RankRule

# A change of one of these makes a new version; the history keeps the one it came from.
DECIDING = (
    "active",
    "criterion_ids",
    "grace_days",
    "min_months",
    "sequence",
    "threshold",
    "window_days",
)


class CommunityRank(models.Model):
    """One level of recognition. Ranks are shared by all companies of the database."""

    _name = "community.rank"
    _description = "Rank"
    _inherit = ["community.member.card.number.guard", "mail.thread"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10, tracking=True, help="The lowest rank first.")
    active = fields.Boolean(default=True, tracking=True)
    threshold = fields.Integer("Points Needed", default=0, tracking=True)
    window_days = fields.Integer(
        "Of the Last Days",
        default=0,
        tracking=True,
        help="365: only points of the last year count. 0: all points ever earned.",
    )
    min_months = fields.Integer("Months as Member", default=0, tracking=True)
    criterion_ids = fields.Many2many(
        "community.rank.criterion",
        string="Not While",
        help="Whoever has one of these does not reach the rank, or loses it.",
    )
    grace_days = fields.Integer(
        "Days of Grace",
        default=14,
        tracking=True,
        help="So long a member keeps the rank after it is not reached any more.",
    )
    color = fields.Integer(default=4)
    badge = fields.Image(max_width=256, max_height=256)
    benefits = fields.Text(translate=True, help="What the rank brings to a member.")
    version = fields.Integer(default=1, readonly=True, copy=False)
    member_count = fields.Integer("Members", compute="_compute_member_count")

    _figures_range = models.Constraint(
        "CHECK (threshold >= 0 AND window_days BETWEEN 0 AND 36500"
        " AND min_months BETWEEN 0 AND 1200 AND grace_days BETWEEN 0 AND 3660)",
        "Points, days and months of a rank are not negative.",
    )

    def _compute_member_count(self):
        groups = self.env["res.partner"]._read_group(
            [("rank_id", "in", self.ids), ("in_member_register", "=", True)],
            ["rank_id"],
            ["__count"],
        )
        counts = {rank.id: count for rank, count in groups}
        for rank in self:
            rank.member_count = counts.get(rank.id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        if not any(name in vals for name in DECIDING):
            return super().write(vals)
        for rank in self:
            super(CommunityRank, rank).write(vals | {"version": rank.version + 1})
        return True

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    @tools.ormcache()
    def _get_rules(self):
        """Every active rank in order, as the pure function takes them."""
        # sudo: the ranks decide for everybody, whoever posts the points.
        return tuple(rank._get_rule() for rank in self.sudo().search([]))

    def _get_rule(self):
        self.ensure_one()
        return RankRule(
            rank_id=self.id,
            threshold=self.threshold,
            window_days=self.window_days,
            min_months=self.min_months,
            negatives=frozenset(self.criterion_ids.mapped("code")),
            grace_days=self.grace_days,
        )

    def action_open_members(self):
        self.ensure_one()
        self.env["community.rank.history"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_members.res_partner_action_members"
        )
        domain = [("in_member_register", "=", True), ("rank_id", "=", self.id)]
        return action | {"domain": domain, "context": {}}

    def action_apply_rules(self):
        """Decide for everybody now instead of tonight, and say how many moved."""
        self.check_access("write")
        moved = self.env["res.partner"]._refresh_all_ranks()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("%(count)s members changed rank.", count=moved),
            },
        }
