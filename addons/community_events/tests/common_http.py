from odoo import Command
from odoo.http import Request
from odoo.tests import HttpCase

from .common import CommunityEventsCommon


class EventsHttpCase(CommunityEventsCommon, HttpCase):
    """Two members with a log-in, and an event with one seat."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deniz.email = "deniz@seats.example.com"
        cls.ayse.email = "ayse@seats.example.com"
        cls.website = cls.env["website"].search([], limit=1)
        cls.website.company_id = cls.company
        cls.env.ref("base.public_user").write(
            {
                "company_ids": [Command.link(cls.company.id)],
                "company_id": cls.company.id,
            }
        )
        cls.coming = cls._new_event(
            "Regatta", hours=72, seats_limited=True, seats_max=1
        )
        for member in cls.ayse | cls.deniz:
            cls.env["res.users"].create(
                {
                    "login": member.email,
                    "password": member.email,
                    "partner_id": member.id,
                    "company_id": cls.company.id,
                    "company_ids": [Command.set(cls.company.ids)],
                    "group_ids": [Command.set(cls.env.ref("base.group_portal").ids)],
                }
            )

    def _sign_in(self, member):
        self.authenticate(member.email, member.email)

    def _post(self, path, **form):
        form["csrf_token"] = Request.csrf_token(self)
        answer = self.url_open(path, data=form, allow_redirects=False)
        self.env.invalidate_all()
        return answer

    def _book(self, event, **form):
        ticket = event.event_ticket_ids[:1].id or 0
        form = {"1-name-1": "Ayşe Demir", "1-event_ticket_id": str(ticket), **form}
        return self._post(f"/event/{event.id}/registration/confirm", **form)

    def _seats(self, event):
        return self.env["event.registration"].search([("event_id", "=", event.id)])
