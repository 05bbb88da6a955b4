import math

from odoo.tests import BaseCase, tagged

from ..tools import place
from ..tools.place import Fence, Position, judge_place

FENCE = Fence(41.0369, 28.9850, 80.0)


def _at(metres, accuracy, age=0.0):
    """So many metres north of the venue."""
    north = math.degrees(metres / place.EARTH_RADIUS)
    return Position(FENCE.latitude + north, FENCE.longitude, accuracy, age)


@tagged("post_install", "-at_install", "community")
class TestPlace(BaseCase):
    def test_distance(self):
        """G33: distances that are known: a degree, the poles, across the date line."""
        degree = math.radians(1) * place.EARTH_RADIUS
        cases = [
            ((0, 0, 0, 1), degree),
            ((0, 179.5, 0, -179.5), degree),
            ((90, 0, -90, 0), math.pi * place.EARTH_RADIUS),
            ((41.0, 29.0, 41.0, 29.0), 0),
        ]
        for points, metres in cases:
            self.assertAlmostEqual(place.get_distance(*points), metres, 3)

    def test_words(self):
        """G33, G35: what is said of a place, and that accuracy is given its due."""
        cases = [
            (_at(0, 10), place.INSIDE),
            (_at(79, 10), place.INSIDE),
            (_at(95, 10), place.UNSURE),
            (_at(101, 10), place.OUTSIDE),
            (_at(300, 200), place.UNSURE),
            (_at(1_000, 200), place.OUTSIDE),
            (_at(2_200, 20), place.AWAY),
            (_at(2_200, 200), place.OUTSIDE),
            (_at(500, 1_500), place.COARSE),
            (_at(40_000, 1_500), place.AWAY),
            (_at(0, 10, age=121), place.OLD),
            (Position(91, 0, 10), place.MISSING),
            (Position(0, 0, math.nan), place.MISSING),
            (Position(0, 0, -1), place.MISSING),
            (None, place.MISSING),
        ]
        for position, word in cases:
            self.assertEqual(judge_place(FENCE, position), word, position)
        self.assertEqual(judge_place(FENCE, None, is_refused=True), place.REFUSED)
        self.assertEqual(judge_place(None, _at(9_000, 5)), place.NO_FENCE)

    def test_better_accuracy_never_helps_the_absent(self):
        """G33: the less a phone is sure, the less is held against its owner."""
        order = [place.INSIDE, place.UNSURE, place.OUTSIDE, place.AWAY]
        for metres in range(0, 6_000, 50):
            found = [
                order.index(judge_place(FENCE, _at(metres, accuracy)))
                for accuracy in (1, 10, 50, 200, 900)
            ]
            self.assertEqual(found, sorted(found, reverse=True), metres)
