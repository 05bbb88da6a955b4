from odoo import models
from odoo.tools import email_normalize, single_email_re

from ..tools.order_approvers import read_amount
from .community_member_assignment import RIGHTS


class ResPartner(models.Model):
    """A corporate member's manager looks after his own people on the portal.

    All methods are called on the manager, with rights already lifted, and answer
    for him alone: what is not in the answer does not exist for him.
    """

    _inherit = "res.partner"

    def _get_managing_assignments(self):
        return self.assignment_ids.filtered("is_current").filtered(
            "can_manage_employees"
        )

    def _is_own_corporate_member(self):
        """The log-in of the corporate member itself holds every right."""
        return self.is_company and self.in_member_register

    def _get_managed_units(self):
        """Companies and branches whose employees this person manages, downwards."""
        self.ensure_one()
        roots = self._get_managing_assignments().unit_id
        if self._is_own_corporate_member():
            roots |= self
        if not roots:
            return self.browse()
        below = self.search(
            [
                ("id", "in", roots._get_tree_ids()),
                ("unit_type", "not in", (False, "employee")),
            ]
        )
        return roots | below

    def _get_managed_assignments_domain(self):
        self.ensure_one()
        return [("unit_id", "in", self._get_managed_units().ids)]

    def _get_grantable_rights(self, unit):
        """What this manager may give in `unit`: only what he holds there himself."""
        self.ensure_one()
        if self._is_own_corporate_member() and unit.id in self._get_tree_ids():
            return set(RIGHTS)
        reaching = self._get_managing_assignments().filtered(
            lambda work: unit.id in work.unit_id._get_tree_ids()
        )
        return {right for right in RIGHTS if any(reaching.mapped(right))}

    # ------------------------------------------------------------
    # HIRING
    # ------------------------------------------------------------

    def _read_employee_form(self, form, units, languages):
        """Check what was typed about a new employee.

        :param units: where this manager may place somebody
        :param languages: codes the portal speaks
        :return: (clean values, {field: what is wrong with it})
        """
        self.ensure_one()
        errors = {}
        values = {
            name: (form.get(name) or "").strip()[:100]
            for name in ("name", "email", "phone", "function")
        }
        values["email"] = values["email"].lower()
        unit = units.filtered(lambda unit: str(unit.id) == form.get("unit_id"))
        values["unit"] = unit
        if not values["name"]:
            errors["name"] = self.env._("What is the employee called?")
        if not single_email_re.match(values["email"]):
            errors["email"] = self.env._("Type an address like name@example.com.")
        elif self._works_here(values["email"], units):
            errors["email"] = self.env._(
                "Somebody with this address works for you already."
            )
        if not unit:
            errors["unit_id"] = self.env._("Choose where the employee works.")
        values["lang"] = form.get("lang")
        if values["lang"] not in languages:
            errors["lang"] = self.env._("Choose one of the languages in the list.")
        held = self._get_grantable_rights(unit) if unit else set()
        values["rights"] = [
            right for right in RIGHTS if right in form and right in held
        ]
        values["order_limit"] = self._read_order_limit(form, held, errors)
        return values, errors

    def _read_order_limit(self, form, held, errors):
        """The amount typed; only those who approve orders give up a part of it.

        :param held: rights of this manager in the unit
        :return: None when there is nothing to change
        """
        if "order_limit" not in form or "can_approve_orders" not in held:
            return None
        limit = read_amount(form["order_limit"])
        if limit is None:
            errors["order_limit"] = self.env._("Type an amount like 250, or nothing.")
        return limit

    def _works_here(self, email, units):
        return bool(
            self.env["community.member.assignment"].search_count(
                [
                    ("unit_id", "in", units.ids),
                    ("is_current", "=", True),
                    ("person_id.email_normalized", "=", email_normalize(email)),
                ],
                limit=1,
            )
        )

    def _hire_employee(self, values):
        """A new person, or one who left these units, with an assignment from today."""
        self.ensure_one()
        assignments = self.env["community.member.assignment"]
        unit = values["unit"]
        person = assignments._find_former_employee(
            values["email"], self._get_managed_units()
        )
        if not person:
            person = self.create(
                {
                    "name": values["name"],
                    "email": values["email"],
                    "phone": values["phone"],
                    "lang": values["lang"],
                    "company_id": unit.company_id.id,
                }
            )
        return assignments.create(
            {
                "person_id": person.id,
                "unit_id": unit.id,
                "function": values["function"],
                "order_limit": values["order_limit"] or 0.0,
                **dict.fromkeys(values["rights"], True),
            }
        )
