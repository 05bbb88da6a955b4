from odoo import fields, models


class CommunityDunningPolicy(models.Model):
    """How payers are reminded: the ladder of levels.

    Chosen by the payer's own setting, else by the plan, else by the company. Without
    a policy nobody is reminded by itself.
    """

    _name = "community.dunning.policy"
    _description = "Dunning Policy"
    _inherit = "community.member.card.number.guard"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index="btree_not_null")
    level_ids = fields.One2many(
        "community.dunning.level", "policy_id", "Levels", copy=True
    )
    note = fields.Text("Internal Note")

    def _get_levels(self):
        """The levels in the order in which a payer climbs them."""
        self.ensure_one()
        return self.level_ids.sorted(lambda level: (level.sequence, level.id))

    def _get_steps(self):
        return [level._prepare_step() for level in self._get_levels()]
