from odoo import api, models
from odoo.exceptions import UserError

# Only code of this process can hand this object over; no caller from outside can.
_PEN = object()


class CommunityPenGuard(models.AbstractModel):
    """Rows that the suite alone writes, by steps that take up a pen first.

    Nobody adds, edits or deletes them through a form, an import or a call from outside,
    whatever rights the user has. Models say why not in `_get_pen_refusal`.
    """

    _name = "community.pen.guard"
    _description = "Rows Written by the Suite"

    # Name of the pen. Without one, who may write takes up the rights of the system.
    _pen = None

    @api.model
    def _with_pen(self):
        """These records, by code that may write them."""
        if not self._pen:
            self.check_access("write")
            # sudo: the right is checked; only the suite writes such rows.
            return self.sudo()
        # sudo: roles may read such rows, and nobody may write them.
        return self.sudo().with_context(**{f"community_{self._pen}_pen": _PEN})

    def _has_pen(self):
        if not self._pen:
            return self.env.su
        return self.env.context.get(f"community_{self._pen}_pen") is _PEN

    def _check_pen(self):
        if not self._has_pen():
            raise UserError(self._get_pen_refusal())

    def _check_pen_to_write(self, vals):
        """Hook: some models let users write some of their fields."""
        self._check_pen()

    def _get_pen_refusal(self):
        """Hook: what is said to whom has no pen."""
        return self.env._("Only the suite writes such rows.")

    @api.model_create_multi
    def create(self, vals_list):
        self._check_pen()
        records = super().create(vals_list)
        # Once more, for whom it depends on the record.
        records._check_pen()
        return records

    def write(self, vals):
        self._check_pen_to_write(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_by_suite(self):
        self._check_pen()
