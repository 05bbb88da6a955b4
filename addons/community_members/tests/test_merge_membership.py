from datetime import date

from odoo.tests import BaseCase, tagged

from ..tools.merge_membership import Membership, merge_memberships


@tagged("post_install", "-at_install", "community")
class TestMergeMemberships(BaseCase):
    """The dates of two records of one person, without a database."""

    def merged(self, kept, *others):
        return merge_memberships(Membership(**kept), [Membership(**o) for o in others])

    def test_periods(self):
        """Touching periods are one; a gap is not bridged; no end beats every end."""
        day = date
        old = {"start": day(2024, 1, 1), "end": day(2024, 12, 31)}
        for new_start, expected in (
            (day(2025, 1, 1), day(2024, 1, 1)),
            (day(2024, 6, 1), day(2024, 1, 1)),
            (day(2025, 3, 1), day(2025, 3, 1)),
        ):
            new = {"start": new_start, "end": day(2025, 12, 31)}
            for pair in ((old, new), (new, old)):
                merged = self.merged(*pair)
                self.assertEqual(
                    (merged.start, merged.end), (expected, day(2025, 12, 31))
                )
        merged = self.merged(old, {"start": day(2024, 5, 1)})
        self.assertEqual((merged.start, merged.end), (day(2024, 1, 1), None))
        merged = self.merged({}, {"end": day(2024, 5, 1)})
        self.assertEqual((merged.start, merged.end), (None, day(2024, 5, 1)))

    def test_exit(self):
        """Whoever is a member on one record has not left."""
        left = {"since": date(2020, 1, 1), "resigned_on": date(2021, 1, 1)}
        active = {"since": date(2022, 1, 1)}
        for pair in ((left, active), (active, left)):
            merged = self.merged(*pair)
            self.assertEqual(merged.since, date(2020, 1, 1))
            self.assertIsNone(merged.resigned_on)
        later = left | {"resigned_on": date(2023, 1, 1)}
        self.assertEqual(self.merged(left, later).resigned_on, date(2023, 1, 1))
        self.assertEqual(self.merged(left, {}).resigned_on, date(2021, 1, 1))
