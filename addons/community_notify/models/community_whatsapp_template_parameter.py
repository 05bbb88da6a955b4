from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date, format_datetime, formatLang


class CommunityWhatsappTemplateParameter(models.Model):
    """Which field of the record stands in a place of the text."""

    _name = "community.whatsapp.template.parameter"
    _description = "WhatsApp Template Value"
    _order = "number, id"

    template_id = fields.Many2one(
        "community.whatsapp.template", required=True, ondelete="cascade", index=True
    )
    number = fields.Integer("Place", required=True, default=1)
    path = fields.Char(
        "Field",
        required=True,
        help="Fields with dots between them, such as partner_id.name, or the name of a "
        "value that is given with the notice.",
    )

    _number_unique = models.Constraint(
        "UNIQUE (template_id, number)", "Each place has one value."
    )

    @api.constrains("path", "template_id")
    def _check_path(self):
        """Only fields everybody on the staff may read: a template leaves the house."""
        for parameter in self:
            model = parameter.template_id.model
            if "." not in parameter.path or model not in self.env:
                continue
            record = self.env[model]
            for name in parameter.path.split("."):
                field = record._fields.get(name)
                if field is None or field.groups:
                    raise ValidationError(
                        self.env._(
                            "There is no such field: %(path)s", path=parameter.path
                        )
                    )
                record = self.env[field.comodel_name] if field.relational else record

    def _get_value(self, record):
        """Return the field's value as a person reads it; never a hidden field."""
        if not record:
            return "-"
        field = None
        for name in self.path.split("."):
            field = record._fields.get(name)
            if field is None or field.groups:
                return "-"
            owner, value = record[:1], record[:1][name]
            record = value if field.relational else record
        return self._format(owner, field, value) or "-"

    def _format(self, owner, field, value):
        if field.relational:
            return ", ".join(value.mapped("display_name"))
        if field.type == "date":
            return format_date(self.env, value) if value else ""
        if field.type == "datetime":
            return format_datetime(self.env, value) if value else ""
        if field.type == "selection":
            return dict(field._description_selection(owner.env)).get(value, "")
        if field.type == "monetary":
            currency = owner[field.get_currency_field(owner)]
            return formatLang(self.env, value, currency_obj=currency)
        return "" if value is False else str(value)
