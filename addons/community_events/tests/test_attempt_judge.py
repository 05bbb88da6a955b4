from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_attempts import CheckinAttemptsCommon


@tagged("post_install", "-at_install", "community")
class TestAttemptJudge(CheckinAttemptsCommon):
    def test_annul(self):
        """G36, G37: who was not there is a no-show; both rows stay, with the reason."""
        attempt = self._try(self.ayse)
        self._judge(attempt, "annulled")
        seat = attempt.registration_id
        self.assertEqual(seat.state, "open")
        self.assertFalse(seat.is_inside or seat.first_in_at or seat.entries)
        self.assertEqual(attempt.standing, "annulled")
        self.assertEqual(attempt.verdict, "allow")
        word = attempt.corrected_by_ids
        self.assertEqual(word.kind, "annulled")
        self.assertEqual(word.note, "Seen at the bar")
        self.assertEqual(word.user_id, self.organizer)

    def test_annul_walk_in(self):
        """A walk-in who was not there has no seat any more."""
        seat = self.event._register_walk_in(self.ayse)
        self._judge(self._try(self.ayse), "annulled")
        self.assertEqual(seat.state, "cancel")

    def test_annul_one_of_two_entries(self):
        """Whoever came in twice stays attended when one of them is annulled."""
        first = self._try(self.ayse)
        first.registration_id._leave()
        self._try(self.ayse)
        self._judge(first, "annulled")
        self.assertEqual(first.registration_id.state, "done")
        self.assertEqual(first.registration_id.entries, 1)

    def test_let_in_after_all(self):
        """A refused member who is confirmed sits on the seat that was booked."""
        seat = self._register(self.event, self.ayse)
        attempt = self._try(self.ayse, "deny", "expired")
        self._judge(attempt, "confirmed")
        self.assertEqual(seat.state, "done")
        self.assertTrue(seat.is_inside)
        self.assertEqual(attempt.standing, "let_in")

    def test_let_in_without_seat(self):
        """A refused member without a seat gets one; a stranger is not made up."""
        attempt = self._try(self.ayse, "deny", "expired")
        self._judge(attempt, "confirmed")
        seat = self.event._find_registration(self.ayse)
        self.assertEqual(seat.state, "done")
        self.assertTrue(seat.is_walk_in)
        stranger = self._try(self.env["res.partner"], "deny", "unknown")
        with self.assertRaisesRegex(UserError, "Nobody is known"):
            self._judge(stranger, "confirmed")

    def test_twice(self):
        """Two organisers do not decide twice about the same try."""
        attempt = self._try(self.ayse)
        self._judge(attempt, "confirmed")
        with self.assertRaisesRegex(UserError, "Organizer has decided"):
            self._judge(attempt, "annulled", user=self.event_manager)
        with self.assertRaisesRegex(UserError, "no try to come in"):
            self._judge(attempt.corrected_by_ids, "annulled")

    def test_strikes(self):
        """G37: a try to cheat is cleared by confirming, and stays when it was one."""
        count = self.env["community.checkin.attempt"]._count_strikes
        first = self._try(self.ayse, "deny", "forged", is_strike=True)
        second = self._try(self.ayse, "deny", "place_away", 80, is_strike=True)
        since = first.at.replace(year=2000)
        self.assertEqual(count(self.ayse, since), 2)
        self._judge(first, "confirmed")
        self.assertEqual(count(self.ayse, since), 1)
        self._judge(second, "annulled")
        self.assertEqual(count(self.ayse, since), 1, "It was one, and counts once.")
        self.assertEqual(second.standing, "upheld")
        third = self._try(self.ayse, "flag", "place_outside", 45)
        self._judge(third, "annulled", is_strike=True)
        self.assertEqual(count(self.ayse, since), 2)

    def test_flag_is_cleared(self):
        """Who was let in with hints and is confirmed is looked at no more."""
        attempt = self._try(self.ayse, "flag", "place_outside", 45)
        self.assertTrue(attempt.is_to_check and attempt.registration_id.is_flagged)
        self._judge(attempt, "confirmed")
        self.assertFalse(attempt.is_to_check or attempt.registration_id.is_flagged)
        self.assertEqual(attempt.standing, "confirmed")

    def test_several_at_once(self):
        """From the list: several tries in one go, all or none."""
        attempts = self._try(self.ayse) | self._try(self.deniz, "deny", "expired")
        self._judge(attempts, "annulled")
        self.assertEqual(attempts.mapped("standing"), ["annulled", "upheld"])
        self.assertFalse(self.event._find_registration(self.deniz))

    def test_nobody_judges_himself(self):
        """The own tries are for another organiser, also among others' in one go."""
        self.organizer.partner_id = self.ayse
        mine = self._try(self.ayse, "deny", "forged", is_strike=True)
        other = self._try(self.deniz, "deny", "expired")
        for attempts in (mine, mine | other):
            with self.assertRaisesRegex(AccessError, "Another organiser"):
                attempts.with_user(self.organizer).action_judge()
            with self.assertRaisesRegex(AccessError, "Another organiser"):
                attempts.with_user(self.organizer)._judge("confirmed", "It was me")
        self.assertFalse(mine.with_user(self.organizer)._can_be_judged())
        self.assertFalse(mine.corrected_by_ids | other.corrected_by_ids)
        self._judge(other, "confirmed")
        self._judge(mine, "confirmed", user=self.event_manager)

    def test_reason_is_needed(self):
        """No word without a reason, and no card number in it."""
        attempt = self._try(self.ayse)
        with self.assertRaisesRegex(UserError, "Say why"):
            self._judge(attempt, "annulled", note="  ")
        with self.assertRaisesRegex(UserError, "payment card"):
            self._judge(attempt, "annulled", note="4111 1111 1111 1111")

    def test_steward_cannot(self):
        """A steward scans; the window and the rows refuse."""
        attempt = self._try(self.ayse)
        with self.assertRaises(AccessError):
            attempt.with_user(self.steward).action_judge()
        with self.assertRaises(AccessError):
            attempt.with_user(self.steward)._judge("annulled", "No")
        windows = self.env["community.checkin.judge"].with_user(self.steward)
        with self.assertRaises(AccessError):
            windows.create({"attempt_ids": attempt.ids, "kind": "annulled"})

    def test_rows_are_not_written(self):
        """No role edits, adds or deletes rows, the manager neither."""
        attempt = self._try(self.ayse).with_user(self.event_manager)
        with self.assertRaises(UserError):
            attempt.write({"verdict": "deny"})
        with self.assertRaises(UserError):
            attempt.unlink()
