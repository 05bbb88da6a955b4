from odoo import models


class ResUsers(models.Model):
    """The managers of an employee of a corporate member, for approvals."""

    _inherit = "res.users"

    def _get_approval_managers(self, record):
        """Portal users have their manager in their own company, never among staff of
        ours; whoever is named on the user form comes first."""
        managers = super()._get_approval_managers(record)
        if managers or not self.sudo().share:  # sudo: one's own kind of user
            return managers
        # sudo: who decides is found by rights that the maker need not see.
        person_sudo = self.partner_id.sudo()
        people = person_sudo.browse()
        # sudo: the units above are not the employee's to read
        for unit in self.sudo()._get_approval_units(record):
            people |= unit._get_order_approvers(without=person_sudo)
        return people.user_ids.filtered("share")

    def _get_approval_units(self, record):
        """Hook: the units whose managers decide on what this person asks for."""
        self.ensure_one()
        return self.partner_id.assignment_ids.filtered("is_current").unit_id
