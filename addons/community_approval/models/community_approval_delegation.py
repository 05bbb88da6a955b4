from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..tools.rules import Delegation, is_in_force, stand_in


class CommunityApprovalDelegation(models.Model):
    """Somebody decides for somebody who is away."""

    _name = "community.approval.delegation"
    _description = "Stand-in for Approvals"
    _order = "date_from desc, id desc"

    user_id = fields.Many2one(
        "res.users",
        string="Absent",
        required=True,
        default=lambda self: self.env.user,
        ondelete="cascade",
        index=True,
    )
    delegate_id = fields.Many2one(
        "res.users", string="Stand-in", required=True, ondelete="cascade", index=True
    )
    date_from = fields.Date(
        string="From", required=True, default=fields.Date.context_today
    )
    date_to = fields.Date(string="Until", required=True)
    in_force = fields.Boolean(compute="_compute_in_force")

    _dates_ordered = models.Constraint(
        "CHECK (date_from <= date_to)", "The last day comes before the first."
    )
    _somebody_else = models.Constraint(
        "CHECK (user_id <> delegate_id)", "Nobody can stand in for himself."
    )

    @api.depends("date_from", "date_to")
    def _compute_in_force(self):
        today = fields.Date.context_today(self)
        for delegation in self:
            delegation.in_force = (
                bool(delegation.date_from and delegation.date_to)
                and delegation.date_from <= today <= delegation.date_to
            )

    @api.constrains("user_id", "delegate_id", "date_from", "date_to")
    def _check_one_and_no_circle(self):
        for delegation in self:
            overlapping = self.sudo().search(  # sudo: circles run through others' rows
                [
                    ("date_from", "<=", delegation.date_to),
                    ("date_to", ">=", delegation.date_from),
                ]
            )
            if overlapping.filtered(
                lambda other, mine=delegation: (
                    other.user_id == mine.user_id and other != mine
                )
            ):
                raise ValidationError(
                    self.env._(
                        "%(user)s already has a stand-in for some of these days.",
                        user=delegation.user_id.name,
                    )
                )
            facts = {row.user_id.id: row._get_facts() for row in overlapping}
            day = delegation.date_from
            if stand_in(delegation.user_id.id, facts, day) is None:
                raise ValidationError(
                    self.env._(
                        "%(delegate)s has a stand-in that leads back to %(user)s.",
                        delegate=delegation.delegate_id.name,
                        user=delegation.user_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        delegations = super().create(vals_list)
        delegations._check_owner()
        delegations._delegations_changed()
        return delegations

    def write(self, vals):
        self._check_owner()
        result = super().write(vals)
        self._check_owner()
        self._delegations_changed()
        return result

    def unlink(self):
        self._check_owner()
        users = self.user_id
        result = super().unlink()
        self._refresh_requests_of(users)
        return result

    def _check_owner(self):
        """Only the absent person, or a manager of approvals, names the stand-in."""
        if self.env.su or self.env.user.has_group(
            "community_approval.group_approval_manager"
        ):
            return
        if any(delegation.user_id != self.env.user for delegation in self):
            raise AccessError(self.env._("You can name a stand-in for yourself only."))

    def _delegations_changed(self):
        self._refresh_requests_of(self.user_id)

    def _refresh_requests_of(self, users):
        self.env["community.change.request"]._refresh_deciders(
            [("approver_ids", "in", users.ids)]
        )

    def _get_facts(self):
        self.ensure_one()
        return Delegation(
            self.user_id.id, self.delegate_id.id, self.date_from, self.date_to
        )

    @api.model
    def _get_in_force(self):
        """{absent user id: Delegation} of today."""
        today = fields.Date.context_today(self)
        # sudo: who stands in for whom is asked for everybody's requests.
        rows = self.sudo().search(
            [("date_from", "<=", today), ("date_to", ">=", today)]
        )
        facts = {row.user_id.id: row._get_facts() for row in rows}
        return {key: each for key, each in facts.items() if is_in_force(each, today)}
