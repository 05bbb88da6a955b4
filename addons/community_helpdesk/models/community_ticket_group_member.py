from odoo import api, fields, models

PERMISSIONS = [
    ("see", "See"),
    ("create", "See and create"),
    ("change", "Change"),
    ("full", "Change and delete"),
]
SENIORITIES = [("1", "Junior"), ("2", "Experienced"), ("3", "Senior")]


class CommunityTicketGroupMember(models.Model):
    """An agent in a group, with what he may do there and how much he takes.

    `is_customer` copies whether the user is a portal user; the database holds both
    together and refuses a customer, and refuses to turn an agent into a customer.
    """

    _name = "community.ticket.group.member"
    _description = "Member of a Support Group"
    _inherit = "community.member.card.number.guard"
    _order = "group_id, sequence, id"
    _rec_name = "user_id"

    group_id = fields.Many2one(
        "community.ticket.group", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="group_id.company_id")
    sequence = fields.Integer(default=10)
    user_id = fields.Many2one(
        "res.users",
        "Agent",
        required=True,
        index=True,
        ondelete="cascade",
        domain=[("share", "=", False)],
    )
    is_customer = fields.Boolean(
        compute="_compute_is_customer", store=True, compute_sudo=True, precompute=True
    )
    permission = fields.Selection(
        PERMISSIONS, "May", required=True, default="change", index=True
    )
    seniority = fields.Selection(SENIORITIES, required=True, default="2")
    capacity = fields.Integer(
        "Open Tickets at Most", help="0: no limit. A full agent is passed over."
    )
    takes_new = fields.Boolean(
        "Takes New Tickets", default=True, help="Rules assign tickets to this agent."
    )
    skill_ids = fields.Many2many("community.ticket.skill", string="Skills")
    lang_ids = fields.Many2many(
        "res.lang", string="Answers In", help="Empty: in any language."
    )

    _only_once = models.UniqueIndex(
        "(group_id, user_id)", "This agent is in the group already."
    )
    _only_agents = models.Constraint(
        "CHECK (is_customer IS NOT TRUE)",
        "Groups hold agents only. Customers belong to organisations.",
    )
    _capacity_not_negative = models.Constraint(
        "CHECK (capacity >= 0)", "An agent cannot take fewer than no tickets."
    )

    @api.depends("user_id.share")
    def _compute_is_customer(self):
        """Odoo asks again whenever any role is touched, as on each upgrade; only what
        differs is written."""
        for member in self:
            if member.is_customer != member.user_id.share:
                member.is_customer = member.user_id.share
