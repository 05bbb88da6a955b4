from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import ormcache

from ..tools.rules import Rule


class CommunityApprovalArea(models.Model):
    """What a second pair of eyes has to see, and whose eyes."""

    _name = "community.approval.area"
    _description = "Approval Area"
    _inherit = ["mail.thread"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(copy=False, help="Name that other apps know the area by.")
    sequence = fields.Integer(default=10)
    enabled = fields.Boolean(
        tracking=True,
        help="On: changes wait for approval. Off: changes apply directly.",
    )
    description = fields.Text(translate=True)
    company_id = fields.Many2one("res.company", index="btree_not_null", tracking=True)
    line_ids = fields.One2many("community.approval.area.line", "area_id", copy=True)
    step_ids = fields.One2many("community.approval.step", "area_id", copy=True)
    request_ids = fields.One2many("community.change.request", "area_id")
    pending_count = fields.Integer(compute="_compute_pending_count")
    reason_required = fields.Boolean(
        help="The approver has to give a reason with every decision."
    )
    controls = fields.Char(compute="_compute_controls")
    deciders = fields.Char(compute="_compute_deciders")

    _code_uniq = models.UniqueIndex(
        "(code) WHERE code IS NOT NULL", "Another area has this code."
    )

    @api.depends("request_ids.state")
    def _compute_pending_count(self):
        counts = dict(
            self.env["community.change.request"]._read_group(
                [("area_id", "in", self.ids), ("state", "=", "pending")],
                ["area_id"],
                ["__count"],
            )
        )
        for area in self:
            area.pending_count = counts.get(area, 0)

    @api.depends("line_ids.summary")
    def _compute_controls(self):
        for area in self:
            area.controls = "; ".join(area.line_ids.mapped("summary"))

    @api.depends("step_ids.summary")
    def _compute_deciders(self):
        for area in self:
            area.deciders = " → ".join(area.step_ids.mapped("summary"))

    @api.constrains("enabled", "step_ids", "line_ids")
    def _check_complete(self):
        for area in self.filtered("enabled"):
            if not area.line_ids:
                raise ValidationError(
                    self.env._("%(area)s: say what is controlled.", area=area.name)
                )
            if not any(step._has_somebody() for step in area.step_ids):
                raise ValidationError(
                    self.env._(
                        "%(area)s: name at least one step with somebody who decides, "
                        "then switch it on.",
                        area=area.name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD: the gate follows the rules
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        areas = super().create(vals_list)
        self.env["community.approval.gate"]._rules_changed()
        return areas

    def write(self, vals):
        result = super().write(vals)
        if {"enabled", "company_id", "line_ids", "step_ids"} & vals.keys():
            self.env["community.approval.gate"]._rules_changed()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["community.approval.gate"]._rules_changed()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if used := self.filtered("request_ids"):
            raise ValidationError(
                self.env._(
                    "%(area)s has requests and stays for the record. Switch it off.",
                    area=used[0].name,
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_requests(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_approval.community_change_request_action_all"
        )
        action["domain"] = [("area_id", "=", self.id)]
        return action

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    @ormcache()
    def _get_rules(self):
        """{model name: tuple of Rule} of every area that is switched on."""
        rules = {}
        # sudo: everybody's writes are compared with the rules, few may read them.
        areas = self.sudo().search([("enabled", "=", True)])
        for line in areas.line_ids:
            if line.model_name not in self.env or line.broken:
                continue
            for model_name, rule in line._compile():
                rules.setdefault(model_name, []).append(rule)
        return {name: tuple(compiled) for name, compiled in rules.items()}

    @api.model
    def _get_system_methods(self):
        """Methods inside which nothing is held, because they are bookkeeping.

        :return: {model name: [method names]}; other apps add theirs by ``super()``
        """
        return {}

    @api.model
    def _get_model_rules(self, model_name) -> tuple[Rule, ...]:
        return self._get_rules().get(model_name, ())
