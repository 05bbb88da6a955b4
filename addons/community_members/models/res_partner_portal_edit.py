import base64

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import single_email_re
from odoo.tools.image import ImageProcess

TEXT_FIELDS = ("phone", "mobile", "email", "street", "street2", "zip", "city")
PHOTO_LIMIT = 8 * 1024 * 1024
PHOTO_FORMATS = ("JPEG", "PNG")


class ResPartner(models.Model):
    """Own data that a member may change on the portal: these fields and no other."""

    _inherit = "res.partner"

    def _get_portal_editable_fields(self):
        """The allow-list; what a form sends besides is ignored."""
        self.ensure_one()
        names = [*TEXT_FIELDS, "country_id", "state_id", "lang"]
        return names if self.is_company else [*names, "birthdate_date"]

    def _can_be_edited_by_current_customer(self, **kwargs):
        """An employee changes his company's addresses only as its manager."""
        person = self._get_current_partner(**kwargs)
        is_employee = person != self and person.unit_type == "employee"
        if is_employee and not person._has_portal_right("can_manage_employees"):
            return False
        return super()._can_be_edited_by_current_customer(**kwargs)

    def _get_portal_form(self):
        """The present values as the form shows them."""
        self.ensure_one()
        form = {}
        for name in self._get_portal_editable_fields():
            value = self[name]
            if isinstance(value, models.BaseModel):
                value = value.id
            form[name] = str(value or "")
        return form

    def _read_portal_form(self, form):
        """Check what was typed.

        :return: (values to write, {field: what is wrong with it})
        """
        self.ensure_one()
        values, errors = {}, {}
        allowed = self._get_portal_editable_fields()
        for name in (name for name in TEXT_FIELDS if name in form):
            values[name] = form[name].strip()[:200] or False
        email = values.get("email")
        if "email" in values and not (email and single_email_re.match(email)):
            errors["email"] = self.env._("Type an address like name@example.com.")
        if "birthdate_date" in allowed and "birthdate_date" in form:
            self._read_portal_birthdate(form, values, errors)
        self._read_portal_place(form, values, errors)
        if "lang" in form:
            languages = [code for code, _name in self.env["res.lang"].get_installed()]
            if form["lang"] in languages:
                values["lang"] = form["lang"]
            else:
                errors["lang"] = self.env._("Choose one of the languages in the list.")
        for name in ("phone", "mobile"):
            digits = sum(char.isdigit() for char in values.get(name) or "")
            if values.get(name) and digits < 5:
                errors[name] = self.env._("This is too short for a phone number.")
        return values, errors

    def _read_portal_birthdate(self, form, values, errors):
        typed = form["birthdate_date"].strip()
        try:
            values["birthdate_date"] = fields.Date.to_date(typed) if typed else False
        except ValueError:
            errors["birthdate_date"] = self.env._("Type the date as in 1985-04-23.")
            return
        born, today = values["birthdate_date"], fields.Date.context_today(self)
        if born and not (born.year >= 1900 and born <= today):
            errors["birthdate_date"] = self.env._("Nobody was born on this day.")

    def _read_portal_place(self, form, values, errors):
        """Country and state by their ids; a state of another country is refused."""
        for name, model in (
            ("country_id", "res.country"),
            ("state_id", "res.country.state"),
        ):
            typed = form.get(name)
            if typed is None:
                continue
            record = self.env[model].browse(int(typed) if typed.isdigit() else 0)
            if typed and not record.exists():
                errors[name] = self.env._("Choose one of the list.")
            else:
                values[name] = record.id or False
        state = self.env["res.country.state"].browse(values.get("state_id") or 0)
        country = values.get("country_id", self.country_id.id)
        if state and state.country_id.id != country:
            values["state_id"] = False

    def _save_portal_form(self, values, user):
        """Write own data, tell staff what changed and the old address of a new one.

        :raises UserError: when a value is refused, e.g. a payment card number
        """
        self.ensure_one()
        before = {name: self[name] for name in values}
        email = values.get("email")
        self.write({name: value for name, value in values.items() if name != "email"})
        if email and email != self.email:
            # Through the user, so that core warns the old address. The log-in stays.
            user.write({"email": email})
        changed = [name for name in values if self[name] != before[name]]
        if changed:
            self._log_portal_change(changed, before)

    @api.model
    def _format_portal_value(self, value):
        if isinstance(value, models.BaseModel):
            return value.display_name or "–"
        return str(value or "–")

    def _log_portal_change(self, changed, before):
        lines = [self.env._("Changed on the portal:")]
        for name in changed:
            lines.append(
                self.env._(
                    "%(field)s: %(before)s → %(after)s",
                    field=self._fields[name]._description_string(self.env),
                    before=self._format_portal_value(before[name]),
                    after=self._format_portal_value(self[name]),
                )
            )
        self.message_post(body=Markup("<br/>").join(lines))

    def _save_portal_photo(self, content):
        """Keep an uploaded photo; orientation and size are put right by core.

        :raises ValidationError: when it is no picture, or too large
        """
        self.ensure_one()
        if not content:
            raise ValidationError(self.env._("Choose a photo first."))
        if len(content) > PHOTO_LIMIT:
            raise ValidationError(self.env._("The photo is larger than 8 MB."))
        if not self._is_photo(content):
            raise ValidationError(
                self.env._("This file is no photo. Take a JPEG or PNG picture.")
            )
        self.write({"image_1920": base64.b64encode(content)})

    @api.model
    def _is_photo(self, content):
        try:
            picture = ImageProcess(content)
        except UserError:
            return False
        return bool(picture.image) and picture.original_format in PHOTO_FORMATS
