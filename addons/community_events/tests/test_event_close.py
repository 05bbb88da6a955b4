from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.community_members.tools.decision import Decision

from .common_points import EventPointsCommon


@tagged("post_install", "-at_install", "community")
class TestEventClose(EventPointsCommon):
    def _window(self, user=None):
        event = self.past.with_user(user or self.organizer)
        action = event.action_close()
        model = self.env[action["res_model"]].with_user(user or self.organizer)
        return model.with_context(**action["context"]).create({})

    def test_window(self):
        """G32: the window says who gets what before anything is posted."""
        self.seat._admit(self.past.date_begin, flagged=True)
        self._attend(self.past, self.deniz, role="organizer")
        absent = self._new_member("Absent")
        self._register(self.past, absent)
        window = self._window()
        self.assertEqual(window.attendee_count, 1)
        self.assertEqual(window.organizer_count, 1)
        self.assertEqual(window.no_show_count, 1)
        self.assertEqual(window.flagged_count, 1)
        self.assertEqual(window.points, 50)
        self.assertFalse(self._ledger(self.seat))
        action = window.with_context(community_seats="no_show").action_open_seats()
        seats = self.env["event.registration"].search(action["domain"])
        self.assertEqual(seats.member_id, absent)
        window.action_apply()
        self.assertEqual(self._ledger(self.seat), [20])

    def test_form(self):
        """The window opens as a form for whoever organises."""
        model = self.env["community.event.close"].with_user(self.organizer)
        with Form(model.with_context(default_event_id=self.past.id)) as form:
            self.assertEqual(form.points, 0)

    def test_refused(self):
        """Not before the end, not for what was called off, not by stewards."""
        with self.assertRaises(UserError):
            self.event.with_user(self.organizer).action_close()
        with self.assertRaises(AccessError):
            self.past.with_user(self.steward).action_close()
        window = self._window()
        self.past.kanban_state = "cancel"
        with self.assertRaises(UserError):
            window.action_apply()

    def test_by_itself(self):
        """G32: within the hour after check-in ends, once, without anybody."""
        self.seat._admit(self.past.date_begin)
        self.past.checkin_closes_after = 3
        self._run_cron()
        self.assertFalse(self._ledger(self.seat))
        with self._at(self.past.checkin_closes_at):
            self._run_cron()
            self._run_cron()
        self.assertEqual(self._ledger(self.seat), [20])
        self.assertTrue(self.past.points_posted_at)

    def test_no_shows(self):
        """Who registered and did not come loses what the rules say, until excused."""
        self._rule("no_show", -15)
        self._attend(self.past, self.deniz)
        self.past._close()
        self.assertEqual(self._ledger(self.seat), [-15])
        self.seat.action_cancel()
        self.assertEqual(self._ledger(self.seat), [-15, 15])

    def test_no_show_who_came(self):
        """A late scan makes a no-show one who came."""
        self._rule("no_show", -15)
        self._attend(self.past, self.deniz)
        self.past._close()
        self.seat._admit(self.past.date_begin)
        self._run_cron()
        self.assertEqual(self._ledger(self.seat), [-15, 15, 20])

    def test_nobody_looked(self):
        """Where nobody was checked in, nobody is a no-show."""
        self._rule("no_show", -15)
        self.past._close()
        self.assertFalse(self._ledger(self.seat))

    def test_rules_where_the_event_is_silent(self):
        """G17: an event without numbers gives what the rules give."""
        self._rule("event_attendance", 7)
        self._rule("volunteering", 2, per_unit=True)
        self.past.write({"points_attendee": 0, "points_volunteer": 0})
        self.seat._admit(self.past.date_begin)
        helper = self._attend(self.past, self.deniz, role="volunteer")
        self.past._close()
        self.past._close()
        self.assertEqual(self._ledger(self.seat), [7])
        self.assertEqual(self._ledger(helper), [8])

    def test_strike(self):
        """G36, G37: a try to cheat costs what the rules say, until it is cleared."""
        self._rule("checkin_fraud", -50)
        attempts = self.env["community.checkin.attempt"]
        values = {
            "event_id": self.past.id,
            "partner_id": self.ayse.id,
            "kind": "code",
            "is_strike": True,
        }
        strike = attempts._post(values | {"nonce": "a"}, Decision("deny"))
        self.assertEqual(self._balance(self.ayse), -50)
        word = {
            "event_id": self.past.id,
            "partner_id": self.ayse.id,
            "kind": "confirmed",
            "corrects_id": strike.id,
        }
        attempts._post(word | {"nonce": "b"}, Decision("allow"))
        self.assertEqual(self._balance(self.ayse), 0)

    def test_annulled_as_cheating(self):
        """G36: let in and annulled as a try to cheat: no points, and what it costs."""
        self._rule("checkin_fraud", -50)
        self.seat._admit(self.past.date_begin)
        self.past._close()
        attempts = self.env["community.checkin.attempt"]
        entry = attempts._post(
            {
                "event_id": self.past.id,
                "registration_id": self.seat.id,
                "partner_id": self.ayse.id,
                "kind": "code",
                "nonce": "a",
            },
            Decision("allow"),
        )
        entry.with_user(self.organizer)._judge("annulled", "Not there", is_strike=True)
        self.assertEqual(self._ledger(self.seat), [20, -20])
        self.assertEqual(self._balance(self.ayse), -50)

    def test_rank_and_activity(self):
        """Three no-shows stand against a rank; taking part is activity."""
        day = self.past.date_end.date()
        nino = self._new_member("Nino Beridze")
        for number in range(3):
            event = self._new_event(f"Missed {number}", hours=-5 - number)
            seat = self._register(event, self.ayse)
            self._attend(event, self.deniz)
            event._close()
        # One of them was passed on to somebody who never answered.
        seat._counting().write(
            {"member_id": nino.id, "giver_id": self.ayse.id, "is_accepted": False}
        )
        members = self.ayse | self.deniz | nino
        found = members._get_rank_negatives(day)
        self.assertEqual(found.get(self.ayse.id), frozenset({"event_no_show"}))
        self.assertFalse((self.deniz | nino)._get_rank_negatives(day))
        sources = self.env["community.activity.source"]
        self.assertIn("event", sources._get_activity_sources())
        rows = self.env.execute_query(sources._sql_activities())
        events = [row for row in rows if row[0] == self.deniz.id and row[3] == "event"]
        self.assertEqual(len(events), 3)
