from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common_attempts import CheckinAttemptsCommon


@tagged("post_install", "-at_install", "community")
class TestEventLive(CheckinAttemptsCommon):
    def _get_live(self, known=None, user=None):
        event = self.event.with_user(user or self.organizer)
        return event.get_live_checkin(known)

    def test_figures(self):
        """G37: who came, who is inside, who was refused, as it happens; each opens."""
        self._try(self.ayse)
        self._try(self.deniz, "deny", "expired")
        self._register(self.event, self.deniz)
        live = self._get_live()
        tiles = {tile["name"]: tile for tile in live["tiles"]}
        self.assertEqual(
            {name: tile["value"] for name, tile in tiles.items()},
            {
                "came": 1,
                "inside": 1,
                "expected": 1,
                "refused": 1,
                "to_check": 0,
                "conflicts": 0,
            },
        )
        for tile in tiles.values():
            rows = self.env[tile["model"]].with_user(self.organizer)
            self.assertEqual(rows.search_count(tile["domain"]), tile["value"])
        self.assertEqual(sum(bar["count"] for bar in live["arrivals"]), 1)
        self.assertEqual(
            {row["name"]: row["standing"] for row in live["attempts"]},
            {"Ayşe Demir": "allow", "Deniz Arslan": "deny"},
        )

    def test_clock_of_the_venue(self):
        """Whoever looks on from elsewhere reads the times of the venue."""
        self.event.date_tz = "Asia/Tbilisi"
        self.assertEqual(self._get_live()["event"]["tz"], "Asia/Tbilisi")

    def test_nothing_new(self):
        """Asked again with the version it has, the server says only that."""
        attempt = self._try(self.ayse, "flag", "place_outside", 45)
        version = self._get_live()["version"]
        self.assertEqual(self._get_live(version), {"version": version, "is_same": True})
        self._judge(attempt, "confirmed")
        self.assertFalse(self._get_live(version)["is_same"])

    def test_steward_looks_on(self):
        """A steward sees the figures, and no buttons to decide."""
        self._try(self.ayse)
        live = self._get_live(user=self.steward)
        self.assertEqual(live["tiles"][0]["value"], 1)
        self.assertFalse(live["may_judge"])

    def test_arrivals_without_gaps(self):
        """Five minutes in which nobody came are a bar too."""
        for partner, minutes in ((self.ayse, 31), (self.deniz, 2)):
            seat = self._register(self.event, partner)
            seat._admit(fields.Datetime.now() - timedelta(minutes=minutes))
        bars = self._get_live()["arrivals"]
        self.assertIn(len(bars), (6, 7))
        self.assertEqual(sum(bar["count"] for bar in bars), 2)

    def test_over(self):
        """Nobody is inside when the event is over."""
        self._try(self.ayse)
        self.event.date_end = fields.Datetime.now() - timedelta(minutes=1)
        event = self.event.with_user(self.organizer)
        self.assertEqual(event.presence_summary, "1 / 0")

    def test_queries(self):
        """The screen costs the same at 3 and at 30 tries of different members."""
        look = self.event.with_user(self.organizer).get_live_checkin
        for number in range(3):
            self._try(self._new_member(f"Member {number}"))
        self._count_queries(look)  # rules and groups are kept from now on
        few = self._count_queries(look)
        for number in range(3, 30):
            self._try(self._new_member(f"Member {number}"))
        self.assertEqual(self._count_queries(look), few)
