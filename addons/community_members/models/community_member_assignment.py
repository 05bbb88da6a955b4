from odoo import api, fields, models
from odoo.fields import Domain

RIGHTS = (
    "can_see_orders",
    "can_see_invoices",
    "can_see_tickets",
    "can_see_statement",
    "can_manage_employees",
    "can_order",
    "can_approve_orders",
)


class CommunityMemberAssignment(models.Model):
    """Where a person works for a corporate member, from when until when.

    Moving to another branch ends one assignment and begins the next, so history
    stays. Portal rights hang on the assignment and end with it.
    """

    _name = "community.member.assignment"
    _description = "Assignment of an Employee"
    _inherit = "community.member.card.number.guard"
    _order = "left_on DESC NULLS FIRST, date_from DESC, id DESC"
    _rec_name = "person_id"

    person_id = fields.Many2one(
        "res.partner",
        "Employee",
        required=True,
        index=True,
        ondelete="cascade",
        domain=[("is_company", "=", False)],
    )
    unit_id = fields.Many2one(
        "res.partner",
        "Company or Branch",
        required=True,
        index=True,
        ondelete="cascade",
        domain=[("unit_type", "!=", "employee")],
    )
    department_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        domain=[("unit_type", "=", "department")],
        ondelete="set null",
    )
    commercial_partner_id = fields.Many2one(
        related="unit_id.commercial_partner_id",
        string="Corporate Member",
        store=True,
        index=True,
    )
    function = fields.Char("Role")
    phone = fields.Char(related="person_id.phone")
    email = fields.Char(related="person_id.email")
    note = fields.Text()
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    left_on = fields.Date(
        help="From this day on the person has no rights for the member any more."
    )
    is_current = fields.Boolean(
        compute="_compute_is_current", search="_search_is_current"
    )
    can_see_orders = fields.Boolean("See Orders")
    can_see_invoices = fields.Boolean("See Invoices")
    can_see_tickets = fields.Boolean("See Support Requests")
    can_see_statement = fields.Boolean("See Statement of Account")
    can_manage_employees = fields.Boolean("Manage Employees")
    can_order = fields.Boolean("Order", help="Orders of others go to a manager first.")
    can_approve_orders = fields.Boolean("Approve Orders")
    rights_summary = fields.Char("Portal Rights", compute="_compute_rights_summary")

    _once_at_a_time = models.UniqueIndex(
        "(person_id, unit_id) WHERE left_on IS NULL",
        "This person works there already.",
    )
    _date_order = models.Constraint(
        "CHECK (left_on IS NULL OR left_on >= date_from)",
        "An assignment cannot end before it begins.",
    )
    _not_self = models.Constraint(
        "CHECK (person_id <> unit_id)", "A person is not a branch of himself."
    )

    @api.depends("date_from", "left_on")
    def _compute_is_current(self):
        today = fields.Date.context_today(self)
        for assignment in self:
            assignment.is_current = assignment.date_from <= today and (
                not assignment.left_on or assignment.left_on > today
            )

    @api.depends(*RIGHTS)
    @api.depends_context("lang")
    def _compute_rights_summary(self):
        labels = {
            name: self._fields[name]._description_string(self.env) for name in RIGHTS
        }
        for assignment in self:
            granted = [label for name, label in labels.items() if assignment[name]]
            assignment.rights_summary = ", ".join(granted)

    @api.model
    def _current_domain(self):
        """Assignments in force today, as the record rules spell it too."""
        today = fields.Date.context_today(self)
        return Domain("date_from", "<=", today) & (
            Domain("left_on", "=", False) | Domain("left_on", ">", today)
        )

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        current = self._current_domain()
        return current if True in value else ~current

    @api.model_create_multi
    def create(self, vals_list):
        assignments = super().create(vals_list)
        assignments.person_id._apply_assignments()
        return assignments

    def write(self, vals):
        people = self.person_id
        result = super().write(vals)
        if vals.keys() & {"person_id", "unit_id", "date_from", "left_on", "function"}:
            (people | self.person_id)._apply_assignments()
        return result

    def unlink(self):
        people = self.person_id
        result = super().unlink()
        people.exists()._apply_assignments()
        return result

    def action_leave(self):
        """The employee leaves today: rights and portal access fall at once."""
        self.check_access("write")
        self.filtered(lambda assignment: not assignment.left_on).write(
            {"left_on": fields.Date.context_today(self)}
        )
        return True

    @api.model
    def _cron_apply_assignments(self):
        """Assignments that began or ended since the last run take effect."""
        today = fields.Date.context_today(self)
        current = self._current_domain()
        placed = Domain("person_id.unit_type", "=", "employee")
        starting = current & ~placed
        leaving = (
            Domain("left_on", "<=", today)
            & placed
            & Domain("person_id.assignment_ids", "not any", current)
        )
        due = self.search(starting | leaving)
        due.invalidate_model(["is_current"])
        due.person_id._apply_assignments()
