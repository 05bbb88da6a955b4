from fractions import Fraction
from itertools import combinations
from math import comb
from pathlib import Path
from random import Random
from time import perf_counter

from odoo.tests import BaseCase, tagged

from ..tools.roll_call import (
    CHANCE,
    HINT,
    Answers,
    Candidate,
    Finding,
    draw,
    get_chance_of_one,
    get_missing_range,
    tell,
    write_table,
)

PAGE = Path(__file__).parent.parent / "readme" / "DESCRIPTION.md"


@tagged("post_install", "-at_install", "community")
class TestDraw(BaseCase):
    def test_half_by_hints_half_by_chance(self):
        """G33: the worst check-ins are asked, and as many that nobody suspects."""
        candidates = [Candidate(number) for number in range(90)]
        candidates += [Candidate(f"hint {score}", score) for score in range(1, 9)]
        candidates += [Candidate("flag", 5, is_flagged=True)]
        found = draw(candidates, 6, Random(1))
        hints = {key for key, how in found if how == HINT}
        self.assertEqual(hints, {"flag", "hint 8", "hint 7"})
        self.assertEqual(len(found), 6)
        self.assertEqual(len(dict(found)), 6, "nobody is asked twice")

    def test_without_hints_all_by_chance(self):
        """G33: an app that fakes the place leaves no hint; chance finds it."""
        found = draw([Candidate(number) for number in range(50)], 10, Random(2))
        self.assertEqual({how for _key, how in found}, {CHANCE})
        self.assertEqual(len(found), 10)

    def test_fewer_than_asked(self):
        """All are asked when there are fewer; none of none; none when told so."""
        few = [Candidate(1, 40), Candidate(2)]
        self.assertEqual({key for key, _how in draw(few, 10, Random(3))}, {1, 2})
        self.assertEqual(draw([], 10, Random(3)), [])
        self.assertEqual(draw(few, 0, Random(3)), [])
        self.assertEqual(draw(few, -1, Random(3)), [])

    def test_chance_is_fair(self):
        """Everybody without a hint is drawn as often as the others."""
        source, counts = Random(4), dict.fromkeys(range(20), 0)
        candidates = [Candidate(number) for number in counts]
        for _turn in range(4_000):
            for key, _how in draw(candidates, 5, source):
                counts[key] += 1
        self.assertGreater(min(counts.values()), 900)
        self.assertLess(max(counts.values()), 1_100)

    def test_order_by_chance(self):
        """Who is asked for hints is not told by standing on top."""
        candidates = [Candidate(number, 40 * (number < 2)) for number in range(9)]
        first = {draw(candidates, 4, Random(seed))[0][1] for seed in range(20)}
        self.assertEqual(first, {HINT, CHANCE})

    def test_equal_hints_are_drawn(self):
        """Between equals chance decides, not who came first."""
        candidates = [Candidate(number, 30) for number in range(10)]
        seen = {
            key
            for seed in range(60)
            for key, how in draw(candidates, 2, Random(seed))
            if how == HINT
        }
        self.assertEqual(seen, set(range(10)))


@tagged("post_install", "-at_install", "community")
class TestMissingRange(BaseCase):
    def test_covers_what_it_promises(self):
        """Of all draws at least 95 in 100 give a range with the true number in it."""
        for population, asked in ((12, 4), (30, 10), (61, 7)):
            ranges = [
                get_missing_range(population, asked, missing)
                for missing in range(asked + 1)
            ]
            for fakes in range(population + 1):
                covered = sum(
                    Fraction(
                        comb(fakes, hit) * comb(population - fakes, asked - hit),
                        comb(population, asked),
                    )
                    for hit, (low, high) in enumerate(ranges)
                    if low <= fakes <= high
                )
                self.assertGreaterEqual(covered, Fraction(95, 100), (population, fakes))

    def test_known_ends(self):
        """Everybody asked: what was seen. Nobody asked: anything."""
        self.assertEqual(get_missing_range(10, 10, 3), (3, 3))
        self.assertEqual(get_missing_range(10, 0, 0), (0, 10))
        self.assertEqual(get_missing_range(120, 10, 10)[1], 120)
        self.assertEqual(get_missing_range(120, 10, 0)[0], 0)

    def test_large_event(self):
        """Two thousand people, two hundred names: near the ends of Clopper-Pearson."""
        low, high = get_missing_range(2_000, 200, 20)
        self.assertTrue(120 < low < 140 and 285 < high < 310, (low, high))

    def test_quick(self):
        """Five thousand people: told while the page opens (exact numbers: seconds)."""
        ranges = {(100, 3): (32, 423), (2_500, 1_250): (2_430, 2_570)}
        for (asked, missing), expected in ranges.items():
            begin = perf_counter()
            found = get_missing_range(5_000, asked, missing)
            self.assertLess(perf_counter() - begin, 1.0)
            self.assertEqual(found, expected)

    def test_chance_by_counting(self):
        """The formula says what counting every draw says."""
        draws = list(combinations(range(9), 3))
        hits = sum(1 for one in draws if {0, 1} & set(one))
        self.assertAlmostEqual(get_chance_of_one(9, 2, 3), hits / len(draws))
        self.assertEqual(get_chance_of_one(5, 0, 3), 0)
        self.assertEqual(get_chance_of_one(5, 2, 9), 1)


@tagged("post_install", "-at_install", "community")
class TestTell(BaseCase):
    def test_hints_are_no_sample(self):
        """Who was picked for the hints says nothing about those who were not."""
        found = tell(120, Answers(missing=5), Answers(here=5))
        self.assertEqual((found.at_least, found.likely), (5, 5))
        self.assertEqual(found.at_most, 5 + get_missing_range(115, 5, 0)[1])

    def test_guess(self):
        """2 of 10 drawn by chance: about 24 of 120."""
        found = tell(120, Answers(), Answers(here=8, missing=2))
        low, high = get_missing_range(120, 10, 2)
        self.assertEqual(found, Finding(120, low, high, 24))

    def test_went_home_counts_as_neither(self):
        """Who went home is left out of the names and out of the whole."""
        found = tell(50, Answers(home=1), Answers(here=8, missing=2, home=3))
        self.assertEqual(found.population, 46)
        self.assertEqual(found.likely, round(46 * 2 / 10))
        self.assertIsNone(tell(50, Answers(), Answers(home=4)))

    def test_open_names_count_both_ways(self):
        """Who cannot be found is not left out: that would make it look better."""
        found = tell(50, Answers(still_open=1), Answers(here=6, still_open=2))
        self.assertIsNone(found.likely)
        self.assertEqual(found.at_least, 0)
        self.assertEqual(found.at_most, 1 + get_missing_range(49, 8, 2)[1])
        self.assertIsNone(tell(50, Answers(), Answers(still_open=3)))


@tagged("post_install", "-at_install", "community")
class TestRollTable(BaseCase):
    def test_table(self):
        """G33: the table of the add-on's page is what the function computes."""
        self.assertIn(f"\n{write_table()}\n", PAGE.read_text(encoding="utf-8"))
