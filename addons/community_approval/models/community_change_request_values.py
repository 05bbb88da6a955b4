"""Field values of a request: to JSON, to words, back to what ``write`` takes."""

from odoo import api, models
from odoo.tools import (
    format_date,
    format_datetime,
    formatLang,
    html2plaintext,
    human_size,
)

from ..tools.values import (
    CREATE,
    DELETE,
    UNLINK,
    UPDATE,
    file_print,
    link_commands,
    linked_ids,
    plain,
)

LISTS = ("many2many", "one2many")


class CommunityChangeRequest(models.Model):
    _inherit = "community.change.request"

    # ------------------------------------------------------------
    # TO JSON
    # ------------------------------------------------------------

    @api.model
    def _encode(self, record, name, like=None):
        """The present value of a field.

        :param like: the value asked; tells which rows of a list and which properties
            are looked at
        """
        record = record.sudo().with_context(bin_size=False)  # sudo: held for approvers
        field = record._fields[name]
        if field.type == "binary":
            return file_print(record[name])
        if field.type == "properties":
            return self._encode_properties(record, name, like)
        if field.type in LISTS:
            if isinstance(like, dict):
                return self._encode_rows(record, name, like["commands"])
            return sorted(record[name].ids)
        return plain(field.convert_to_write(record[name], record)) or False

    @api.model
    def _encode_properties(self, record, name, like):
        value = record.read([name])[0][name] if record.id else []
        known = {each["name"]: each.get("value") for each in value or []}
        return {key: plain(known.get(key) or False) for key in like or known}

    @api.model
    def _encode_rows(self, record, name, commands):
        """The touched rows of a list, as they are."""
        comodel = record[name].browse()
        touched = {command[1]: command for command in commands if command[1]}
        rows = comodel.browse([key for key in touched if isinstance(key, int)]).exists()
        encoded = {}
        for row in rows:
            command = touched[row.id]
            names = command[2] if command[0] == UPDATE else {}
            encoded[str(row.id)] = {
                "name": row.display_name,
                **{each: self._encode(row, each) for each in names},
            }
        return {"rows": encoded}

    @api.model
    def _encode_asked(self, record, name, value):
        """The value that a write was given, in the shape of :meth:`_encode`."""
        field = record._fields[name]
        if field.type == "binary":
            return file_print(value)
        if field.type == "properties":
            if not isinstance(value, dict):
                value = {each["name"]: each.get("value") for each in value or []}
            return {key: plain(each or False) for key, each in value.items()}
        if field.type in LISTS:
            return self._encode_asked_list(record, field, value)
        cached = field.convert_to_cache(value, record)
        value = field.convert_to_write(field.convert_to_record(cached, record), record)
        return plain(value) or False

    @api.model
    def _encode_asked_list(self, record, field, value):
        commands = value if isinstance(value, (list, tuple)) else [[6, 0, value.ids]]
        # sudo: held for approvers
        before = record.sudo()[field.name].ids if record.id else []
        ids = linked_ids(before, commands)
        if ids is not None and (field.type == "many2many" or set(ids) == set(before)):
            return ids
        return {"commands": plain(self._normalise(commands, before))}

    @api.model
    def _normalise(self, commands, before):
        """Commands row by row: what replaces a whole list is told as what goes."""
        ids = set(before)
        normal = []
        for command in commands:
            kind, target, values = (*command, 0, 0)[:3]
            if kind in (5, 6):
                kept = set(values or ())
                normal += [[UNLINK, each, 0] for each in sorted(ids - kept)]
                normal += [[4, each, 0] for each in sorted(kept - ids)]
            elif kind != 4 or target not in ids:
                normal.append([kind, target, values])
        return normal

    # ------------------------------------------------------------
    # TO WORDS
    # ------------------------------------------------------------

    @api.model
    def _describe(self, record, name, value):
        """The value as a person reads it."""
        field = record._fields[name]
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if field.type in ("integer", "float", "monetary"):
            return self._describe_number(record, field, value)
        if not value:
            return ""
        describe = getattr(self, f"_describe_{field.type}", None)
        return describe(record, field, value) if describe else str(value)[:500]

    @api.model
    def _describe_number(self, record, field, value):
        if field.type == "integer":
            return str(value or 0)
        if field.type == "monetary":
            currency = record[field.get_currency_field(record)]
            return formatLang(self.env, value or 0, currency_obj=currency or None)
        digits = field.get_digits(self.env)
        return formatLang(self.env, value or 0, digits=digits[1] if digits else 2)

    @api.model
    def _describe_selection(self, record, field, value):
        return dict(field._description_selection(self.env)).get(value, value)

    @api.model
    def _describe_date(self, record, field, value):
        return format_date(self.env, value)

    @api.model
    def _describe_datetime(self, record, field, value):
        return format_datetime(self.env, value)

    @api.model
    def _describe_html(self, record, field, value):
        return html2plaintext(value)[:500]

    @api.model
    def _describe_binary(self, record, field, value):
        return self.env._("file of %(size)s", size=human_size(value["size"] * 3 // 4))

    @api.model
    def _describe_many2one(self, record, field, value):
        # sudo: the approver sees what he decides about.
        target = self.env[field.comodel_name].sudo().browse(value).exists()
        return target.display_name or self.env._("deleted record %(id)s", id=value)

    @api.model
    def _describe_many2many(self, record, field, value):
        if isinstance(value, dict):
            return self._describe_commands(field, value)
        # sudo: the approver sees what he decides about.
        targets = self.env[field.comodel_name].sudo().browse(value).exists()
        return ", ".join(targets.mapped("display_name"))

    _describe_one2many = _describe_many2many

    @api.model
    def _describe_properties(self, record, field, value):
        return "; ".join(f"{key}: {each}" for key, each in value.items() if each)

    @api.model
    def _describe_commands(self, field, value):
        if "rows" in value:
            return "; ".join(row["name"] or "" for row in value["rows"].values())
        model = self.env[field.comodel_name].sudo()  # sudo: held for approvers
        texts = []
        for kind, target, values in value["commands"]:
            if kind == CREATE:
                draft = model.new(values)
                name = draft[model._rec_name] if model._rec_name else ""
                texts.append(f"+ {name or self._describe_values(draft, values)}")
                continue
            row = model.browse(target).exists()
            if kind == UPDATE:
                texts.append(
                    f"{row.display_name}: {self._describe_values(row, values)}"
                )
            else:
                sign = "−" if kind in (DELETE, UNLINK) else "+"
                texts.append(f"{sign} {row.display_name or ''}")
        return "; ".join(texts)

    @api.model
    def _describe_values(self, row, values):
        return ", ".join(
            f"{self._get_label(row, name)} = "
            f"{self._describe(row, name, self._encode_asked(row, name, each))}"
            for name, each in values.items()
            if name in row._fields
        )

    # ------------------------------------------------------------
    # BACK
    # ------------------------------------------------------------

    def _get_values_to_write(self):
        """What ``write`` is given when the request is approved."""
        self.ensure_one()
        values = {}
        for line in self.line_ids:
            if line.field_type == "binary":
                values[line.field_name] = (
                    line.with_context(bin_size=False).file or False
                )
            elif line.field_type in LISTS and isinstance(line.after, dict):
                values[line.field_name] = line.after["commands"]
            elif line.field_type in LISTS:
                values[line.field_name] = link_commands(line.before or (), line.after)
            else:
                values[line.field_name] = line.after
        return values
