from ast import literal_eval
from dataclasses import replace

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import NO_ACCESS, Domain

from ..tools.rules import Rule

# Kept by the framework, not by people.
TECHNICAL_PREFIXES = ("message_", "activity_", "website_message_", "rating_", "access_")
# Whoever may set a password sets it at once; a request would show it.
SECRET_NAMES = ("password", "new_password", "totp_secret", "api_key_ids")
BUTTON_PREFIXES = ("action_", "button_")
CORE_METHODS = frozenset(dir(models.BaseModel)) - {
    "action_archive",
    "action_unarchive",
}
# What approvals are made of, and what would lock everybody out.
NEVER_CONTROLLED = (
    "community.approval.",
    "community.change.request",
    "ir.",
    "bus.",
    "base.",
    "mail.message",
    "mail.activity",
    "res.users.log",
)


class CommunityApprovalAreaLine(models.Model):
    """One kind of record in an area: which fields, which operations, when."""

    _name = "community.approval.area.line"
    _description = "Controlled Records"
    _order = "area_id, sequence, id"

    area_id = fields.Many2one(
        "community.approval.area", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    model_id = fields.Many2one(
        "ir.model",
        string="Records",
        required=True,
        ondelete="cascade",
        index=True,
        domain=[("transient", "=", False), ("abstract", "=", False)],
    )
    model_name = fields.Char(related="model_id.model")
    all_fields = fields.Boolean(help="Every field that people can change.")
    field_ids = fields.Many2many(
        "ir.model.fields",
        "community_approval_area_line_field_rel",
        "line_id",
        "field_id",
        string="Fields",
        domain="[('model_id', '=', model_id), ('store', '=', True)]",
    )
    on_create = fields.Boolean(string="Create")
    on_write = fields.Boolean(string="Change", default=True)
    on_archive = fields.Boolean(string="Archive")
    on_unlink = fields.Boolean(string="Delete")
    methods = fields.Char(
        string="Buttons",
        help="Technical names of buttons whose press waits, separated by commas.",
    )
    condition = fields.Char(
        default="[]", help="Only records that match before or after the change."
    )
    amount_field_id = fields.Many2one(
        "ir.model.fields",
        string="Amount",
        ondelete="set null",
        domain="[('model_id', '=', model_id),"
        " ('ttype', 'in', ('float', 'integer', 'monetary'))]",
        help="Steps that start at an amount look at this field.",
    )
    summary = fields.Char(compute="_compute_summary")
    broken = fields.Boolean(
        compute="_compute_broken", help="The condition cannot be read any more."
    )

    @api.depends("model_id", "all_fields", "field_ids", "on_create", "on_write")
    @api.depends_context("lang")
    def _compute_summary(self):
        for line in self:
            # sudo: names of models and fields are shown to whoever sees the area.
            model = line.sudo().model_id.name or ""
            labels = line.sudo().field_ids.mapped("field_description")
            if line.on_write and labels and not line.all_fields:
                model = f"{model}: {', '.join(labels)}"
            line.summary = model

    @api.depends("condition", "model_id")
    def _compute_broken(self):
        for line in self:
            try:
                line._get_domain().validate(self.env[line.model_id.model])
                line.broken = False
            except Exception:
                line.broken = True

    @api.constrains("model_id")
    def _check_model(self):
        for line in self:
            if line.model_id.model.startswith(NEVER_CONTROLLED):
                raise ValidationError(
                    self.env._(
                        "%(model)s belongs to the system and is not controlled here.",
                        model=line.model_id.name,
                    )
                )

    @api.constrains("condition", "model_id")
    def _check_condition(self):
        for line in self:
            if line.broken:
                raise ValidationError(
                    self.env._(
                        "The condition %(condition)s does not fit %(model)s.",
                        condition=line.condition,
                        model=line.model_id.name,
                    )
                )

    @api.constrains("methods", "model_id")
    def _check_methods(self):
        for line in self:
            for name in line._get_method_names():
                method = getattr(type(self.env[line.model_id.model]), name, None)
                # A held check would let everybody pass; add-ons name what is theirs.
                is_shipped = self.env.uid == SUPERUSER_ID
                is_button = is_shipped or name.startswith(BUTTON_PREFIXES)
                if not callable(method) or not is_button or name in CORE_METHODS:
                    raise ValidationError(
                        self.env._(
                            "%(model)s has no button %(button)s.",
                            model=line.model_id.name,
                            button=name,
                        )
                    )

    @api.constrains("on_write", "all_fields", "field_ids")
    def _check_fields(self):
        for line in self:
            if line.on_write and not line.all_fields and not line.field_ids:
                raise ValidationError(
                    self.env._(
                        "%(model)s: name the fields, or control all of them.",
                        model=line.model_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        self.env["community.approval.gate"]._rules_changed()
        return lines

    def write(self, vals):
        result = super().write(vals)
        self.env["community.approval.gate"]._rules_changed()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["community.approval.gate"]._rules_changed()
        return result

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_domain(self):
        self.ensure_one()
        return Domain(literal_eval(self.condition or "[]"))

    def _get_method_names(self):
        self.ensure_one()
        names = (name.strip() for name in (self.methods or "").split(","))
        return [name for name in names if name]

    def _compile(self):
        """[(model name, Rule)]: the line as the gate reads it, and one more for each
        list that is named: whoever edits a line of the list changes the list."""
        self.ensure_one()
        operations = {
            operation
            for operation in ("create", "write", "archive", "unlink")
            if self[f"on_{operation}"]
        }
        domain = self._get_domain()
        rule = Rule(
            line_id=self.id,
            area_id=self.area_id.id,
            operations=frozenset(operations),
            fields=self._get_field_names() if self.on_write else frozenset(),
            methods=frozenset(self._get_method_names()),
            domain=_as_text(domain),
            company_id=self.area_id.company_id.id or 0,
            amount_field=self.amount_field_id.name or "",
        )
        return [(self.model_name, rule), *self._compile_lists(rule, domain)]

    def _compile_lists(self, rule, domain):
        compiled = []
        for named in self.field_ids if self.on_write and not self.all_fields else ():
            field = self.env[self.model_name]._fields[named.name]
            if field.type != "one2many" or not field.inverse_name:
                continue
            if field.inverse_name not in self.env[field.comodel_name]._fields:
                continue
            of_parent = Domain(field.inverse_name, "any", domain)
            list_rule = replace(
                rule,
                operations=frozenset({"create", "write", "unlink"}),
                fields=get_editable_fields(self.env[field.comodel_name]),
                methods=frozenset(),
                domain=_as_text(of_parent),
                amount_field="",
                parent=self.model_name,
            )
            compiled.append((field.comodel_name, list_rule))
        return compiled

    def _get_field_names(self):
        """Names of the fields whose change is held."""
        self.ensure_one()
        model = self.env[self.model_name]
        if not self.all_fields:
            return frozenset(
                name
                for name in self.field_ids.mapped("name")
                if name not in model._fields or not is_secret(model._fields[name])
            )
        return get_editable_fields(model)


def _as_text(domain):
    return "" if domain.is_true() else repr(list(domain))


def is_secret(field):
    """Whether the value must not come into a request, where others read it."""
    groups = set((field.groups or "").split(","))
    return field.name in SECRET_NAMES or bool(groups & {NO_ACCESS, "base.group_system"})


def get_editable_fields(model):
    """Names of the fields that people change. Lists of other records have to be named:
    with all of them a member's invoices would be part of the member."""
    return frozenset(
        name
        for name, field in model._fields.items()
        if name not in models.MAGIC_COLUMNS
        and not name.startswith(TECHNICAL_PREFIXES)
        and not is_secret(field)
        and name != model._active_name
        and not (field.compute and field.readonly)
        and (field.store or field.inverse)
        and (field.type != "one2many" or _is_part(field, model))
    )


def _is_part(field, model):
    """Whether the rows of a list live and die with the record."""
    inverse = model.env[field.comodel_name]._fields.get(field.inverse_name or "")
    return bool(inverse and inverse.required and inverse.ondelete == "cascade")
