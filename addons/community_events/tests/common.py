import gc
from datetime import timedelta

from odoo import fields
from odoo.tools.gc import disabling_gc

from odoo.addons.community_members.tests.common import CommunityMembersCommon


class CommunityEventsCommon(CommunityMembersCommon):
    """Stewards, organisers and a club evening that is on now."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.steward = cls._new_user("steward", "event.group_event_registration_desk")
        cls.organizer = cls._new_user("organizer", "event.group_event_user")
        cls.event_manager = cls._new_user("event_manager", "event.group_event_manager")
        cls.other_organizer = cls._new_user(
            "other_organizer", "event.group_event_user", company=cls.other_company
        )
        cls.ayse = cls._new_member(email="ayse@example.com")
        cls.deniz = cls._new_member("Deniz Arslan", email="deniz@example.com")
        (cls.ayse | cls.deniz)._admit_members()
        cls.event = cls._new_event()

    @classmethod
    def _new_event(cls, name="Club Evening", hours=-1, length=4, **values):
        """An event that began `hours` from now and lasts `length` hours."""
        begin = fields.Datetime.now() + timedelta(hours=hours)
        return cls.env["event.event"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "date_begin": begin,
                "date_end": begin + timedelta(hours=length),
                "date_tz": "Europe/Istanbul",
                "event_mail_ids": [],
                "question_ids": [],
                "user_id": cls.organizer.id,
                "is_published": True,
                **values,
            }
        )

    @classmethod
    def _register(cls, event, partner, **values):
        """A seat of `partner` at `event`."""
        return cls.env["event.registration"].create(
            {"event_id": event.id, "partner_id": partner.id, **values}
        )

    def _count_queries(self, act):
        """The statements of `act()`, the same whatever was done before it."""
        self.env.flush_all()
        self.env.invalidate_all()
        gc.collect()  # an environment that lives on knows its user and company
        before = self.env.cr.sql_log_count
        with disabling_gc():
            act()
            self.env.flush_all()
        return self.env.cr.sql_log_count - before


class ComingSeatCommon(CommunityEventsCommon):
    """A seat at a dinner in three days, to be given back until the day before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deniz.email = "deniz@seats.example.com"
        cls.coming = cls._new_event("Dinner", hours=72, cancel_until_hours=24)
        cls.seat = cls._register(cls.coming, cls.ayse)
