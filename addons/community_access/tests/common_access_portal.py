import re
from datetime import timedelta

from odoo import Command, fields
from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .common_access import CommunityAccessCommon


@tagged("post_install", "-at_install", "community")
class AccessPortalCase(CommunityAccessCommon, HttpCase):
    """A member, her child, and a stranger, each with a band and a log-in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context={
                **cls.env.context,
                "allowed_company_ids": cls.company.ids,
                "tracking_disable": True,
                "no_reset_password": True,
            }
        )
        cls.website = cls.env["website"].search([], limit=1)
        cls.website.company_id = cls.company
        cls.today = fields.Date.today()
        cls.ayse = cls._new_member("Ayşe Demir", email="ayse@example.com")
        cls.can = cls._new_member("Can Demir", guardian_id=cls.ayse.id)
        cls.deniz = cls._new_member("Deniz Arslan", email="deniz@example.com")
        for person in (cls.ayse, cls.can, cls.deniz):
            cls._new_portal_user(person)
            cls._new_contract(partner=person, start=cls.today)
        cls.qr_type = cls._new("medium", name="Phone Code", kind="qr")
        cls.pin_type = cls._new("medium", name="PIN", kind="pin")
        cls.band = cls._new_band(cls.ayse, name="1042")
        cls.child_band = cls._new_band(cls.can, name="1043")
        cls.other_band = cls._new_band(cls.deniz, name="9999")

    @classmethod
    def _new_portal_user(cls, person, company=None):
        company = company or cls.company
        login = f"access_{person.id}"
        return cls.env["res.users"].create(
            {
                "name": person.name,
                "login": login,
                "password": login,
                "partner_id": person.id,
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
                "group_ids": [Command.set(cls.env.ref("base.group_portal").ids)],
            }
        )

    def _sign_in(self, person):
        login = f"access_{person.id}"
        self.authenticate(login, login)

    def _open(self, path):
        return self.url_open(path, allow_redirects=False)

    def _post(self, path, **data):
        token = Request.csrf_token(self)
        return self.url_open(
            path, data={"csrf_token": token, **data}, allow_redirects=False
        )

    def _stay(self, band, minutes=60, ago=timedelta(days=1), gate=None):
        """Somebody came in and left again."""
        start = fields.Datetime.now() - ago
        self._pass_gate(band, "in", gate, start)
        if minutes:
            self._pass_gate(band, "out", gate, start + timedelta(minutes=minutes))
        return self.env["community.access.visit"].search(
            [("credential_id", "=", band.id)], limit=1
        )

    def _text(self, response):
        """What a reader of the page reads, in one line."""
        body = response.text.split('id="wrap"')[-1].split("</main>")[0]
        return " ".join(re.sub(r"<[^>]+>", " ", body).split())
