import time
from itertools import pairwise

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.community_events.tools import venue_code
from odoo.addons.community_events.tools.person_name import get_short_name
from odoo.addons.community_events.tools.qr_path import make_path

from .common_checkin import MemberCheckinCommon


@tagged("post_install", "-at_install", "community")
class TestVenueScreen(MemberCheckinCommon):
    def test_organizer_opens_the_screen(self):
        """G29: codes of the next three minutes, each good from its own moment."""
        event = self.event.with_user(self.organizer)
        self.assertIn(
            f"/checkin/screen/{event.id}", event.action_open_venue_screen()["url"]
        )
        screen = event._open_screen("192.0.2.7")
        answer = event._get_codes(screen.with_user(self.organizer).sudo())
        moments = [code["at"] for code in answer["codes"]]
        self.assertLessEqual(moments[0], time.time())
        self.assertGreaterEqual(moments[-1] - moments[0], 180)
        steps = {b - a for a, b in pairwise(moments)}
        self.assertEqual(steps, {float(venue_code.STEP)})
        self.assertEqual(len({code["path"] for code in answer["codes"]}), len(moments))

    def test_who_may_not(self):
        """G29: stewards, members' staff and other companies show no codes."""
        for user in (self.steward, self.officer, self.internal, self.other_organizer):
            event = self.event.with_user(user)
            with self.subTest(user.login), self.assertRaises(AccessError):
                event.action_open_venue_screen()
            with self.assertRaises(AccessError):
                event._open_screen("192.0.2.7")
            with self.assertRaises(AccessError):
                event._get_arrivals()

    def test_switched_off(self):
        """G29: an event at which members do not check in shows no code, and says so."""
        self.event.checkin_by_member = False
        with self.assertRaises(UserError):
            self.event.with_user(self.organizer).action_open_venue_screen()
        self.assertFalse(self.claims._open(self._code())[0])

    def test_times_of_more_than_a_day(self):
        """An evening shows its hours; a weekend says of which days they are."""
        event = self.event
        event.date_tz = "Europe/Istanbul"
        event.write({"date_begin": "2030-05-03 16:00", "date_end": "2030-05-03 20:00"})
        self.assertEqual(
            event._get_screen_times().replace("\u202f", " "), "7:00 PM – 11:00 PM"
        )
        event.date_end = "2030-05-05 12:30"
        self.assertEqual(
            event._get_screen_times(), "Fri 3 May, 19:00 – Sun 5 May, 15:30"
        )

    def test_screen_of_another_event(self):
        """G29: codes are given to a screen of the same event alone."""
        other = self._new_event("Regatta")
        screen = other._open_screen("192.0.2.7")
        with self.assertRaises(AccessError):
            self.event.with_user(self.organizer)._get_codes(screen)

    def test_screens_do_not_pile_up(self):
        """G29: reloading the page keeps the newest screens, their numbers differ."""
        for _turn in range(45):
            self.event._open_screen("192.0.2.7")
        numbers = self.event.screen_ids.mapped("number")
        self.assertLessEqual(len(numbers), 40)
        self.assertEqual(len(numbers), len(set(numbers)))

    def test_arrivals(self):
        """G29: who came, in short names, unless the organiser hides them."""
        self._register(self.event, self.deniz)
        self._scan(self.ayse)
        arrivals = self.event.with_user(self.organizer)._get_arrivals()
        self.assertEqual((arrivals["came"], arrivals["expected"]), (1, 2))
        self.assertEqual([row["name"] for row in arrivals["last"]], ["Ayşe D."])
        self.event.screen_shows_names = False
        arrivals = self.event.with_user(self.organizer)._get_arrivals()
        self.assertFalse(arrivals["last"])

    def test_names(self):
        """A name as others may read it: first name and initial."""
        for name, short in (
            ("Ayşe Nur Demir", "Ayşe D."),
            ("გიორგი ბერიძე", "გიორგი ბ."),
            ("Cher", "Cher"),
            ("", ""),
            (None, ""),
        ):
            self.assertEqual(get_short_name(name), short)

    def test_path_is_the_code(self):
        """G29: the strokes cover exactly the dark modules, within the picture."""
        size, path = make_path("https://example.com/checkin/" + "A" * 28)
        strokes = [stroke for stroke in path.split("z") if stroke]
        self.assertTrue(all(stroke.startswith("M") for stroke in strokes))
        self.assertLess(size, 50)
        self.assertNotEqual(path, make_path("https://example.com/other").path)


@tagged("post_install", "-at_install", "community")
class TestVenuePages(HttpCase, MemberCheckinCommon):
    def test_page(self):
        """G29: the organiser sees the page, a member is refused, a guest logs in."""
        url = f"/checkin/screen/{self.event.id}"
        self.assertIn("/web/login", self.url_open(url).url)
        self.authenticate(self.organizer.login, self.organizer.login)
        page = self.url_open(url)
        self.assertEqual(page.status_code, 200)
        self.assertIn('id="qr"', page.text)
        self.event.checkin_by_member = False
        self.assertIn("do not check in by themselves", self.url_open(url).text)
        new_test_user(self.env, "venue_portal", "base.group_portal")
        self.authenticate("venue_portal", "venue_portal")
        self.assertEqual(self.url_open(url).status_code, 403)
