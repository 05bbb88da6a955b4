from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models import event_event_roll
from .common_attempts import CheckinAttemptsCommon


class RollCallCommon(CheckinAttemptsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = cls._new_user("second_organizer", "event.group_event_user")
        cls.quiet = cls._try(cls.ayse)
        cls.flagged = cls._try(cls.deniz, "flag", "place_outside", 45)

    def _roll(self, number=10, user=None, event=None):
        """What the organiser does in the window."""
        event = (event or self.event).with_user(user or self.organizer)
        window = (
            self.env["community.checkin.roll.draw"]
            .with_user(user or self.organizer)
            .create({"event_id": event.id, "number": number})
        )
        return window.browse(window.id).action_draw()

    def _draw(self, number=10, user=None):
        action = self._roll(number, user)
        rolls = self.env["community.checkin.roll"].with_user(user or self.organizer)
        return rolls.browse(action["res_id"])

    def _line(self, roll, partner):
        return roll.line_ids.filtered(lambda line: line.partner_id == partner)


@tagged("post_install", "-at_install", "community")
class TestRollDraw(RollCallCommon):
    def test_who_is_asked(self):
        """G33: who came by code, is inside and not decided about; nobody else."""
        others = [self._new_member(f"Guest {number}") for number in range(5)]
        by_ticket, refused, annulled, confirmed, gone = others
        self._try(by_ticket, kind="ticket")
        self._try(refused, "deny", "expired")
        self._judge(self._try(annulled), "annulled")
        self._judge(self._try(confirmed), "confirmed")
        self._try(gone).registration_id._leave()
        roll = self._draw()
        self.assertEqual(roll.line_ids.partner_id, self.ayse | self.deniz)
        self.assertEqual(roll.population, 2)
        self.assertEqual(self._line(roll, self.deniz).chosen, "hint")
        self.assertEqual(self._line(roll, self.ayse).chosen, "chance")

    def test_nobody_is_asked_twice(self):
        """G33: the next roll call asks others, and says when nobody is left."""
        first = self._draw(1)
        second = self._draw(1)
        self.assertFalse(first.line_ids.partner_id & second.line_ids.partner_id)
        self.assertEqual(second.population, 1)
        with self.assertRaisesRegex(UserError, "Nobody is left to ask"):
            self._draw()

    def test_came_back(self):
        """Who went out and came back is asked once, about the last coming in."""
        self.quiet.registration_id._leave()
        again = self._try(self.ayse)
        roll = self._draw()
        self.assertEqual(self._line(roll, self.ayse).attempt_id, again)

    def test_window_says_whom(self):
        """The window says how many could be asked before anything is drawn."""
        window = self.env["community.checkin.roll.draw"].with_user(self.organizer)
        window = window.create({"event_id": self.event.id, "number": 1})
        self.assertIn("2 came in with the venue's code", window.outcome)
        window.number = 10
        self.assertIn("All 2 who came in", window.outcome)
        window.number = 0
        self.assertIn("at least one", window.outcome)
        with self.assertRaisesRegex(UserError, "at least one"):
            window.action_draw()

    def test_after_the_event(self):
        """Nobody can be looked for when the event is over."""
        with freeze_time(fields.Datetime.now() + timedelta(days=1)):
            self.event.invalidate_recordset()
            with self.assertRaisesRegex(UserError, "is over"):
                self._draw()

    def test_names_at_once(self):
        """A hundred names at once; all of a few may be asked with any number."""
        window = self.env["community.checkin.roll.draw"].with_user(self.organizer)
        window = window.create({"event_id": self.event.id, "number": 5_000})
        self.assertIn("All 2 who came in", window.outcome)
        with patch.object(event_event_roll, "MOST_NAMES", 1):
            window.invalidate_recordset(["outcome"])
            self.assertIn("at most 1 names", window.outcome)
            with self.assertRaisesRegex(UserError, "Draw again"):
                window.action_draw()
        self.assertEqual(self._draw(5_000).asked_count, 2)

    def test_open_roll_goes_on(self):
        """The button opens the roll call that has open names, else the window."""
        event = self.event.with_user(self.organizer)
        self.assertEqual(
            event.action_roll_call()["res_model"], "community.checkin.roll.draw"
        )
        roll = self._draw()
        self.assertEqual(event.action_roll_call()["res_id"], roll.id)
        roll.line_ids.action_here()
        self.assertEqual(event.action_roll_call()["target"], "new")


@tagged("post_install", "-at_install", "community")
class TestRollAnswers(RollCallCommon):
    def test_not_here(self):
        """G37: who is not there is annulled with the hour; it is no try to cheat."""
        roll = self._draw()
        line = self._line(roll, self.ayse)
        line.action_not_here()
        word = self.quiet.corrected_by_ids
        self.assertEqual(self.quiet.standing, "annulled")
        self.assertEqual(word.note, f"Not there at the roll call at {roll._get_time()}")
        self.assertEqual(word.user_id, self.organizer)
        self.assertFalse(word.is_strike)
        self.assertEqual(self.quiet.registration_id.state, "open")
        self.assertFalse(self.quiet.registration_id.is_inside)
        self.assertEqual(
            (line.answer, line.answered_by_id), ("missing", self.organizer)
        )

    def test_here(self):
        """G37: who is there is confirmed, and is asked about no more."""
        roll = self._draw()
        self._line(roll, self.deniz).action_here()
        self.assertEqual(self.flagged.standing, "confirmed")
        self.assertFalse(self.flagged.registration_id.is_flagged)
        self.assertEqual(self.flagged.registration_id.state, "done")

    def test_went_home(self):
        """G32: who was there and went home keeps the check-in, and is out."""
        roll = self._draw()
        self._line(roll, self.ayse).action_went_home()
        seat = self.quiet.registration_id
        self.assertEqual((seat.state, seat.is_inside), ("done", False))
        self.assertFalse(self.quiet.corrected_by_ids)
        seat._retell()
        self.assertFalse(seat.is_inside, "the row of the ledger says so, too")
        self.assertEqual(seat.entries, 1)

    def test_back_after_going_home(self):
        """G30: who was said to have gone home may come in again."""
        self._line(self._draw(), self.ayse).action_went_home()
        facts = self.event._get_person_facts(
            self.ayse, self.quiet.registration_id, fields.Datetime.now().timestamp()
        )
        self.assertEqual(facts.state, "open")
        self.assertEqual((facts.strikes, facts.annulled), (0, 0))

    def test_answered_once(self):
        """G37: of two organisers the second reads who answered what."""
        line = self._line(self._draw(), self.ayse)
        line.action_here()
        again = line.with_user(self.second)
        for press in (again.action_not_here, again.action_here, again.action_went_home):
            with self.assertRaisesRegex(UserError, "Organizer.*Ayşe Demir.*: Here"):
                press()
        self.assertEqual(self.quiet.standing, "confirmed")

    def test_decided_meanwhile(self):
        """G37: another organiser's word stands; the same word is not said twice."""
        roll = self._draw()
        self._judge(self.quiet, "annulled", user=self.second)
        self._judge(self.flagged, "confirmed", user=self.second)
        with self.assertRaisesRegex(UserError, "has decided about"):
            self._line(roll, self.ayse).action_here()
        self._line(roll, self.deniz).action_here()
        self.assertEqual(self.flagged.corrected_by_ids.user_id, self.second)

    def test_annulled_meanwhile(self):
        """G37: who was annulled by somebody else is not there, and did not go home."""
        roll = self._draw()
        self._judge(self.quiet, "annulled", user=self.second)
        line = self._line(roll, self.ayse)
        self.assertFalse(line.has_left)
        line.action_not_here()
        self.assertEqual(line.answer, "missing")
        self.assertEqual((roll.missing_count, roll.home_count), (1, 0))
        self.assertEqual(self.quiet.corrected_by_ids.user_id, self.second)

    def test_went_out_past_a_gate(self):
        """Who was scanned out since the draw is not said to have been away."""
        line = self._line(self._draw(), self.ayse)
        self.quiet.registration_id._leave()
        self.assertTrue(line.has_left)
        with self.assertRaisesRegex(UserError, "Press “Went Home”"):
            line.action_not_here()
        line.action_went_home()
        self.assertEqual(line.answer, "home")

    def test_points_follow(self):
        """G32: after the points were posted they are taken back with the attendance."""
        self.env["community.points.rule"].search([]).active = False
        self.event.points_attendee = 20
        roll = self._draw()
        with freeze_time(fields.Datetime.now() + timedelta(hours=6)):
            self.event.invalidate_recordset()
            self.event._close()
            self.assertEqual(self._get_points(self.ayse), 20)
            self._line(roll, self.ayse).action_not_here()
            self.assertEqual(self._get_points(self.ayse), 0)
            self.assertEqual(self._get_points(self.deniz), 20)

    def _get_points(self, partner):
        entries = self.env["community.points.entry"]
        return sum(entries.search([("partner_id", "=", partner.id)]).mapped("amount"))


@tagged("post_install", "-at_install", "community")
class TestRollWords(RollCallCommon):
    def test_result(self):
        """G33: what the answers mean for the others is said with its honest range."""
        for number in range(38):
            self._try(self._new_member(f"Guest {number}"))
        roll = self._draw(10)
        self.assertEqual(roll.headline, "Not here: 0 of 10, still open: 10")
        by_chance = roll.line_ids.filtered(lambda line: line.chosen == "chance")
        (roll.line_ids - by_chance).action_here()
        by_chance[:2].action_not_here()
        self.assertIn("still open count both ways", roll.meaning)
        by_chance[2:].action_here()
        self.assertEqual(roll.headline, "Not here: 2 of 10")
        self.assertIn("Of 40 who came with the code, about 9 may not", roll.meaning)
        self.assertIn("95 % certainty between", roll.meaning)
        self.assertEqual(self.event.with_user(self.organizer).roll_ids, roll)

    def test_everybody_was_asked(self):
        """Where all were asked nothing is guessed."""
        roll = self._draw()
        self.assertEqual(roll.meaning, "Everybody who came with the code was asked.")

    def test_how_they_came(self):
        """The card tells when and what was unusual, in the words of the tries."""
        line = self._line(self._draw(), self.deniz)
        self.assertIn(self.flagged.reason, line.how)

    def test_queries(self):
        """As many queries for forty names as for ten."""
        for number in range(38):
            self._try(self._new_member(f"Guest {number}"))
        self._draw(10)
        self.env.invalidate_all()
        with self.assertQueryCount(90):
            self.event.with_user(self.organizer)._draw_roll(30)


@tagged("post_install", "-at_install", "community")
class TestRollRights(RollCallCommon):
    def test_stewards_do_not_call_the_roll(self):
        """G37: a steward neither draws nor answers nor reads the names."""
        line = self._line(self._draw(), self.ayse)
        event = self.event.with_user(self.steward)
        with self.assertRaises(AccessError):
            event.action_roll_call()
        with self.assertRaises(AccessError):
            event._draw_roll(3)
        with self.assertRaises(AccessError):
            self._roll(user=self.steward)
        for press in ("action_here", "action_not_here", "action_went_home"):
            with self.assertRaises(AccessError):
                getattr(line.with_user(self.steward), press)()
        self.assertFalse(line.answer)

    def test_other_company(self):
        """An organiser of another company has nothing to do with it."""
        line = self._line(self._draw(), self.ayse)
        with self.assertRaises(AccessError):
            self._roll(user=self.other_organizer)
        with self.assertRaises(AccessError):
            line.with_user(self.other_organizer).action_not_here()
        with self.assertRaises(AccessError):
            line.with_user(self.other_organizer).read(["answer"])
        self.assertEqual(self.quiet.standing, "allow")

    def test_nobody_answers_for_oneself(self):
        """G37: an organiser who was drawn is looked for by another one."""
        self._try(self.organizer.partner_id)
        line = self._line(self._draw(), self.organizer.partner_id)
        for press in (line.action_here, line.action_went_home):
            with self.assertRaisesRegex(AccessError, "Another organiser"):
                press()
        line.with_user(self.second).action_here()
        self.assertEqual(line.answer, "here")

    def test_rows_are_not_edited(self):
        """Nobody writes, adds or deletes rows of a roll call beside its buttons."""
        roll = self._draw()
        line = roll.line_ids[:1]
        manager = self.event_manager
        for user in (self.organizer, manager):
            with self.assertRaises(UserError):
                line.with_user(user).write({"answer": "here"})
            with self.assertRaises(UserError):
                roll.with_user(user).unlink()
            with self.assertRaises(UserError):
                roll.with_user(user).create({"event_id": self.event.id})
        with self.assertRaises(UserError):
            line.sudo().write({"answer": "here"})
