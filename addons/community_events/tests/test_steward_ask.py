from odoo.tests import tagged

from .common_steward import StewardCommon


@tagged("post_install", "-at_install", "community")
class TestStewardAsk(StewardCommon):
    """What a steward looks at and asks before somebody is counted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supervisor = cls._new_phone(cls.gate, "supervisor")

    def test_attention(self):
        """A flagged guest is counted only after the steward's yes; no is kept."""
        self.seat.attention = "Wheelchair: open the side door"
        asked = self._scan(self.seat.barcode)
        self.assertEqual((asked["status"], asked["verdict"]), ("ask", "flag"))
        self.assertEqual(asked["facts"], {"notes": ["attention"]})
        self.assertEqual(asked["attention"], self.seat.attention)
        self.assertFalse(self._attempts())
        self._assert_refused(self._scan(self.seat.barcode, word="no"), "sent_away")
        self.assertEqual(self.seat.state, "open")
        answer = self._scan(self.seat.barcode, word="yes")
        self.assertEqual((answer["status"], answer["verdict"]), ("done", "flag"))
        self.assertEqual(self.seat.entries, 1)

    def test_questions(self):
        """What must be asked is answered first; wrong choices are no answer."""
        size, song = self.env["event.question"].create(
            [
                {
                    "title": "Shirt",
                    "question_type": "simple_choice",
                    "answer_ids": [(0, 0, {"name": "S"}), (0, 0, {"name": "L"})],
                    "at_the_door": True,
                    "is_mandatory_answer": True,
                },
                {"title": "Song", "question_type": "text_box", "at_the_door": True},
            ]
        )
        self.event.question_ids = size | song
        self.assertFalse(self.event.specific_question_ids & (size | song))
        asked = self._scan(self.seat.barcode)
        self.assertEqual(asked["row"]["questions"], (size | song).ids)
        for answers in ({}, {str(size.id): 0}, {str(song.id): "Ey"}):
            answer = self._scan(self.seat.barcode, word="yes", answers=answers)
            self.assertEqual(answer["status"], "ask", answers)
        chosen = {str(size.id): size.answer_ids[1].id, str(song.id): " Vardar "}
        answer = self._scan(self.seat.barcode, word="yes", answers=chosen)
        self.assertEqual(answer["status"], "done")
        kept = self.seat.registration_answer_ids
        self.assertEqual(kept.value_answer_id.name, "L")
        self.assertIn("Vardar", kept.mapped("value_text_box"))
        self.assertEqual(answer["row"]["questions"], [])

    def test_walk_in(self):
        """G36: a member with a card and without a seat, where the event allows it."""
        card = self.deniz.member_card_ids
        asked = self._scan(card.code)
        self.assertEqual(asked["facts"], {"notes": ["walk_in"]})
        self.assertEqual(asked["name"], "Deniz Arslan")
        answer = self._scan(card.code, word="yes")
        self.assertEqual(answer["verdict"], "flag")
        seat = self.event._find_registration(self.deniz)
        self.assertTrue(seat.is_walk_in and seat.is_inside)
        self.event.checkin_walk_in = False
        seat._take_back_presence()
        self._assert_refused(self._scan(card.code), "not_registered")

    def test_supervisors(self):
        """G36: supervisors search and let in by hand; stewards do neither."""
        self.assertFalse(self.phone._search_by_name("Ayşe"))
        self.assertFalse(self.supervisor._search_by_name("A"))
        [row] = self.supervisor._search_by_name("ayşe")
        self.assertEqual(row["name"], "Ayşe Demir")
        self._assert_refused(self._scan(id=self.seat.id), "unknown")
        answer = self._scan(id=self.seat.id, phone=self.supervisor)
        self.assertEqual(answer["code"], "welcome")
        self._assert_refused(self._scan(self.seat.barcode, word="anyway"), "used")
        forced = self._scan(self.seat.barcode, phone=self.supervisor, word="anyway")
        self.assertEqual((forced["verdict"], forced["code"]), ("flag", "by_hand"))
        self.assertEqual(self.seat.entries, 2)
        last = self._attempts()[0]
        self.assertEqual([row["code"] for row in last.decision["reasons"]][1], "used")

    def test_search_stays_in_the_event(self):
        """Another event's guests are not found and not let in."""
        other = self._register(self._new_event("Regatta"), self.deniz)
        self.assertFalse(self.supervisor._search_by_name("Deniz"))
        refused = self._scan(id=other.id, phone=self.supervisor)
        self._assert_refused(refused, "unknown")
