from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_attempts import CheckinAttemptsCommon

STAYS = "stays here"


@tagged("post_install", "-at_install", "community")
class TestSeatMove(CheckinAttemptsCommon):
    """A seat goes to another event or time only before anybody came with it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.later = cls._new_event("Regatta", hours=20)
        cls.seat = cls._register(cls.event, cls.ayse)

    def _move(self, seat, user=None):
        seat.with_user(user or self.organizer).event_id = self.later

    def test_before_coming(self):
        """Who has not come yet is moved as ever; the same event is no move."""
        self._move(self.seat)
        self.assertEqual(self.seat.event_id, self.later)
        self.seat.with_user(self.organizer).action_set_done()
        self._move(self.seat)
        self.assertEqual(self.seat.state, "done")

    def test_attended(self):
        """Attendance stays where it was, for managers of events, too."""
        self.seat.with_user(self.organizer).action_set_done()
        for user in self.organizer, self.event_manager:
            with self.assertRaisesRegex(UserError, STAYS), self.cr.savepoint():
                self._move(self.seat, user)
        self.assertEqual(self.seat.event_id, self.event)

    def test_undone_first(self):
        """Tries stay with their event even when the state was set back."""
        seat = self.seat.with_user(self.organizer)
        seat.action_set_done()
        seat.action_confirm()
        with self.assertRaisesRegex(UserError, STAYS), self.cr.savepoint():
            self._move(seat)

    def test_refused_at_the_door(self):
        """A refused try was at this event, too."""
        self._try(self.ayse, "deny", "closed")
        with self.assertRaisesRegex(UserError, STAYS), self.cr.savepoint():
            self._move(self.seat)
