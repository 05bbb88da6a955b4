import base64
import io
import re

from PIL import Image

from odoo.http import Request
from odoo.tests import HttpCase

from .common import CommunityMembersCommon

EXTRAS = [
    {
        "name": "brand",
        "type": "selection",
        "string": "Motorcycle Brand",
        "selection": [["bmw", "BMW"], ["vespa", "Vespa"]],
    },
    {"name": "engine", "type": "integer", "string": "Engine Size"},
    {"name": "leader", "type": "boolean", "string": "Ride Leader"},
]


def picture(size=(300, 400), kind="JPEG"):
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, kind)
    return buffer.getvalue()


class ApplicationCommon(CommunityMembersCommon):
    """A category that takes applications, and somebody who may decide."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admission = cls._new_user(
            "admission", "community_members.group_member_admission"
        )
        cls.other_admission = cls._new_user(
            "other_admission",
            "community_members.group_member_admission",
            company=cls.other_company,
        )
        cls.env["community.member.category"].search(
            [("application_open", "=", True)]
        ).application_open = False
        cls.category.write(
            {
                "application_open": True,
                "kind": "any",
                "member_properties_definition": EXTRAS,
                "application_identity": "optional",
            }
        )
        cls.terms = cls.env["community.application.terms"].create(
            {"name": "v7", "text": "<p>Ride with care.</p>", "date_from": "2020-01-01"}
        )
        cls.reason = cls.env["community.application.reason"].create(
            {"name": "Full", "text": "No places left."}
        )
        cls.applications = cls.env["community.application"].with_company(cls.company)

    @classmethod
    def _values(cls, **values):
        return {
            "name": "Nehir Toprak",
            "email": "nehir@example.com",
            "phone": "+90 532 604 18 27",
            "category_id": cls.category.id,
            "company_id": cls.company.id,
            "lang": "en_US",
            **values,
        }

    @classmethod
    def _apply(cls, **values):
        """An application that is in the inbox."""
        return cls.applications.create(cls._values(**values))

    def _letters(self, application, code=None):
        domain = [
            ("res_model", "=", "community.application"),
            ("res_id", "in", application.ids),
        ]
        if code:
            domain.append(("notice_id.code", "=", code))
        return self.env["community.notice.delivery"].search(domain)

    def _body(self, letter):
        """The letter as its template writes it now."""
        template = letter.notice_id.mail_template_id
        return template._render_field("body_html", [letter.res_id])[letter.res_id]


class ApplicationHttpCase(ApplicationCommon, HttpCase):
    """A stranger with a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.website = cls.env["website"].search([], limit=1)
        cls.website.company_id = cls.company
        cls.env["community.application.attempt"].search([]).unlink()

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)

    def _form(self, **values):
        """What a careful person types."""
        return {
            "form_key": "k" * 32,
            "category_id": str(self.category.id),
            "is_company": "0",
            "name": "Nehir Toprak",
            "email": "nehir@example.com",
            "phone": "0532 604 18 27",
            "agree": "1",
            **values,
        }

    def _post(self, url, files=None, **data):
        data["csrf_token"] = Request.csrf_token(self)
        return self.url_open(url, data=data, files=files, allow_redirects=False)

    def _send(self, files=None, **values):
        return self._post("/membership/apply", files=files, **self._form(**values))

    def _sent(self, email="nehir@example.com"):
        return self.applications.search([("email_normalized", "=", email)])

    def _path(self, url):
        return "/" + url.split("/", 3)[3]

    def _errors(self, response):
        return set(re.findall(r'id="error_(\w+)"', response.text))

    def _photo(self, content=None, name="me.jpg"):
        return {"photo": (name, content or picture(), "image/jpeg")}

    def _decode(self, value):
        return base64.b64decode(value)
