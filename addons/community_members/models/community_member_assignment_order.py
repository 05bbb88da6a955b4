from odoo import api, fields, models

DECIDES = {"person_id", "unit_id", "date_from", "left_on", "can_approve_orders"}


class CommunityMemberAssignment(models.Model):
    """How far an employee may order alone, and who decides beyond that."""

    _inherit = "community.member.assignment"

    order_limit = fields.Monetary(
        currency_field="order_currency_id",
        help="Orders up to this amount need no manager. Zero: every order needs one.",
    )
    order_currency_id = fields.Many2one(
        "res.currency", compute="_compute_order_currency_id"
    )

    _order_limit_positive = models.Constraint(
        "CHECK (order_limit >= 0)", "The order limit cannot be negative."
    )

    @api.depends("unit_id.company_id")
    @api.depends_context("company")
    def _compute_order_currency_id(self):
        for assignment in self:
            company = assignment.unit_id.company_id or self.env.company
            assignment.order_currency_id = company.currency_id

    @api.model_create_multi
    def create(self, vals_list):
        assignments = super().create(vals_list)
        if any(assignments.mapped("can_approve_orders")):
            self._refresh_order_approvers()
        return assignments

    def write(self, vals):
        result = super().write(vals)
        if DECIDES & vals.keys():
            self._refresh_order_approvers()
        return result

    def unlink(self):
        result = super().unlink()
        self._refresh_order_approvers()
        return result

    @api.model
    def _refresh_order_approvers(self):
        """Orders that wait for a manager follow the change of managers."""
        self.env["community.change.request"]._refresh_deciders(
            [("step_id.maker_manager", "=", True)]
        )
