from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

UNIT_TYPES = [
    ("subsidiary", "Subsidiary"),
    ("region", "Regional Office"),
    ("office", "Office"),
    ("branch", "Branch"),
    ("department", "Department"),
    ("employee", "Employee"),
]


class ResPartner(models.Model):
    """The tree of a corporate member: subsidiaries, branches, employees."""

    _inherit = "res.partner"

    unit_type = fields.Selection(
        UNIT_TYPES,
        "Place in the Organisation",
        index="btree_not_null",
        help="What this record is within the corporate member above it.",
    )
    unit_manager_id = fields.Many2one(
        "res.partner",
        "Branch Manager",
        index="btree_not_null",
        domain=[("is_company", "=", False)],
        help="Person at the member who is responsible for this branch.",
    )
    member_unit_ids = fields.One2many(
        "res.partner",
        "parent_id",
        "Branches",
        domain=[("unit_type", "not in", (False, "employee"))],
    )
    staff_assignment_ids = fields.One2many(
        "community.member.assignment", "unit_id", "Staff of the Unit"
    )
    assignment_ids = fields.One2many(
        "community.member.assignment", "person_id", "Assignments"
    )
    member_staff_ids = fields.One2many(
        "community.member.assignment", "commercial_partner_id", "All Employees"
    )
    member_target_ids = fields.One2many(
        "community.member.target", "partner_id", "Targets"
    )
    unit_count = fields.Integer("Branches (all levels)", compute="_compute_tree_counts")
    staff_count = fields.Integer(
        "Employees (all levels)", compute="_compute_tree_counts"
    )

    @api.constrains("unit_type", "parent_id")
    def _check_unit_type(self):
        for partner in self:
            if partner.unit_type not in (False, "employee") and not partner.parent_id:
                raise ValidationError(
                    self.env._(
                        "%(name)s is a branch or department: say which member it "
                        "belongs to.",
                        name=partner.name,
                    )
                )
            if partner.unit_type == "employee" and partner.is_company:
                raise ValidationError(
                    self.env._(
                        "%(name)s is a company and cannot be an employee.",
                        name=partner.name,
                    )
                )

    @api.onchange("unit_type")
    def _onchange_unit_type(self):
        if self.unit_type:
            self.is_company = self.unit_type == "subsidiary"

    def _sql_tree(self):
        """Every record below these ones, however deep, with its root.

        :return: a query for a ``WITH RECURSIVE`` clause with columns root, id
        """
        return SQL(
            """
            tree(root, id) AS (
                SELECT id, id FROM res_partner WHERE id IN %s
                 UNION
                SELECT tree.root, child.id
                  FROM res_partner child
                  JOIN tree ON child.parent_id = tree.id
            )
            """,
            tuple(self.ids) or (0,),
        )

    def _get_tree_ids(self):
        """Ids of these records and all below them, for whoever may read these."""
        self.check_access("read")
        self.flush_model(["parent_id"])
        rows = self.env.execute_query(
            SQL("WITH RECURSIVE %s SELECT DISTINCT id FROM tree", self._sql_tree())
        )
        return [row[0] for row in rows]

    def _count_in_tree(self, model, domain):
        """How many records of `model` each of these has, with everything below.

        One query, whatever the number of partners; rows that the user may not read
        do not count. Add-ons use it for the buttons on the member's screen.

        :param model: name of a model with a stored ``partner_id``
        :return: {partner id: count}, without the zeros
        """
        self.flush_model(["parent_id"])
        records = self.env[model]
        found = records._search(domain)
        partner = records._field_to_sql(found.table, "partner_id", found)
        rows = self.env.execute_query(
            SQL(
                """
                WITH RECURSIVE %(tree)s
                SELECT tree.root, COUNT(*)
                  FROM tree
                  JOIN %(found)s AS found(partner_id) ON found.partner_id = tree.id
              GROUP BY tree.root
                """,
                tree=self._sql_tree(),
                found=found.subselect(partner),
            )
        )
        return dict(rows)

    def _compute_tree_counts(self):
        today = fields.Date.context_today(self)
        self.env["community.member.assignment"].flush_model()
        self.flush_model(["parent_id", "unit_type", "active"])
        rows = self.env.execute_query(
            SQL(
                """
                WITH RECURSIVE %(tree)s
                SELECT tree.root,
                       COUNT(DISTINCT unit.id) FILTER (
                           WHERE unit.id <> tree.root AND unit.active
                             AND unit.unit_type <> 'employee'),
                       COUNT(DISTINCT work.person_id)
                  FROM tree
                  JOIN res_partner unit ON unit.id = tree.id
             LEFT JOIN community_member_assignment work
                    ON (work.unit_id = tree.id OR work.department_id = tree.id)
                   AND work.date_from <= %(today)s
                   AND (work.left_on IS NULL OR work.left_on > %(today)s)
              GROUP BY tree.root
                """,
                tree=self._sql_tree(),
                today=today,
            )
        )
        counts = {root: (units, staff) for root, units, staff in rows}
        for partner in self:
            partner.unit_count, partner.staff_count = counts.get(
                partner._origin.id, (0, 0)
            )

    def _apply_assignments(self):
        """Put people where their current assignment says, and out when it ended."""
        current = self.assignment_ids.filtered("is_current").grouped("person_id")
        for person in self:
            assignments = current.get(person)
            if assignments:
                main = assignments[0]
                place = main.department_id or main.unit_id
                values = {"unit_type": "employee", "parent_id": place}
                if main.function:
                    values["function"] = main.function
                if any(person[name] != value for name, value in values.items()):
                    person.write(values | {"parent_id": place.id})
            elif person.unit_type == "employee":
                person.write({"unit_type": False, "parent_id": False})
                person._revoke_portal_access()

    def _revoke_portal_access(self):
        """Archive the portal users of people who are not members themselves."""
        leaving = self.filtered(lambda person: not person.in_member_register)
        # sudo: officers may not touch users; only portal users are reached.
        users = leaving.sudo().user_ids.filtered(lambda user: user._is_portal())
        users.write({"active": False})
        # sudo: an invitation that was not answered yet is void too.
        leaving.sudo().write({"signup_type": False})

    def _has_portal_right(self, right):
        """Whether this person may do `right` for the corporate member today.

        :param right: a field of ``community.member.assignment``, e.g. "can_order"
        """
        self.ensure_one()
        # sudo: portal users ask about themselves only; the answer is a boolean.
        assignments = self.sudo().assignment_ids.filtered("is_current")
        return any(assignment[right] for assignment in assignments)

    def action_open_units(self):
        return self._get_tree_action(
            "community_members.res_partner_action_units",
            [("unit_type", "not in", (False, "employee")), ("id", "not in", self.ids)],
        )

    def action_open_staff(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_members.community_member_assignment_action"
        )
        tree = self._get_tree_ids()
        return action | {
            "domain": ["|", ("unit_id", "in", tree), ("department_id", "in", tree)],
            "context": {"default_unit_id": self.id, "search_default_current": 1},
        }

    def _open_tree_records(self, xmlid, domain):
        """Action with the records that `_count_in_tree` counted."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        self.env[action["res_model"]].check_access("read")
        return action | {
            "domain": list(Domain("partner_id", "in", self._get_tree_ids()) & domain),
            "context": {"default_partner_id": self.id},
        }

    def _get_tree_action(self, xmlid, domain):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return action | {
            "domain": [("id", "in", self._get_tree_ids()), *domain],
            "context": {"default_parent_id": self.id},
        }
