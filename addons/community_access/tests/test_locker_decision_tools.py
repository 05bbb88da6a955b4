import random
from dataclasses import replace

from odoo.tests import BaseCase, tagged

from ..tools.locker_decision import (
    DENY,
    DESK,
    MASTER,
    OTHER,
    OWN,
    Band,
    Door,
    decide,
    decide_open,
    decide_take,
    fits,
    is_overdue,
)
from .locker_cases import BAND, FREE, HOUR, MINE, NOW, OPENING, TAKING, band, free


@tagged("post_install", "-at_install", "community")
class TestLockerDecision(BaseCase):
    def test_taking(self):
        """F47: who may shut a locker with the band, and what else is said."""
        for name, (who, door, verdict, codes) in TAKING.items():
            with self.subTest(name):
                found = decide(who, door, NOW)
                self.assertEqual(found.verdict, verdict)
                self.assertEqual([one.code for one in found.reasons], codes)

    def test_opening(self):
        """F47: one's own locker opens; after the grace the desk opens it."""
        for name, (who, door, verdict, codes) in OPENING.items():
            with self.subTest(name):
                found = decide(who, door, NOW)
                self.assertEqual(found.verdict, verdict)
                self.assertEqual([one.code for one in found.reasons], codes)

    def test_table_is_long_enough(self):
        """Sixty cases and more, each with a way out where the answer is no."""
        self.assertGreaterEqual(len(TAKING) + len(OPENING), 60)
        for who, door, verdict, _codes in (*TAKING.values(), *OPENING.values()):
            if verdict == DENY:
                self.assertTrue(decide(who, door, NOW).fix, (who, door))

    def test_somebody_elses_does_not_open(self):
        """Nobody's band opens a locker that another one holds."""
        for holder in (OTHER, ""):
            found = decide_open(BAND, free(holder=holder), NOW)
            self.assertEqual(found.verdict, DENY)

    def test_told_which_locker(self):
        """Whoever asks for a second one learns where the first is."""
        found = decide_take(band(locker="M3"), FREE, NOW)
        self.assertEqual(found.reasons[0].facts, {"locker": "M3"})
        found = decide(band(entitled_until=NOW - 60), MINE, NOW)
        self.assertEqual(found.reasons[0].facts["minutes"], 59)

    def test_gender_of_rooms(self):
        """Rooms for all are for all."""
        for gender in ("female", "male", "other", ""):
            self.assertTrue(fits(gender, "any"))
        self.assertEqual([fits("", room) for room in ("women", "men")], [True, True])

    def test_overdue(self):
        """Too long, or beyond the end and the grace; the boundary still is in time."""
        cases = [
            (0, 0, 12 * HOUR, HOUR, 12 * HOUR, False),
            (0, 0, 12 * HOUR, HOUR, 12 * HOUR + 1, True),
            (0, 0, 0, HOUR, 10**9, False),
            (0, HOUR, 0, HOUR, 2 * HOUR, False),
            (0, HOUR, 0, HOUR, 2 * HOUR + 1, True),
            (5 * HOUR, HOUR, 0, HOUR, 6 * HOUR, False),
        ]
        for *facts, late in cases:
            self.assertEqual(is_overdue(*facts), late, facts)

    def test_never_locked_in(self):
        """Whatever happened, own band or desk opens; debt and presence never matter."""
        dice = random.Random(12)
        states = ("issued", "blocked", "lost", "stolen", "returned")
        for _turn in range(5000):
            who = Band(
                state=dice.choice(states),
                inside=dice.choice([None, True, False]),
                gender=dice.choice(["", "male", "female", "other"]),
                entitled_until=dice.choice([0, NOW + dice.randint(-9999, 9999)]),
                locker="M12",
            )
            door = Door(
                "M12",
                gender=dice.choice(["any", "women", "men"]),
                mode=dice.choice(["free", "assigned", "rented"]),
                out_of_order=dice.random() < 0.2,
                holder=OWN,
                taken_at=NOW - dice.randint(0, 9999),
                renter=dice.choice(["", OWN, OTHER]),
                rented_until=dice.choice([0, NOW + dice.randint(-9999, 9999)]),
            )
            for by in (DESK, MASTER):
                self.assertTrue(decide(who, door, NOW, by).allowed)
            found = decide(who, door, NOW)
            self.assertEqual(found.allowed or found.fix == "ask_desk", True)
            for other in (
                replace(who, debt=dice.randint(1, 10**9)),
                replace(who, inside=dice.choice([None, True, False])),
            ):
                self.assertEqual(decide(other, door, NOW), found)
            later = decide(
                replace(who, entitled_until=0), replace(door, rented_until=0), NOW
            )
            if found.allowed:
                self.assertTrue(later.allowed, "a later end never closes")
