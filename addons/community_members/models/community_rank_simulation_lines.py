from odoo import fields, models

RANK_FIGURES = ("threshold", "window_days", "min_months", "grace_days")
RULE_FIGURES = ("amount", "cap_per_day", "cap_per_source", "cap_per_period")


class CommunityRankSimulationRank(models.Model):
    _name = "community.rank.simulation.rank"
    _description = "Rank in a Draft"
    _order = "sequence, id"

    simulation_id = fields.Many2one(
        "community.rank.simulation", required=True, index=True, ondelete="cascade"
    )
    rank_id = fields.Many2one("community.rank", required=True, ondelete="cascade")
    sequence = fields.Integer(related="rank_id.sequence", store=True)
    threshold_now = fields.Integer("Needed Now", related="rank_id.threshold")
    threshold = fields.Integer("Points Needed")
    window_days = fields.Integer("Of the Last Days")
    min_months = fields.Integer("Months as Member")
    grace_days = fields.Integer("Days of Grace")

    _rank_uniq = models.Constraint(
        "UNIQUE (simulation_id, rank_id)", "Each rank is in a draft once."
    )

    def _apply(self):
        """Write what differs; what does not makes no new version."""
        self.ensure_one()
        values = {
            name: self[name]
            for name in RANK_FIGURES
            if self[name] != self.rank_id[name]
        }
        if values:
            self.rank_id.write(values)


class CommunityRankSimulationRule(models.Model):
    _name = "community.rank.simulation.rule"
    _description = "Points Rule in a Draft"
    _order = "sequence, id"

    simulation_id = fields.Many2one(
        "community.rank.simulation", required=True, index=True, ondelete="cascade"
    )
    rule_id = fields.Many2one(
        "community.points.rule", required=True, ondelete="cascade"
    )
    sequence = fields.Integer(related="rule_id.sequence", store=True)
    amount_now = fields.Integer("Points Now", related="rule_id.amount")
    amount = fields.Integer("Points")
    cap_per_day = fields.Integer("At Most per Day")
    cap_per_source = fields.Integer("At Most per Event")
    cap_per_period = fields.Integer("At Most per Period")

    _rule_uniq = models.Constraint(
        "UNIQUE (simulation_id, rule_id)", "Each rule is in a draft once."
    )

    def _get_changes(self):
        self.ensure_one()
        return {
            name: self[name]
            for name in RULE_FIGURES
            if self[name] != self.rule_id[name]
        }

    def _apply(self):
        """Write what differs; entries that are in the ledger stay as they are."""
        values = self._get_changes()
        if values:
            self.rule_id.write(values)


class CommunityRankSimulationMove(models.Model):
    _name = "community.rank.simulation.move"
    _description = "Member Who Would Move"
    _order = "direction DESC, id"
    _rec_name = "partner_id"

    simulation_id = fields.Many2one(
        "community.rank.simulation", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", "Member", required=True, readonly=True, ondelete="cascade"
    )
    direction = fields.Selection(
        [("up", "Up"), ("down", "Down")], required=True, readonly=True
    )
    from_rank_id = fields.Many2one(
        "community.rank", "Now", readonly=True, ondelete="cascade"
    )
    to_rank_id = fields.Many2one(
        "community.rank", "Then", readonly=True, ondelete="cascade"
    )
    points = fields.Integer("Points Then", readonly=True)
    moves_on = fields.Date(
        "On", readonly=True, help="Who goes down keeps the rank for the days of grace."
    )

    def action_open_member(self):
        self.ensure_one()
        self.check_access("read")
        return self.partner_id.action_open_member()
