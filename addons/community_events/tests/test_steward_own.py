import time

from odoo.tests import tagged

from .common_steward import StewardCommon


@tagged("post_install", "-at_install", "community")
class TestStewardOwn(StewardCommon):
    """Nobody lets in himself by his own scan page (G35)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        users = (cls.steward, cls.organizer, cls.event_manager)
        for user in users:
            user.partner_id.in_member_register = True
        cls.seats = {user: cls._register(cls.event, user.partner_id) for user in users}
        cls.pages = {user: cls._open_page(user) for user in users}

    @classmethod
    def _open_page(cls, user):
        page = cls.event.with_user(user)._get_own_device()
        page._enrol()
        page.settled_at = cls.event.date_begin
        return page

    def _send(self, user, **values):
        request = self._request(at=time.time() - 60, **values)
        self.pages[user]._upload(time.time(), [request])
        return self._attempts()[0]

    def test_own_ticket_is_looked_at(self):
        """A lone steward comes in; the organiser finds it under To Look At."""
        for user in self.steward, self.organizer:
            seat = self.seats[user]
            answer = self._scan(seat.barcode, self.pages[user])
            self.assertEqual(
                (answer["verdict"], answer["code"]), ("flag", "own_ticket")
            )
            self.assertEqual(seat.state, "done")
            self.assertTrue(seat.attempt_ids.is_to_check)
            self.assertIn("scan page", seat.attempt_ids.reason_rows[0]["label"])

    def test_not_anyway(self):
        """G36: beside the rules the own ticket lets nobody in."""
        user = self.organizer
        seat, page = self.seats[user], self.pages[user]
        self.assertEqual(page.role, "supervisor")
        seat.is_blocked = True
        refused = self._scan(seat.barcode, page, word="anyway")
        self._assert_refused(refused, "own_by_hand")
        self.assertEqual((seat.state, seat.entries), ("open", 0))
        other = self.seats[self.steward]
        other.is_blocked = True
        answer = self._scan(other.barcode, page, word="anyway")
        self.assertEqual((answer["code"], other.state), ("by_hand", "done"))

    def test_not_by_name(self):
        """Found by name, one's own seat is nobody's to let in."""
        user = self.organizer
        seat, page = self.seats[user], self.pages[user]
        for word in ("", "yes", "anyway"):
            refused = self._scan("", page, id=seat.id, word=word)
            self._assert_refused(refused, "own_by_hand")
        self.assertEqual(self._attempts().partner_id, user.partner_id)
        self.assertEqual((seat.state, seat.entries), ("open", 0))
        other = self.seats[self.steward]
        self.assertEqual(self._scan("", page, id=other.id)["code"], "welcome")

    def test_offline(self):
        """By hand without network it does not count before somebody else says so."""
        user = self.organizer
        seat = self.seats[user]
        for code in ("welcome", "by_hand"):
            kept = self._send(user, id=seat.id, code=code)
            self.assertEqual((kept.verdict, kept.code), ("deny", "own_by_hand"))
            self.assertEqual((seat.state, seat.entries), ("open", 0))
        kept.with_user(self.event_manager)._judge("confirmed", "Helped me set up")
        self.assertEqual((seat.state, seat.entries), ("done", 1))

    def test_offline_ticket(self):
        """Scanned without network, the own ticket is looked at, too."""
        user = self.steward
        seat = self.seats[user]
        kept = self._send(user, text=seat.barcode)
        self.assertEqual((kept.verdict, kept.code), ("flag", "own_ticket"))
        self.assertEqual((seat.state, seat.entries), ("done", 1))

    def test_others_and_managers(self):
        """Others' tickets, going out and managers of events are as ever."""
        page = self.pages[self.steward]
        self.assertEqual(self._scan(self.seat.barcode, page)["verdict"], "allow")
        self._scan(self.seats[self.steward].barcode, page)
        mine = self.seats[self.steward].barcode
        left = self._scan(mine, page, direction="out")
        self.assertEqual((left["verdict"], left["code"]), ("allow", "left"))
        manager = self.event_manager
        answer = self._scan("", self.pages[manager], id=self.seats[manager].id)
        self.assertEqual((answer["verdict"], answer["code"]), ("allow", "welcome"))
