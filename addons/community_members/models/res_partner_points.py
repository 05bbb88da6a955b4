from odoo import api, fields, models


class ResPartner(models.Model):
    """Points of a member, in the company that is looked at."""

    _inherit = "res.partner"

    points_balance_ids = fields.One2many("community.points.balance", "partner_id")
    points_balance = fields.Integer(
        "Points", compute="_compute_points", search="_search_points_balance"
    )
    points_earned = fields.Integer(compute="_compute_points")
    leaderboard_agreed_on = fields.Date(
        "On the Leaderboard Since",
        copy=False,
        help="The member agreed that other members see name, rank and points.",
    )

    @api.depends("points_balance_ids.balance")
    @api.depends_context("company")
    def _compute_points(self):
        # sudo: one's own sum of points; the rows have rights of their own.
        balances = self.env["community.points.balance"].sudo()
        rows = balances._read_group(
            [
                ("partner_id", "in", self.ids),
                ("company_id", "=", self.env.company.id),
            ],
            ["partner_id"],
            ["balance:sum", "earned:sum"],
        )
        found = {partner.id: (balance, earned) for partner, balance, earned in rows}
        for partner in self:
            sums = found.get(partner._origin.id, (0, 0))
            partner.points_balance, partner.points_earned = sums

    @api.model
    def _search_points_balance(self, operator, value):
        if operator not in (">", ">=", "<", "<=") or not isinstance(value, int):
            return NotImplemented
        domain = [
            ("company_id", "=", self.env.company.id),
            ("balance", operator, value),
        ]
        found = fields.Domain("points_balance_ids", "any", domain)
        zero_fits = {
            ">": value < 0,
            ">=": value <= 0,
            "<": value > 0,
            "<=": value >= 0,
        }
        if not zero_fits[operator]:
            return found
        # Whoever never earned anything has no row, and zero points.
        company = [("company_id", "=", self.env.company.id)]
        return found | fields.Domain("points_balance_ids", "not any", company)

    def action_open_points(self):
        self.ensure_one()
        self.env["community.points.entry"].check_access("read")
        return self._get_related_action(
            "community_members.community_points_entry_action",
            [("partner_id", "=", self.id)],
            {},
        )

    def action_grant_points(self):
        """A new grant for these members, from the form or the list."""
        self.env["community.points.grant"].check_access("create")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Grant Points"),
            "res_model": "community.points.grant",
            "views": [(False, "form")],
            "context": {"default_partner_ids": self.ids},
        }
