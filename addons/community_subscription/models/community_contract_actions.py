from odoo import models
from odoo.exceptions import UserError


class CommunityContract(models.Model):
    """The buttons of a contract; each opens a window that says what will happen."""

    _inherit = "community.contract"

    def _check_officer(self):
        """Refuse whoever may not change contracts, also those behind a button."""
        self.check_access("write")

    def _open_wizard(self, model, name):
        self.ensure_one()
        self._check_officer()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"active_id": self.id, "default_contract_id": self.id},
        }

    def action_change_plan(self):
        """Another plan."""
        name = self.env._("Change the Plan")
        return self._open_wizard("community.contract.plan.change", name)

    def action_hold(self):
        """A hold, or gift time."""
        return self._open_wizard(
            "community.contract.hold.make", self.env._("Put on Hold")
        )

    def action_end_hold(self):
        """The end of a hold."""
        name = self.env._("End the Hold")
        return self._open_wizard("community.contract.hold.end", name)

    def action_close(self):
        """Notice."""
        return self._open_wizard("community.contract.close", self.env._("End Contract"))

    def action_renew(self):
        """The next term."""
        return self._open_wizard("community.contract.renew", self.env._("Renew"))

    def action_reopen(self):
        """Take notice back, or take up again what has ended."""
        self._check_officer()
        if not self:
            raise UserError(self.env._("Choose a contract first."))
        self._reopen()
        return True

    def action_mass_hold(self):
        """A hold of many contracts, such as when the club is closed."""
        self._check_officer()
        plans = self.plan_id
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("The Club Is Closed"),
            "res_model": "community.mass.hold",
            "view_mode": "form",
            "context": {"default_plan_ids": [(6, 0, plans.ids)]},
        }
