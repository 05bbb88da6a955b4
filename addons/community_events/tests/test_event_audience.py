from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import CommunityEventsCommon


@tagged("post_install", "-at_install", "community")
class TestEventAudience(CommunityEventsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guest = cls.env["res.partner"].create({"name": "Gülten Misafir"})
        cls.public = cls.env.ref("base.public_user")
        cls.member_user = cls._portal(cls.ayse)
        cls.guest_user = cls._portal(cls.guest)
        cls.coming = cls._new_event(
            "Dinner", hours=72, audience="members", company_id=False
        )

    @classmethod
    def _portal(cls, partner):
        return new_test_user(
            cls.env,
            f"event_{partner.id}",
            groups="base.group_portal",
            email=partner.email,
            partner_id=partner.id,
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )

    def _find(self, user):
        events = self.env["event.event"].with_user(user)
        return events.search([("id", "=", self.coming.id)])

    def test_hidden_event(self):
        """Who is not invited does not find a hidden event, nor its tickets, by RPC."""
        ticket = self.env["event.event.ticket"].create(
            {"name": "Table", "event_id": self.coming.id}
        )
        self.assertTrue(self._find(self.public) and self._find(self.guest_user))
        self.coming.audience_hidden = True
        self.assertFalse(self._find(self.public))
        self.assertFalse(self._find(self.guest_user))
        self.assertTrue(self._find(self.member_user))
        self.assertTrue(self._find(self.organizer))
        for record in (self.coming, ticket):
            with self.assertRaises(AccessError):
                record.with_user(self.guest_user).read(["name"])

    def test_guest_with_a_seat(self):
        """Whoever the organiser gave a seat finds the event."""
        self.coming.audience_hidden = True
        self._register(self.coming, self.guest)
        self.assertTrue(self._find(self.guest_user))

    def test_open_to_whom(self):
        """Registration is open for members, and closed with a sentence for others."""
        self.assertTrue(
            self.coming.with_user(self.member_user).event_registrations_open
        )
        for user in (self.public, self.guest_user):
            event = self.coming.with_user(user)
            self.assertFalse(event.event_registrations_open)
            self.assertTrue(event._get_way_in(user)["join"])
        self.assertTrue(self.coming._get_way_in(self.public)["login"])
        self.assertIsNone(self.coming._get_way_in(self.member_user))

    def test_other_category_and_rank(self):
        """A member of another category reads for whom the event is."""
        other = self.category.copy({"name": "Junior"})
        rank = self.env["community.rank"].create({"name": "Gold", "sequence": 900})
        self.coming.write(
            {"audience_category_ids": other.ids, "audience_rank_id": rank.id}
        )
        found = self.coming._get_way_in(self.member_user)
        self.assertIn("Junior", found["sentence"])
        self.assertIn("Gold", found["sentence"])
        self.assertFalse(found["join"])

    def _check(self, user, count=1, tickets=None, event=None):
        event = event or self.coming
        ticket = tickets or self.env["event.event.ticket"]
        order = [(self.env["event.slot"], ticket, count)]
        return event.with_user(user)._check_booking(user, order)

    def test_booking(self):
        """Members book one seat, their own; once."""
        self._check(self.member_user)
        for user in (self.public, self.guest_user):
            with self.assertRaisesRegex(UserError, "For members"):
                self._check(user)
        with self.assertRaisesRegex(UserError, "own seat"):
            self._check(self.member_user, 2)
        self._register(self.coming, self.ayse)
        with self.assertRaisesRegex(UserError, "seat already"):
            self._check(self.member_user)

    def test_members_only_ticket(self):
        """A ticket for members at an event for everybody."""
        event = self._new_event("Concert", hours=72)
        ticket = self.env["event.event.ticket"].create(
            {"name": "Member", "event_id": event.id, "members_only": True}
        )
        self._check(self.member_user, 1, ticket, event)
        with self.assertRaisesRegex(UserError, "is for members"):
            self._check(self.public, 1, ticket, event)
        self.assertEqual(ticket._get_current_limit_per_order(), {ticket.id: 1})

    def test_early_booking(self):
        """Gold books ten days before the others; nobody else, nothing earlier."""
        now = fields.Datetime.now()
        silver, gold = self.env["community.rank"].create(
            [{"name": "Silver", "sequence": 901}, {"name": "Gold", "sequence": 902}]
        )
        event = self._new_event("Gala", hours=24 * 60)
        ticket = self.env["event.event.ticket"].create(
            {
                "name": "Seat",
                "event_id": event.id,
                "start_sale_datetime": now + timedelta(days=9),
                "early_rank_id": gold.id,
                "early_days": 10,
            }
        )

        def opened(user):
            self.env.invalidate_all()
            mine = event.with_user(user)
            return [
                mine.event_registrations_open,
                mine.event_ticket_ids.sale_available,
                mine.event_registrations_started,
            ]

        self.ayse.sudo().rank_id = silver
        self.assertEqual(opened(self.member_user), [False] * 3)
        with self.assertRaisesRegex(UserError, "from the rank Gold"):
            self._check(self.member_user, 1, ticket, event)
        self.ayse.sudo().rank_id = gold
        self.assertEqual(opened(self.member_user), [True] * 3)
        self.assertEqual(opened(self.public), [False] * 3)
        self._check(self.member_user, 1, ticket, event)
        words = ticket._get_opening_words(self.ayse)
        self.assertIn("you may book now as Gold", words)
        ticket.early_days = 8
        self.assertEqual(opened(self.member_user), [False] * 3)
        self.assertIn("Opens for you", ticket._get_opening_words(self.ayse))

    def test_closed_ticket(self):
        """Core checks on the server neither when sales end nor whose ticket it is."""
        event = self._new_event("Gala", hours=72)
        ticket = self.env["event.event.ticket"].create(
            {
                "name": "Seat",
                "event_id": event.id,
                "end_sale_datetime": fields.Datetime.now() - timedelta(hours=1),
            }
        )
        with self.assertRaisesRegex(UserError, "any more"):
            self._check(self.member_user, 1, ticket, event)
        with self.assertRaisesRegex(UserError, "not of this event"):
            self._check(self.member_user, 1, ticket, self.event)
