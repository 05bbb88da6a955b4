from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tools import file_open

from ..models.community_checkin_policy_words import RATES
from .common_attempts import CheckinAttemptsCommon


@tagged("post_install", "-at_install", "community")
class TestEventForm(CheckinAttemptsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.strict = cls.env.ref("community_events.community_checkin_policy_strict")
        cls.template = cls.env["event.type"].create(
            {
                "name": "Track Day",
                "checkin_policy_id": cls.strict.id,
                "checkin_walk_in": False,
                "audience": "members",
                "audience_category_ids": [(6, 0, cls.category.ids)],
                "use_place": True,
                "place_radius": 900,
                "points_attendee": 40,
                "points_volunteer": 50,
            }
        )

    def test_opened_by_steward(self):
        """G29: stewards open the event with its gates; the phones are not theirs."""
        gate = self.env["community.checkin.gate"].create(
            {"name": "Door", "event_id": self.event.id}
        )
        self.env["community.checkin.device"].create(
            {"name": "Phone", "gate_id": gate.id}
        )
        self.env["community.event.hand.out"].create(
            {"name": "Badge", "event_id": self.event.id}
        )
        event = self.event.with_user(self.steward)
        self.assertEqual(len(Form(event).gate_ids), 1)
        self.assertEqual(event.gate_ids.device_count, 1)

    def test_from_template(self):
        """G31: an event from a template has its points, audience and strictness."""
        form = Form(self.env["event.event"].with_user(self.organizer))
        form.name = "Track Day in May"
        self.assertEqual(form.audience, "everybody")
        self.assertTrue(form.checkin_walk_in)
        form.event_type_id = self.template
        event = form.save()
        self.assertEqual(event.checkin_policy_id, self.strict)
        self.assertFalse(event.checkin_walk_in)
        self.assertTrue(event.checkin_by_member)
        self.assertEqual(event.audience, "members")
        self.assertEqual(event.audience_category_ids, self.category)
        self.assertEqual((event.use_place, event.place_radius), (True, 900))
        self.assertEqual((event.points_attendee, event.points_volunteer), (40, 50))

    def test_buttons_of_the_hour(self):
        """While people come in the form offers what is done at the door alone."""
        now = fields.Datetime.now()
        event = self._new_event(hours=3, length=2)
        self.assertFalse(event.is_checkin_open)
        event.date_begin = now + timedelta(minutes=30)
        self.assertTrue(event.is_checkin_open)
        event.write({"date_begin": now - timedelta(hours=3), "date_end": now})
        event.checkin_closes_after = 1
        self.assertTrue(event.is_checkin_open)
        event.date_end = now - timedelta(hours=2)
        self.assertFalse(event.is_checkin_open)

    def test_own_words_win(self):
        """What is said when the event is made wins over its template."""
        event = self._new_event(
            event_type_id=self.template.id,
            points_attendee=5,
            checkin_walk_in=True,
            audience="everybody",
        )
        self.assertEqual(event.points_attendee, 5)
        self.assertTrue(event.checkin_walk_in)
        self.assertEqual(event.audience, "everybody")
        self.assertEqual(event.checkin_policy_id, self.strict)
        plain = self._new_event(checkin_walk_in=False)
        self.assertTrue(plain.checkin_by_member)
        self.assertFalse(plain.checkin_walk_in)
        self.assertEqual(plain.place_radius, 100)
        self.assertEqual(plain.checkin_policy_id.preset, "middle")

    def test_venue_screen_button(self):
        """G29: the button is there for organisers, not for stewards."""
        for user, expected in ((self.organizer, True), (self.steward, False)):
            view = self.env["event.event"].with_user(user).get_view(view_type="form")
            found = 'name="action_open_venue_screen"' in view["arch"]
            self.assertEqual(found, expected, user.name)

    def test_place_of_address(self):
        """The fence moves to the venue's address; one without coordinates says so."""
        venue = self.env["res.partner"].create(
            {"name": "Clubhouse", "partner_latitude": 41.0, "partner_longitude": 29.0}
        )
        self.event.address_id = venue
        self.event.write({"place_latitude": 10.0, "place_longitude": 10.0})
        event = self.event.with_user(self.organizer)
        event.action_take_place_of_address()
        self.assertEqual((event.place_latitude, event.place_longitude), (41.0, 29.0))
        venue.write({"partner_latitude": 0.0, "partner_longitude": 0.0})
        with self.assertRaisesRegex(UserError, "without coordinates"):
            event.action_take_place_of_address()

    def test_numbers_open_their_rows(self):
        """The figures on the form are the rows behind them."""
        self._try(self.ayse, "flag", "place_outside", 45)
        self._try(self.deniz, "deny", "forged", is_strike=True)
        event = self.event.with_user(self.organizer)
        self.assertEqual(event.presence_summary, "1 / 1")
        self.assertEqual((event.refused_count, event.to_check_count), (1, 2))
        action = event.action_open_attempts()
        rows = self.env["community.checkin.attempt"].search(action["domain"])
        self.assertEqual(len(rows), 2)
        self.assertEqual(len(rows.filtered_domain([("is_to_check", "=", True)])), 2)
        live = event.action_open_live_checkin()
        self.assertEqual(live["tag"], "community_events.live")

    def test_policy_in_words(self):
        """What a preset means is said where it is chosen; only managers change it."""
        event = self.event.with_user(self.organizer)
        self.assertIn("20 seconds", event.checkin_policy_words)
        form = Form(event)
        form.checkin_policy_id = self.strict
        self.assertIn("15 seconds", form.checkin_policy_words)
        policies = self.env["community.checkin.policy"]
        self.assertFalse(policies.with_user(self.organizer).has_access("write"))
        self.assertTrue(policies.with_user(self.event_manager).has_access("create"))

    def test_rates_are_those_of_the_page(self):
        """What a preset says of itself is what the fraud lab's table says."""
        with file_open("community_events/readme/DESCRIPTION.md") as page:
            rows = {
                cells[1].strip(): [cell.split("/")[0] for cell in cells[2:5]]
                for cells in (line.split("|") for line in page)
                if len(cells) > 4
            }
        for place, preset in enumerate(("gentle", "middle", "strict")):
            found = float(rows["honest"][place]), float(rows["live relay"][place])
            self.assertEqual(RATES[preset], found, preset)
        policy = self.env.ref("community_events.community_checkin_policy_middle")
        self.assertIn("0.01 % of the honest", policy.words)
        policy.flag_from = 31
        self.assertNotIn("of the honest", policy.words)
