from odoo import api, fields, models
from odoo.exceptions import ValidationError

VISIBILITIES = [
    ("all", "All agents"),
    ("members", "Its members and heads of support"),
    ("confidential", "Its members alone"),
]


class CommunityTicketGroup(models.Model):
    """A team of agents: a department or a field of expertise, without customers."""

    _name = "community.ticket.group"
    _description = "Support Group"
    _inherit = "community.member.card.number.guard"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(
        [("department", "Department"), ("expertise", "Field of Expertise")],
        required=True,
        default="department",
    )
    visibility = fields.Selection(
        VISIBILITIES,
        "Tickets Are Seen By",
        required=True,
        default="members",
        help="A confidential group keeps its tickets from everybody else, "
        "heads of support and administrators of the help desk included.",
    )
    parent_id = fields.Many2one(
        "community.ticket.group",
        "Part Of",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="Order only: members and rights are not handed down.",
    )
    member_ids = fields.One2many(
        "community.ticket.group.member", "group_id", "Members", copy=True
    )
    note = fields.Text("What It Is For", translate=True)

    @api.constrains("parent_id")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A group cannot be a part of itself."))

    def _lets_change(self, user):
        """Whether an agent may work on the tickets of this group."""
        self.ensure_one()
        # sudo: who belongs to a group is known to whoever assigns its tickets.
        members = self.sudo().member_ids
        return bool(
            members.filtered(
                lambda member: (
                    member.user_id == user and member.permission in ("change", "full")
                )
            )
        )
