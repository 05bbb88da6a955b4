from datetime import timedelta

from freezegun import freeze_time

from odoo import fields

from .common import CommunityEventsCommon


class EventPointsCommon(CommunityEventsCommon):
    """An evening of 20, 30 and 10 points that ended an hour ago; nobody closed it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["community.points.rule"].search([]).active = False
        cls.past = cls._new_event(
            hours=-5,
            points_attendee=20,
            points_organizer=30,
            points_volunteer=10,
        )
        cls.seat = cls._register(cls.past, cls.ayse)
        cls.entries = cls.env["community.points.entry"]

    @classmethod
    def _attend(cls, event, partner, **values):
        seat = cls._register(event, partner, **values)
        seat._admit(event.date_begin)
        return seat

    def _rule(self, trigger, amount, **values):
        return self.env["community.points.rule"].create(
            {"name": trigger, "trigger": trigger, "amount": amount, **values}
        )

    def _ledger(self, seat):
        """Amounts of a seat in the order in which they were posted."""
        rows = self.entries.search(
            [("res_model", "=", "event.registration"), ("res_id", "in", seat.ids)],
            order="id",
        )
        return rows.mapped("amount")

    def _balance(self, partner):
        rows = self.entries.search([("partner_id", "=", partner.id)])
        return sum(rows.mapped("amount"))

    def _at(self, moment):
        return freeze_time(fields.Datetime.to_string(moment))

    def _run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("community_events.ir_cron_event_close").method_direct_trigger()

    @classmethod
    def _minutes(cls, minutes):
        return timedelta(minutes=minutes)
