import re

from odoo import models

_PLACE = re.compile(r"\{\{\s*(\d{1,2})\s*\}\}")


class CommunityWhatsappTemplate(models.Model):
    """Choosing a template for a reader and filling it."""

    _inherit = "community.whatsapp.template"

    def _find(self, company, name, language):
        return self.search(
            [
                ("company_id", "=", company.id),
                ("name", "=", name),
                ("language", "=", language),
            ],
            limit=1,
        )

    def _for_reader(self, company, lang):
        """Return the approved sibling in the reader's language, or else this one."""
        self.ensure_one()
        siblings = self.search(
            [("company_id", "=", company.id), ("name", "=", self.name)]
        ).filtered(lambda template: template.status == "approved")
        wanted = (lang or "", (lang or "").split("_")[0], self.language)
        by_language = siblings.grouped("language")
        found = next((by_language[x] for x in wanted if x in by_language), None)
        return found or siblings[:1] or self

    def _prepare_texts(self, rows):
        """Fill the template for messages; note template and values on each.

        :return: the texts by message, as the queue wants them.
        """
        texts = {}
        groups = rows.grouped(lambda row: (row.company_id, row.lang, row.res_model))
        for (company, lang, model), group in groups.items():
            template = self._for_reader(company, lang)
            records = {}
            if model and model in self.env:
                found = self.env[model].with_context(lang=lang)
                records = {x.id: x for x in found.browse(group.mapped("res_id"))}
            for row in group:
                values = template._get_values(records.get(row.res_id), row)
                # sudo: the values are kept for the sender, not for people
                row.sudo().write(
                    {"whatsapp_template_id": template.id, "whatsapp_values": values}
                )
                texts[row.id] = {"body": template._fill(values)}
        return texts

    def _get_values(self, record, row):
        # sudo: given by the code that sent the notice
        given = row.sudo().render_values or {}
        return [
            str(given[parameter.path])
            if parameter.path in given
            else parameter._get_value(record)
            for parameter in self.parameter_ids.sorted("number")
        ]

    def _count(self, body=None):
        text = self.body if body is None else body
        return max((int(x) for x in _PLACE.findall(text or "")), default=0)

    def _fill(self, values):
        def value(found):
            number = int(found[1])
            return str(values[number - 1]) if 0 < number <= len(values) else found[0]

        return _PLACE.sub(value, self.body or "")
