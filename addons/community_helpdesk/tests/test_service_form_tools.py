import base64
from datetime import UTC, date, datetime, timedelta

from odoo.tests import BaseCase, tagged

from ..tools.service_form import (
    Officer,
    Question,
    Stop,
    choose_officer,
    digest,
    find_bad_answers,
    get_next_step,
    get_nps,
    get_visit_days,
    order_route,
)
from ..tools.service_form_read import UnreadableError, read_form

NOON = datetime(2026, 3, 10, 12)
KEY = "3f1c0a52-7c1b-4b5e-9a6e-2d1f0f9f1a11"


@tagged("community", "post_install", "-at_install")
class TestServiceFormTools(BaseCase):
    def test_worksheet(self):
        """M28, domain 11.3: required lines are answered, each in its kind."""
        questions = [
            Question(1, "text", is_required=True),
            Question(2, "number"),
            Question(3, "yes_no", is_required=True),
            Question(4, "choice", choices=("Red", "Blue")),
        ]
        good = {1: "New filter", 2: "-1,5", 3: "no", 4: "Blue"}
        self.assertEqual(find_bad_answers(questions, good), [])
        self.assertEqual(find_bad_answers(questions, {}), [1, 3])
        self.assertEqual(
            find_bad_answers(questions, {1: " ", 2: "1.5.2", 3: "maybe", 4: "Green"}),
            [1, 2, 3, 4],
        )
        self.assertEqual(find_bad_answers(questions, good | {2: "٣"}), [])
        self.assertEqual(find_bad_answers(questions, good | {2: "-"}), [2])

    def test_digest(self):
        """Domain 11.9: any other value is another version; order of names is not."""
        said = {"fee": 10.0, "result": "Done", "parts": [["Filter", 1, 0]]}
        self.assertEqual(digest(said), digest(dict(reversed(said.items()))))
        self.assertEqual(len(digest(said)), 64)
        for change in ({"fee": 10.01}, {"result": "Done "}, {"parts": []}):
            self.assertNotEqual(digest(said), digest(said | change))

    def test_reminder_and_deadline(self):
        """Domain 11.6: reminded once, approved after the days if any are set."""

        def step(days, was_reminded=False, setting=(3, 14)):
            now = NOON + timedelta(days=days)
            return get_next_step(NOON, now, was_reminded, setting)

        self.assertIsNone(step(2.99))
        self.assertEqual(step(3), "remind")
        self.assertIsNone(step(5, was_reminded=True))
        self.assertIsNone(step(13.99, was_reminded=True))
        self.assertEqual(step(14, was_reminded=True), "approve")
        self.assertEqual(step(14), "approve")
        self.assertIsNone(step(400, was_reminded=True, setting=(3, 0)))
        self.assertIsNone(step(400, setting=(0, 0)))

    def test_nps(self):
        """M39: 9 and 10 promote, 7 and 8 do neither, the others detract."""
        points = [get_nps(score) for score in range(1, 11)]
        self.assertEqual(points, [-100] * 6 + [0, 0] + [100, 100])
        for score in (0, 11, -1):
            with self.assertRaises(ValueError):
                get_nps(score)

    def test_days_of_recurring_visits(self):
        """Domain 11.7: the end of a month stays its end; nothing before is made."""
        first = date(2026, 1, 31)
        self.assertEqual(
            get_visit_days(first, (1, "month"), first, date(2026, 4, 30)),
            [first, date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)],
        )
        self.assertEqual(
            get_visit_days(first, (2, "week"), date(2026, 2, 1), date(2026, 3, 1)),
            [date(2026, 2, 14), date(2026, 2, 28)],
        )
        self.assertEqual(
            len(get_visit_days(first, (1, "day"), first, first + timedelta(9))), 10
        )
        self.assertEqual(
            get_visit_days(first, (1, "day"), first, first - timedelta(1)), []
        )
        for rhythm in ((0, "day"), (1, "year")):
            with self.assertRaises(ValueError):
                get_visit_days(first, rhythm, first, first)

    def test_route(self):
        """Domain 11.7: region by region from the earliest visit on."""
        stops = [
            Stop(1, NOON, "Kadıköy", "34710", "Moda"),
            Stop(2, NOON - timedelta(hours=3), "Beşiktaş", "34330"),
            Stop(3, NOON - timedelta(hours=1), "Kadıköy", "34720"),
            Stop(4, NOON + timedelta(hours=1), "Beşiktaş", "34320"),
            Stop(5, NOON, "Kadıköy", "34710", "Bahariye"),
        ]
        self.assertEqual(order_route(stops), [4, 2, 5, 1, 3])
        self.assertEqual(order_route([]), [])
        self.assertEqual(order_route(reversed(stops)), order_route(stops))

    def test_officer(self):
        """Domain 11.7: the skills first, then the region, then the fewest visits."""
        officers = [
            Officer(1, frozenset({10}), frozenset({5}), visits=4),
            Officer(2, frozenset({10}), frozenset({5, 6}), visits=2),
            Officer(3, frozenset({11}), frozenset({5}), visits=0),
        ]
        self.assertEqual(choose_officer(officers, 10, frozenset({5})), 2)
        self.assertEqual(choose_officer(officers, 11, frozenset()), 3)
        self.assertEqual(choose_officer(officers, None, frozenset({6})), 2)
        self.assertIsNone(choose_officer(officers, 10, frozenset({7})))


@tagged("community", "post_install", "-at_install")
class TestServiceFormRead(BaseCase):
    def _read(self, **values):
        return read_form({"key": KEY} | values)

    def test_read(self):
        """M24-M33: what the phone sends, in the shapes that Odoo keeps."""
        picture = base64.b64encode(b"picture").decode()
        read = self._read(
            customer_id=7,
            email=" ali@abc.test ",
            started="2026-03-10T12:00:00+03:00",
            ended="2026-03-10T10:30:00.500Z",
            fee=150,
            answers={"4": 3, "5": None},
            parts=[{"name": "Filter", "quantity": 2}],
            photos=[{"kind": "before", "data": picture}],
            position={"latitude": 41.0, "longitude": 29},
        )
        self.assertEqual(read["email"], "ali@abc.test")
        self.assertEqual(read["started"], datetime(2026, 3, 10, 9))
        self.assertEqual(read["ended"], datetime(2026, 3, 10, 10, 30))
        self.assertIsNone(read["arrived"])
        self.assertEqual(read["answers"], {4: "3", 5: ""})
        self.assertEqual(read["parts"], [("Filter", 2.0)])
        self.assertEqual(read["photos"], [("before", picture)])
        self.assertEqual(read["position"], (41.0, 29.0))
        self.assertEqual((read["fee"], read["customer_id"]), (150.0, 7))

    def test_refuse(self):
        """Trap: nothing of a phone is believed; each field that is no such thing."""
        big = base64.b64encode(b"x" * (8 * 1024 * 1024 + 10)).decode()
        for name, value in (
            ("key", "short"),
            ("key", None),
            ("customer_id", "7"),
            ("customer_id", True),
            ("visit_id", 2**31),
            ("email", 5),
            ("result", "x" * 10_001),
            ("note", "a\x00b"),
            ("started", "2026-03-10T12:00:00"),
            ("started", "yesterday"),
            ("ended", 12),
            ("arrived", "0001-01-01T00:00:00+14:00"),
            ("fee", -1),
            ("fee", float("nan")),
            ("fee", float("inf")),
            ("km", "10"),
            ("answers", [1]),
            ("answers", {"a": "b"}),
            ("answers", {"1": ["b"]}),
            ("parts", [{"name": "", "quantity": 1}]),
            ("parts", [{"name": "Filter", "quantity": 0}]),
            ("parts", [{"name": "Filter", "quantity": 1}] * 51),
            ("photos", [{"kind": "during", "data": "aaaa"}]),
            ("photos", [{"kind": "after", "data": "%%%"}]),
            ("photos", [{"kind": "after", "data": big}]),
            ("photos", ["aaaa"]),
            ("signature", {"a": 1}),
            ("position", {"latitude": 91, "longitude": 0}),
            ("position", {"latitude": True, "longitude": 0}),
            ("position", [41, 29]),
        ):
            with self.subTest(name=name), self.assertRaises(UnreadableError) as caught:
                self._read(**{name: value})
            self.assertEqual(str(caught.exception), name)
        for sent in (None, [], "form"):
            with self.assertRaises(UnreadableError):
                read_form(sent)

    def test_moments_are_utc(self):
        moment = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
        read = self._read(started=moment.isoformat())
        self.assertEqual(read["started"], moment.replace(tzinfo=None))
