from odoo import api, fields, models
from odoo.exceptions import UserError

STATES = [("draft", "Draft"), ("activated", "Put in Force"), ("cancelled", "Dropped")]


class CommunityRankSimulation(models.Model):
    """A draft of the ranks and rules: who would move, before anything is changed.

    Once activated it stays as the record of what was decided, with a number.
    """

    _name = "community.rank.simulation"
    _description = "Draft of Ranks and Rules"
    _inherit = ["community.member.card.number.guard", "mail.thread"]
    _order = "id DESC"

    name = fields.Char(
        required=True, default=lambda self: self.env._("Draft of ranks and rules")
    )
    state = fields.Selection(
        STATES, default="draft", required=True, readonly=True, copy=False, tracking=True
    )
    number = fields.Integer("Rule Set No.", readonly=True, copy=False, tracking=True)
    activated_at = fields.Datetime(readonly=True, copy=False)
    calculated_at = fields.Datetime(readonly=True, copy=False)
    rank_line_ids = fields.One2many(
        "community.rank.simulation.rank",
        "simulation_id",
        "Ranks",
        copy=True,
        default=lambda self: self._default_rank_line_ids(),
    )
    rule_line_ids = fields.One2many(
        "community.rank.simulation.rule",
        "simulation_id",
        "Points",
        copy=True,
        default=lambda self: self._default_rule_line_ids(),
    )
    move_ids = fields.One2many("community.rank.simulation.move", "simulation_id")
    count_up = fields.Integer("Up", compute="_compute_counts")
    count_down = fields.Integer("Down", compute="_compute_counts")

    @api.model
    def _default_rank_line_ids(self):
        return [
            fields.Command.create(
                {
                    "rank_id": rank.id,
                    "threshold": rank.threshold,
                    "window_days": rank.window_days,
                    "min_months": rank.min_months,
                    "grace_days": rank.grace_days,
                }
            )
            for rank in self.env["community.rank"].search([])
        ]

    @api.model
    def _default_rule_line_ids(self):
        return [
            fields.Command.create(
                {
                    "rule_id": rule.id,
                    "amount": rule.amount,
                    "cap_per_day": rule.cap_per_day,
                    "cap_per_source": rule.cap_per_source,
                    "cap_per_period": rule.cap_per_period,
                }
            )
            for rule in self.env["community.points.rule"].search(
                [("trigger", "!=", "manual")]
            )
        ]

    @api.depends("move_ids.direction")
    def _compute_counts(self):
        groups = self.env["community.rank.simulation.move"]._read_group(
            [("simulation_id", "in", self.ids)],
            ["simulation_id", "direction"],
            ["__count"],
        )
        counts = {(one.id, direction): count for one, direction, count in groups}
        for simulation in self:
            simulation.count_up = counts.get((simulation.id, "up"), 0)
            simulation.count_down = counts.get((simulation.id, "down"), 0)

    def write(self, vals):
        """What was activated stays as the record of the decision."""
        kept = {"rank_line_ids", "rule_line_ids", "state", "number"}
        is_kept = any(one.state == "activated" for one in self)
        if is_kept and not self.env.su and vals.keys() & kept:
            raise UserError(self.env._("This rule set was in force; copy it."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_activated(self):
        if any(one.state == "activated" for one in self):
            raise UserError(self.env._("A rule set that was in force is kept."))

    def action_calculate(self):
        """Replay the ledger under this draft; nothing but the answer is written."""
        self.ensure_one()
        self.check_access("write")
        moves = self.env["community.rank.simulation.move"]
        moves.search([("simulation_id", "=", self.id)]).unlink()
        moves.create(self._prepare_moves())
        self.calculated_at = fields.Datetime.now()
        return True

    def action_activate(self):
        """Put the draft in force, and decide for everybody at once."""
        self.ensure_one()
        self.check_access("write")
        if self.state != "draft":
            raise UserError(self.env._("This rule set was activated already."))
        for line in self.rank_line_ids:
            line._apply()
        for line in self.rule_line_ids:
            line._apply()
        # sudo: the number counts rule sets of everybody.
        last = self.sudo().search([], order="number DESC", limit=1).number
        self.write(
            {
                "state": "activated",
                "number": last + 1,
                "activated_at": fields.Datetime.now(),
            }
        )
        self.env["res.partner"]._refresh_all_ranks()
        return True

    def action_cancel(self):
        self.check_access("write")
        self.filtered(lambda one: one.state == "draft").state = "cancelled"
        return True

    def action_open_up(self):
        return self._get_moves_action("up")

    def action_open_down(self):
        return self._get_moves_action("down")

    def _get_moves_action(self, direction):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_members.community_rank_simulation_move_action"
        )
        domain = [("simulation_id", "=", self.id), ("direction", "=", direction)]
        return action | {"domain": domain, "context": {}}
