"""What a trial did, in the words of the one who decides."""

from odoo import api, models

from ..tools.row_diff import changed_columns

SILENT_COLUMNS = {*models.LOG_ACCESS_COLUMNS, "access_token"}
SHOWN_ROWS = 50


class CommunityChangeRequest(models.Model):
    _inherit = "community.change.request"

    def _describe_rows(self, rows):
        """The rows as a person reads them, without what was asked for itself."""
        models_by_table = {
            model._table: name
            for name, model in self.env.registry.items()
            if model._auto and not model._abstract and not model._transient
        }
        asked = set(self.line_ids.mapped("field_name"))
        effects = []
        for table, row_id, before, after in rows:
            model_name = models_by_table.get(table)
            if not model_name or self._is_own_picture(table, after or before):
                continue
            is_target = model_name == self.res_model and row_id == self.res_id
            effect = self._describe_row(model_name, row_id, before, after)
            if is_target and effect["kind"] == "changed":
                effect["fields"] = [
                    f for f in effect["fields"] if f["name"] not in asked
                ]
            if effect["kind"] != "changed" or effect["fields"]:
                effects.append(effect)
        effects.sort(key=lambda each: (each["label"], each["id"]))
        return effects[:SHOWN_ROWS]

    @api.model
    def _describe_row(self, model_name, row_id, before, after):
        model = self.env[model_name].sudo()  # sudo: the approver sees what happens
        kind = "changed" if before and after else "created" if after else "deleted"
        row = after or before
        record = model.browse(row_id)
        return {
            "model": model_name,
            # sudo: the name of a kind is no secret
            "label": self.env["ir.model"].sudo()._get(model_name).name,
            "id": row_id,
            "name": self._describe_name(record, row),
            "kind": kind,
            "fields": [
                self._describe_column(record, column, old, new)
                for column, old, new in changed_columns(before, after, SILENT_COLUMNS)
                if column in model._fields and kind == "changed"
            ],
        }

    @api.model
    def _describe_name(self, record, row):
        """The name in the row itself: what the trial created is gone again."""
        name = row.get(record._rec_name or "name")
        if name and (field := record._fields[record._rec_name]).type == "many2one":
            name = record.env[field.comodel_name].browse(name).display_name
        if isinstance(name, dict):
            name = name.get(self.env.lang) or name.get("en_US")
        return str(name or record.exists().display_name or "")

    @api.model
    def _describe_column(self, record, column, old, new):
        field = record._fields[column]

        def text(value):
            if field.company_dependent:
                value = (value or {}).get(str(self.env.company.id))
            elif isinstance(value, dict):
                value = value.get(self.env.lang) or value.get("en_US")
            if field.type == "properties" or value is None:
                return ""
            return self._describe(record.exists(), column, value)

        return {
            "name": column,
            "label": field._description_string(self.env),
            "before": text(old),
            "after": text(new),
        }
