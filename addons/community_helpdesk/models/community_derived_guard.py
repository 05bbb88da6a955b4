from odoo import api, models
from odoo.exceptions import UserError


class CommunityDerivedGuard(models.AbstractModel):
    """Values that follow from what happened and that nobody writes by hand.

    A form does not offer them, and a program that writes them is refused. Code of the
    suite writes them by `_keep`.
    """

    _name = "community.derived.guard"
    _description = "Values That Follow From What Happened"

    # Names of the fields; the files of a model add theirs.
    _derived = frozenset()

    @api.model
    def _get_derived(self):
        """Hook: names of the fields that nobody writes by hand."""
        return self._derived

    def _keep(self, vals):
        """Write values that follow from what happened."""
        # sudo: what follows is written whoever caused it.
        return self.sudo().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_derived(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_derived(vals)
        return super().write(vals)

    @api.model
    def _check_derived(self, vals):
        """:raises UserError: when somebody writes what follows by itself"""
        if self.env.su:
            return
        forbidden = self._get_derived() & vals.keys()
        if forbidden:
            labels = [
                self._fields[name]._description_string(self.env)
                for name in sorted(forbidden)
            ]
            raise UserError(
                self.env._(
                    "%(fields)s: this follows from what happened and is not written "
                    "by hand.",
                    fields=", ".join(labels),
                )
            )
