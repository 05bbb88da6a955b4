from odoo import api, fields, models

from ..tools.service_form import digest


class CommunityServiceForm(models.Model):
    """Each sending freezes what the customer gets to see."""

    _inherit = "community.service.form"

    version_ids = fields.One2many(
        "community.service.version", "form_id", "Versions", readonly=True, copy=False
    )
    version = fields.Integer(readonly=True, copy=False)

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {"version_ids", "version"}

    def _make_version(self):
        """Freeze the form and send it.

        :return: community.service.version
        """
        self.ensure_one()
        # sudo: rows of the form are read to the end, whoever sends it.
        content = self.sudo()._get_content()
        number = self.version + 1
        made = self.env["community.service.version"]._with_pen()
        version = made.create(
            {
                "form_id": self.id,
                "version": number,
                "content": content,
                "digest": digest(content),
                "email": self.email,
                "sent_at": fields.Datetime.now(),
            }
        )
        self._keep(
            {"version": number} | dict.fromkeys(self._get_answer_fields(), False)
        )
        version._send_soon()
        return version

    @api.model
    def _get_answer_fields(self):
        return ("score", "answer_words", "answered_at", "answer")

    def _void_version(self):
        """Links of what was sent stop working, and its approval does not hold."""
        versions = self.version_ids._with_pen()
        versions.filtered(lambda each: not each.voided_at).write(
            {"voided_at": fields.Datetime.now()}
        )
        # Before another version comes: one of them is in force.
        versions.flush_recordset(["voided_at"])
        self._keep(dict.fromkeys(self._get_answer_fields(), False))

    def _get_content(self):
        """All that the customer approves, as values that JSON knows.

        Moments are in UTC, amounts in the currency that is named.
        """
        self.ensure_one()
        moment = fields.Datetime.to_string
        return {
            "number": self.number,
            "company": self.company_id.name,
            "customer": self.partner_id.display_name,
            "officer": self.user_id.name,
            "type": self.type_id.name,
            "authorised": self.authorised_name,
            "serial": self.serial or "",
            "from": moment(self.date_from),
            "to": moment(self.date_to),
            "arrived": moment(self.arrived_at) or "",
            "left": moment(self.departed_at) or "",
            "tz": self.user_id.tz or "UTC",
            "km": self.travel_km,
            "fee": self.fee,
            "currency": self.currency_id.id,
            "result": self.result,
            "answers": [
                [each.question_id.name, each._say()]
                for each in self.answer_ids
                if each.value
            ],
            "parts": [
                [each.name, each.quantity, each.price_unit] for each in self.part_ids
            ],
            "photos": [
                [each.kind, self._get_checksum(each, "image")]
                for each in self.photo_ids
            ],
            "signature": self._get_checksum(self, "signature"),
            "signed_by": self.signed_by or "",
        }

    @api.model
    def _get_checksum(self, record, name):
        """What Odoo's file store knows the bytes by; empty without a file."""
        domain = [
            ("res_model", "=", record._name),
            ("res_field", "=", name),
            ("res_id", "=", record.id),
        ]
        # sudo: only the checksum is read.
        found = self.env["ir.attachment"].sudo().search(domain, limit=1)
        return found.checksum or ""
