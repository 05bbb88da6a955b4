from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import seam
from ..tools.values import three_way


class CommunityChangeRequestLine(models.Model):
    """One field: what it was, what is asked, and what it is by now."""

    _name = "community.change.request.line"
    _description = "Requested Value"
    _order = "request_id, id"
    _log_access = False

    request_id = fields.Many2one(
        "community.change.request", required=True, index=True, ondelete="cascade"
    )
    field_name = fields.Char(required=True)
    field_label = fields.Char(compute="_compute_field_label", string="Field")
    field_type = fields.Char()
    before = fields.Json(string="Value Before")
    after = fields.Json(string="Value Asked")
    before_text = fields.Char(string="Before")
    after_text = fields.Char(string="Asked")
    file = fields.Binary(attachment=True)
    now_text = fields.Char(compute="_compute_standing", string="Now")
    standing = fields.Selection(
        [
            ("clean", "Unchanged meanwhile"),
            ("done", "Already so"),
            ("conflict", "Changed meanwhile"),
        ],
        compute="_compute_standing",
    )

    @api.depends("field_name", "request_id.res_model")
    @api.depends_context("lang")
    def _compute_field_label(self):
        for line in self:
            model = self.env.get(line.request_id.res_model)
            field = model is not None and model._fields.get(line.field_name)
            line.field_label = (
                field._description_string(self.env) if field else line.field_name
            )

    @api.depends("before", "after", "request_id.state")
    def _compute_standing(self):
        for change, lines in self.grouped("request_id").items():
            record = change._get_record()
            watched = change.state in ("pending", "returned") and record
            for line in lines:
                if not watched or change.operation not in ("write", "archive"):
                    line.standing, line.now_text = "clean", line.before_text
                    continue
                now = change._encode(record, line.field_name, line.after)
                line.standing = three_way(line.before, now, line.after)
                line.now_text = change._describe(record, line.field_name, now)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_own_hand()
        return super().create(vals_list)

    def write(self, vals):
        self._check_own_hand()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("What was asked is not deleted."))

    def _check_own_hand(self):
        if not seam.is_creating("community.change.request"):
            raise UserError(self.env._("What was asked is not edited."))
