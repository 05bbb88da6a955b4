from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError

PENDING = "community_approval.bypasses"


class CommunityApprovalBypass(models.Model):
    """Controlled changes that were let through, with the reason: by the system, by a
    scheduled job, by code that opened the seam."""

    _name = "community.approval.bypass"
    _description = "Change Let Through"
    _order = "id desc"
    _log_access = False

    date = fields.Datetime(required=True, index=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", required=True, index=True)
    reason = fields.Char(required=True)
    res_model = fields.Char(string="Records", required=True, index=True)
    operation = fields.Char(required=True)
    field_names = fields.Char(string="Fields")
    record_count = fields.Integer(required=True)

    def write(self, vals):
        self._refuse_edit()
        return super().write(vals)

    def _refuse_edit(self):
        raise UserError(self.env._("What was let through is not edited."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("What was let through is not deleted."))

    @api.model
    def _note(self, reason, records, operation, field_names=()):
        """Count a passage; one row per kind is written when the transaction ends."""
        data = self.env.cr.precommit.data
        if PENDING not in data:
            data[PENDING] = Counter()
            self.env.cr.precommit.add(self._write_noted)
        key = (
            self.env.uid,
            reason,
            records._name,
            operation,
            ", ".join(sorted(field_names)),
        )
        data[PENDING][key] += len(records) or 1

    def _write_noted(self):
        noted = self.env.cr.precommit.data.pop(PENDING, {})
        # sudo: nobody has the right to write this log by hand.
        self.sudo().create(
            [
                {
                    "user_id": user_id,
                    "reason": reason,
                    "res_model": model,
                    "operation": operation,
                    "field_names": names,
                    "record_count": count,
                }
                for (user_id, reason, model, operation, names), count in noted.items()
            ]
        )
