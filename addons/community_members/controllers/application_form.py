import base64
import secrets

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Date
from odoo.http import request
from odoo.tools import single_email_re
from odoo.tools.image import ImageProcess, image_process

from ..models.res_partner_portal_edit import PHOTO_LIMIT
from ..tools.application_form import LONG, SHORT, extra_name, read_extra
from ..tools.identity_number import valid_identity_number
from ..tools.search_text import digits

TEXTS = (
    "name",
    "contact_name",
    "email",
    "phone",
    "street",
    "zip",
    "city",
    "birthdate_date",
    "identity_number",
    "vat",
    "referee",
)
BOXES = ("marketing_mail", "marketing_sms", "marketing_whatsapp")
KEPT_PHOTO = (640, 640)


class ApplicationForm:
    """What was typed into the form, checked field by field. Nothing else gets in.

    ``values`` is what may be kept, ``errors`` says what is wrong by the field's name,
    ``typed`` is what the form shows again.
    """

    def __init__(self, categories, terms, company):
        self.categories, self.terms, self.company = categories, terms, company
        self.typed, self.values, self.errors = {}, {}, {}
        self.env = request.env

    def start(self, params):
        """An empty form, with what is known of a visitor who is signed in."""
        self.typed = {"form_key": secrets.token_urlsafe(24)}
        chosen = str(params.get("category", ""))
        if chosen in {str(category.id) for category in self.categories}:
            self.typed["category_id"] = chosen
        elif len(self.categories) == 1:
            self.typed["category_id"] = str(self.categories.id)
        if self.env.user._is_public():
            country = self.company.country_id
        else:
            # sudo: the own contact of the visitor who is signed in.
            person_sudo = self.env.user.partner_id.sudo()
            country = person_sudo.country_id or self.company.country_id
            for name in ("name", "email", "street", "zip", "city"):
                self.typed[name] = person_sudo[name] or ""
            self.typed["phone"] = person_sudo.mobile or person_sudo.phone or ""
        self.typed["country_id"] = str(country.id or "")
        return self

    def take(self, params, lists, files):
        """
        :param params: first value by name, as strings
        :param lists: name -> all values sent under this name
        :param files: name -> uploaded file
        """
        self.typed = {
            name: value[:LONG] if name != "photo_kept" else value
            for name, value in params.items()
            if isinstance(value, str)
        }
        self.typed_lists = lists
        self._read_category()
        self._read_texts()
        self._read_contact()
        self._read_country()
        self._read_birthdate()
        self._read_identity()
        self._read_extras()
        self._read_photo(files.get("photo"))
        self._read_consent()
        return self

    # ------------------------------------------------------------
    # FIELDS
    # ------------------------------------------------------------

    def _asks(self, what):
        category = self.category
        return category[f"application_{what}"] if category else "no"

    def _require(self, name, message):
        if not self.values.get(name):
            self.errors.setdefault(name, message)

    def _read_category(self):
        typed = self.typed.get("category_id", "")
        self.category = self.categories.filtered(lambda one: str(one.id) == typed)
        is_company = self.typed.get("is_company") == "1"
        if not self.category:
            self.errors["category_id"] = self.env._("Choose what you want to join as.")
        elif not self.category._takes(is_company):
            is_company = self.category.kind == "corporate"
        self.is_company = is_company
        self.values |= {"category_id": self.category.id, "is_company": is_company}

    def _read_texts(self):
        for name in TEXTS:
            self.values[name] = self._text(name, SHORT)
        self.values["message"] = self._text("message", LONG)
        self._require("name", self.env._("Type your name."))
        if len(self.values["name"] or "") < 2:
            self.errors.setdefault("name", self.env._("Type your full name."))
        if self.is_company:
            self._require("contact_name", self.env._("Say whom we may speak to."))
        else:
            self.values["contact_name"] = False
        if self._asks("referee") == "required":
            self._require("referee", self.env._("Name a member who recommends you."))
        elif self._asks("referee") == "no":
            self.values["referee"] = False

    def _text(self, name, limit):
        text = self.typed.get(name, "").replace("\x00", "").strip()
        if len(text) > limit:
            self.errors[name] = self.env._(
                "This is too long; %(limit)s characters are enough.", limit=limit
            )
        return text[:limit] or False

    def _read_contact(self):
        email = self.values["email"]
        if not email or not single_email_re.match(email):
            self.errors["email"] = self.env._("Type an address like name@example.com.")
        phone = self.values["phone"] or ""
        if phone and not 7 <= len(digits(phone)) <= 15:
            self.errors["phone"] = self.env._(
                "Type the number with its area code, as in +90 532 111 22 33."
            )

    def _read_country(self):
        typed = self.typed.get("country_id", "")
        # sudo: countries are a public list.
        countries_sudo = self.env["res.country"].sudo()
        country = countries_sudo.browse(int(typed) if typed.isdecimal() else ())
        if typed and not country.exists():
            self.errors["country_id"] = self.env._("Choose one of the list.")
            country = countries_sudo
        self.country = country
        self.values["country_id"] = country.id

    def _read_birthdate(self):
        typed, asked = self.values["birthdate_date"], self._asks("birthdate")
        self.values["birthdate_date"] = False
        if self.is_company or asked == "no":
            return
        if not typed:
            if asked == "required":
                self.errors["birthdate_date"] = self.env._("Type your date of birth.")
            return
        try:
            born = Date.to_date(typed)
        except ValueError:
            self.errors["birthdate_date"] = self.env._(
                "Type the date as in 1985-04-23."
            )
            return
        if not (born.year >= 1900 and born <= Date.context_today(self.company)):
            self.errors["birthdate_date"] = self.env._("Nobody was born on this day.")
            return
        self.values["birthdate_date"] = born

    def _read_identity(self):
        asked = self._asks("identity")
        name, other = "identity_number", "vat"
        if self.is_company:
            name, other = other, name
        self.values[other] = False
        number = self.values[name]
        if asked == "no":
            self.values[name] = False
        elif not number and asked == "required":
            self.errors[name] = self.env._("This number is needed.")
        elif not number or self.is_company:
            return
        elif not valid_identity_number(number, self.country.code):
            self.errors[name] = self.env._(
                "This is no valid number. Compare it with the identity card."
            )

    def _read_extras(self):
        extras = {}
        messages = {
            "number": self.env._("Type a number."),
            "date": self.env._("Type the date as in 1985-04-23."),
            "choice": self.env._("Choose one of the list."),
        }
        for extra in self.category._get_asked_extras() if self.category else ():
            name = extra_name(self.category.id, extra["name"])
            value, error = read_extra(extra, self.typed_lists(name))
            if error:
                self.errors[name] = messages[error]
            elif value not in (False, []):
                extras[extra["name"]] = value
        self.values["application_properties"] = extras

    def _read_photo(self, upload):
        """The photo is made small at once and kept while other fields are mended."""
        self.photo = None
        if self._asks("photo") == "no":
            self.typed.pop("photo_kept", None)
            return
        content = upload.read(PHOTO_LIMIT + 1) if upload else b""
        if not content:
            content = self._kept_photo()
        if content:
            try:
                self.photo = self._make_small(content)
            except (UserError, ValidationError) as refused:
                self.errors["photo"] = str(refused)
        elif self._asks("photo") == "required":
            self.errors["photo"] = self.env._("Add a photo of your face.")
        kept = base64.b64encode(self.photo).decode() if self.photo else ""
        self.typed["photo_kept"] = kept
        self.values["image_1920"] = kept.encode() or False

    def _kept_photo(self):
        try:
            return base64.b64decode(self.typed.get("photo_kept", ""), validate=True)
        except ValueError:
            return b""

    def _make_small(self, content):
        if len(content) > PHOTO_LIMIT:
            raise ValidationError(self.env._("The photo is larger than 8 MB."))
        if not self.env["res.partner"]._is_photo(content):
            raise ValidationError(
                self.env._("This file is no photo. Take a JPEG or PNG picture.")
            )
        width, height = ImageProcess(content).image.size
        if min(width, height) < 64:
            raise ValidationError(self.env._("This photo is too small."))
        return image_process(content, size=KEPT_PHOTO, quality=82, output_format="JPEG")

    def _read_consent(self):
        for name in BOXES:
            self.values[name] = bool(self.typed.get(name))
        if self.terms and not self.typed.get("agree"):
            self.errors["agree"] = self.env._("Please read and agree to the rules.")
        self.values["terms_id"] = self.terms.id
