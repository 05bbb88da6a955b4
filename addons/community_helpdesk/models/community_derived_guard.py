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

    @api.model
    def _add_missing_default_values(self, values):
        """What follows begins as its field says, whatever a context or a default of a
        user asks for."""
        found = super()._add_missing_default_values(values)
        if self.env.su:
            return found
        for name in self._get_derived() - values.keys():
            field = self._fields[name]
            found.pop(name, None)
            if field.default:
                value = field.convert_to_cache(field.default(self), self)
                found[name] = field.convert_to_write(
                    field.convert_to_record(value, self), self
                )
        return found

    def _without_defaults(self):
        """These records, without what the context says of values that follow."""
        named = {f"default_{name}" for name in self._get_derived()}
        kept = {
            name: value for name, value in self.env.context.items() if name not in named
        }
        return self.with_env(self.env(context=kept))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_derived(vals)
        plain = self if self.env.su else self._without_defaults()
        return super(CommunityDerivedGuard, plain).create(vals_list)

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
